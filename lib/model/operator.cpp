#include "lib/model/operator.h"

#include <fmt/format.h>

#include <algorithm>

#include "lib/error.h"

namespace nexor {

std::string_view name_of(Role role) {
  switch (role) {
    case Role::viewer:
      return "viewer";
    case Role::operator_:
      return "operator";
    case Role::admin:
      return "admin";
  }
  return "viewer";
}

std::optional<Role> parse_role(std::string_view name) {
  for (const Role role : {Role::viewer, Role::operator_, Role::admin}) {
    if (name == name_of(role)) return role;
  }
  return {};
}

std::vector<std::string> role_names() {
  std::vector<std::string> names;
  for (const Role role : {Role::viewer, Role::operator_, Role::admin}) names.emplace_back(name_of(role));
  return names;
}

void check_operator_name(std::string_view name) {
  constexpr std::size_t most = 64;
  const auto is_alphanumeric = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  const auto fits = [&](char c) { return is_alphanumeric(c) || c == '.' || c == '_' || c == '-'; };
  if (name.empty() || name.size() > most || !is_alphanumeric(name.front()) ||
      !std::all_of(name.begin(), name.end(), fits)) {
    throw Error(Fault::input_invalid, fmt::format("'{}' can't name an operator", name))
        .with_hint("use 1 to 64 of a-z, 0-9, '.', '_' and '-', with a letter or a digit in front");
  }
}

std::string operator_meant(std::string_view typed) {
  std::string name(typed);
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return name;
}

}  // namespace nexor
