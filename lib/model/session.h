#pragma once

#include <optional>
#include <string>

#include "lib/model/date.h"
#include "lib/model/hash.h"
#include "lib/model/ids.h"
#include "lib/model/operator.h"

namespace nexor {

// One log-in. Who holds the token whose hash this is acts as the operator.
struct Session {
  SessionId id{0};
  Hash hash{};  // of its token
  OperatorId owner{0};
  Instant opened_at;
  Instant last_used_at;
  Instant expires_at;  // the absolute end; the idle one is counted from last_used_at
  std::optional<Instant> revoked_at;
};

// A long-lived credential for scripts and cron.
struct Token {
  TokenId id{0};
  Hash hash{};  // of its text
  OperatorId owner{0};
  Role role = Role::viewer;
  std::string label;
  std::string created_by;
  Instant created_at;
  Instant expires_at;
  std::optional<Instant> last_used_at;
  std::optional<Instant> revoked_at;
};

}  // namespace nexor
