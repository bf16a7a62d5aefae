#pragma once

#include <string>

#include "cli/context.h"
#include "cli/output/shell_quoted.h"

namespace nexor {

// Runs one change of a record: who may, and from where on the store may be changed, is the same for all.
template <class Change>
auto change_record(Context& context, const std::string& subject, Change change) {
  Desk& desk = context.desk();
  context.set_subjects({subject});
  context.begin_change();
  auto result = change(desk);
  context.set_changed({"nexor show " + shell_quoted(subject)});
  return result;
}

}  // namespace nexor
