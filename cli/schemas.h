#pragma once

#include <string>
#include <vector>

namespace nexor {

// Those of documents, in alphabetical order.
std::vector<std::string> schema_names();

// The JSON Schema (draft 2020-12) of a document, with what it refers to. Members may come to it, never go. Throws
// usage, naming the nearest, for a name that is none.
std::string json_schema(const std::string& name);

}  // namespace nexor
