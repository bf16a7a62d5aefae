#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace nexor {

// What `--get` can name in documents, which are told by the names of their schemas: a dotted path from the top, or from
// one of a document's items.

bool has_field(std::span<const std::string> documents, std::string_view path);

// The same in a list of such documents: `total`, `items.0.id`.
bool has_list_field(std::span<const std::string> items, std::string_view path);

// Those of objects in objects with them, as `cancellation.effective_on`.
std::vector<std::string> fields_of(std::span<const std::string> documents);

}  // namespace nexor
