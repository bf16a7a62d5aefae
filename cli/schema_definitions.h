#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace nexor {

// What our JSON looks like, as data. A member is `name:type`, and blanks part them; `name?:type` may be absent. A type
// is one of
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
  bool is_row = false;           // of an export: it has that name, but doesn't say so in each row
};

// In alphabetical order those of documents, behind their parts.
std::span<const Definition> all_definitions();

// Null where there is none of that name.
const Definition* find_definition(std::string_view name);

struct DefinedMember {
  std::string_view name;
  std::string_view type;
  bool may_be_absent = false;
};
std::vector<DefinedMember> members_of(const Definition& definition);

}  // namespace nexor
