#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "lib/text/record.h"

namespace nexor {

// The value that a dotted path names in a JSON document (`cancellation.effective_on`, `items.0.outcome`): a string
// without its quotes, null as the empty text, anything else as JSON. What stands behind a null is null, too: a field
// that is absent today and there tomorrow doesn't break a script; nor does an element behind a list's last. Null where
// there is no such field, and where that is no JSON.
std::optional<std::string> json_at(const std::string& document, const std::string& path);

// The same, or, where the document has no such field, what the path names in each of its items: an empty text where one
// has none, as for null.
std::vector<std::string> json_values_at(const std::string& document, const std::string& path);

// A member of a JSON object: a string as it is, a number or a truth as it is written, null as the empty text.
struct JsonMember {
  std::string name;
  std::string text;
  std::size_t column;  // the byte on which its name begins, from 1
};

// Reads an object that holds no objects and no lists, in its members' order. Text that is no such object, isn't UTF-8
// or names a member twice is a problem.
std::variant<std::vector<JsonMember>, RowProblem> read_flat_object(std::string_view text);

}  // namespace nexor
