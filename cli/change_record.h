#pragma once

#include <optional>
#include <string>

#include "cli/context.h"
#include "cli/output/shell_quoted.h"

namespace nexor {

// Runs one change of a record: who may, and from where on the store may be changed, is the same for all. A subject
// that is the key of several things means the one of `kind`, where that is given.
template <class Change>
auto change_record(Context& context, const std::string& subject, Change change, std::optional<IdKind> kind = {}) {
  Desk& desk = context.desk();
  context.set_subjects({subject}, kind);
  context.begin_change();
  auto result = change(desk);
  context.set_changed({"nexor show " + shell_quoted(subject)});
  return result;
}

}  // namespace nexor
