#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/model/date.h"
#include "lib/model/ids.h"

namespace nexor {

// What somebody may do; a later one may all that an earlier one may.
enum class Role { viewer, operator_, admin };

std::string_view name_of(Role role);
std::optional<Role> parse_role(std::string_view name);

// All of them, the least first.
std::vector<std::string> role_names();

// A person or a service identity that may act.
struct Operator {
  OperatorId id{0};
  std::string name;
  Role role = Role::viewer;
  std::optional<std::string> password_hash;  // PHC string; none for an identity that only tokens act for
  bool is_enabled = true;
  Instant created_at;
};

// Throws input_invalid unless `name` can name an operator: 1 to 64 of a-z, 0-9, `.`, `_` and `-`, with a letter or a
// digit in front. One spelling, so that no two names look alike.
void check_operator_name(std::string_view name);

// Names are in lower case: who types `Ada` means ada, wherever one that is there is named.
std::string operator_meant(std::string_view typed);

}  // namespace nexor
