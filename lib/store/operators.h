#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "lib/model/operator.h"

namespace nexor {

// Log-ins that failed since the last one that went well, for a name that need not be an operator's.
struct LoginFailures {
  int count = 0;
  Instant last_at;
};

class Operators {
 public:
  virtual ~Operators() = default;

  virtual std::optional<Operator> find(std::string_view name) = 0;
  virtual std::optional<Operator> find(OperatorId id) = 0;

  // Throws conflict where the name is taken.
  virtual OperatorId add(const Operator& added) = 0;

  virtual void save_password(OperatorId id, std::string_view password_hash) = 0;

  virtual std::vector<std::string> names() = 0;

  virtual LoginFailures login_failures(std::string_view name) = 0;
  virtual void save_login_failures(std::string_view name, const LoginFailures& failures) = 0;
};

}  // namespace nexor
