#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "lib/model/operator.h"
#include "lib/model/session.h"
#include "lib/secret/secret.h"

namespace nexor {

struct Desk;

struct NewOperator {
  std::string name;
  Role role = Role::viewer;
  std::optional<std::string> password_hash;  // made before, outside of any transaction: hashing takes its time
};

// Throws conflict where the name is taken.
Operator add_operator(Desk& desk, const NewOperator& given);

struct TokenRequest {
  std::string label;
  std::optional<std::string> owner;  // default: the actor
  std::optional<Role> role;          // default: the lower of the owner's and the actor's
  std::chrono::seconds expires_after = std::chrono::days{90};
};

struct CreatedToken {
  Secret text;  // told once, and nowhere kept
  Token token;
  std::string owner;
};

// What is wrong with the words alone, whatever a store holds: throws input_invalid.
void check_given(const TokenRequest& request);

// Throws permission_denied for a role above the actor's or the owner's.
CreatedToken create_token(Desk& desk, const TokenRequest& request);

}  // namespace nexor
