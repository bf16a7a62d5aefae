#pragma once

#include <string>

#include "cli/output/columns.h"
#include "lib/model/operator.h"
#include "lib/model/session.h"

namespace nexor {

// Who may act, and with what; each with what is true of it at an instant.

Shape<Operator> operator_shape();

struct ShownSession {
  Session session;
  std::string owner;
  std::string status;  // `open` or `ended`
};
Shape<ShownSession> session_shape();

struct ShownToken {
  Token token;
  std::string owner;
  std::string status;  // `valid` or `ended`
};
Shape<ShownToken> token_shape();

}  // namespace nexor
