#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace nexor {

// What our JSON looks like, as data. A member is `name:type`, and blanks part them. A type is one of
//
//   string, integer, boolean, date (2026-12-01), instant (2026-12-01T08:00:00Z), any (whatever)
//   a|b|c       one of these words
//   NAME        another definition
//   [TYPE]      a list; {TYPE}: an object whose names are free
//
// and `?` behind it says that it may be null.
struct Definition {
  std::string_view name;
  std::string_view members;
  std::string_view schema = {};  // what a document of it says that it is: `nexor.list/1`; empty for a part of others
};

// Those of documents, in alphabetical order.
std::vector<std::string> schema_names();

// The JSON Schema (draft 2020-12) of a document, with what it refers to. Members may come to it, never go. Throws
// usage, naming the nearest, for a name that is none.
std::string json_schema(const std::string& name);

}  // namespace nexor
