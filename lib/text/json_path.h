#pragma once

#include <optional>
#include <string>
#include <vector>

namespace nexor {

// The value that a dotted path names in a JSON document (`cancellation.effective_on`, `items.0.outcome`): a string
// without its quotes, null as the empty text, anything else as JSON. What stands behind a null is null, too: a field
// that is absent today and there tomorrow doesn't break a script. Where the document has no such field but exactly one
// item, the path is tried inside that one. Null where there is no such field.
std::optional<std::string> json_at(const std::string& document, const std::string& path);

// The names of the document's fields, or, where it has exactly one item, of that one's.
std::vector<std::string> json_fields(const std::string& document);

}  // namespace nexor
