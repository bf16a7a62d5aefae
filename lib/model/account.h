#pragma once

#include <optional>
#include <string>

#include "lib/model/date.h"
#include "lib/model/ids.h"

namespace nexor {

// A customer.
struct Account {
  AccountId id{0};
  std::string key;
  std::string name;
  std::optional<std::string> email;
  std::string time_zone;  // IANA
  std::optional<std::string> locale;
  std::optional<std::string> note;
  Instant created_at;
  std::optional<Instant> closed_at;
};

// Throws input_invalid, naming the field, for what can't stand in an account. The time zone is not looked up here.
void check_account(const Account& account);

}  // namespace nexor
