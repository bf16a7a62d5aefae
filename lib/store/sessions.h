#pragma once

#include <optional>
#include <vector>

#include "lib/model/hash.h"
#include "lib/model/session.h"

namespace nexor {

// Log-ins and tokens, found by the hash of what their holder shows.
class Sessions {
 public:
  virtual ~Sessions() = default;

  virtual std::optional<Session> find(const Hash& hash) = 0;
  virtual SessionId add(const Session& session) = 0;
  virtual void save_use(SessionId id, Instant now) = 0;
  virtual void revoke(SessionId id, Instant now) = 0;
  virtual std::vector<Session> all() = 0;

  // Removes those that had ended, or run out, before an instant: at most `most`, the oldest first. Gives which.
  virtual std::vector<SessionId> purge(Instant before, std::size_t most) = 0;
};

class Tokens {
 public:
  virtual ~Tokens() = default;

  virtual std::optional<Token> find(const Hash& hash) = 0;
  virtual TokenId add(const Token& token) = 0;
  virtual void save_use(TokenId id, Instant now) = 0;
  virtual void revoke(TokenId id, Instant now) = 0;
  virtual std::vector<Token> all() = 0;
};

}  // namespace nexor
