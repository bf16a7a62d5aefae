#pragma once

#include <optional>
#include <string>

#include "cli/context.h"
#include "cli/output/shell_quoted.h"

namespace nexor {

// What may come to nothing says whether it did.
template <class Result>
bool is_change(const Result& result) {
  if constexpr (requires { result.is_changed; }) {
    return result.is_changed;
  } else {
    return true;
  }
}

// Runs one change of a record: who may, and from where on the store may be changed, is the same for all. A subject
// that is the key of several things means the one of `kind`, where that is given.
template <class Change>
auto change_record(Context& context, const std::string& subject, Change change, std::optional<IdKind> kind = {}) {
  Desk& desk = context.desk();
  context.set_subjects({subject}, kind);
  context.begin_change();
  auto result = change(desk);
  if (is_change(result)) context.set_changed({"nexor show " + shell_quoted(subject)});
  return result;
}

}  // namespace nexor
