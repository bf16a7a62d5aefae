#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "lib/model/hash.h"
#include "lib/model/operator.h"

namespace nexor {

// Log-ins that failed since the last one that went well, for a name that need not be an operator's.
struct LoginFailures {
  int count = 0;
  Instant last_at;
};

// With what an operator may set its password once.
struct KeptResetCode {
  Hash hash{};
  Instant expires_at;
};

class Operators {
 public:
  virtual ~Operators() = default;

  virtual std::optional<Operator> find(std::string_view name) = 0;
  virtual std::optional<Operator> find(OperatorId id) = 0;

  // Throws conflict where the name is taken.
  virtual OperatorId add(const Operator& added) = 0;

  virtual void save_password(OperatorId id, std::string_view password_hash) = 0;

  // Overwrites role, password and whether it is enabled.
  virtual void save(const Operator& changed) = 0;

  // By name.
  virtual std::vector<Operator> all() = 0;

  // The code that was issued last and isn't forgotten: null where there is none.
  virtual std::optional<KeptResetCode> reset_code(OperatorId id) = 0;
  virtual void save_reset_code(OperatorId id, const KeptResetCode& code) = 0;
  virtual void forget_reset_code(OperatorId id) = 0;

  virtual std::vector<std::string> names() = 0;

  virtual LoginFailures login_failures(std::string_view name) = 0;
  virtual void save_login_failures(std::string_view name, const LoginFailures& failures) = 0;

  // Forgets up to `most` names whose last failure lies before `before` and that have fewer than `count` of them.
  virtual void purge_login_failures(Instant before, int count, std::size_t most) = 0;
};

}  // namespace nexor
