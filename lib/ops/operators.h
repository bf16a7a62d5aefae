#pragma once

#include <optional>
#include <string>

#include "lib/model/operator.h"

namespace nexor {

struct Desk;

// What one of these changes came to. Where it changed nothing, nothing is written.
struct OperatorChange {
  Operator changed;  // as it is now
  bool is_changed = false;
  int sessions_ended = 0;
  int tokens_ended = 0;
};

// Gives an operator another role, which ends its sessions: a log-in has the role that it was opened with. Its tokens
// stay, and never outrank it. Throws conflict where no enabled admin would be left, or none of those with a password.
OperatorChange edit_operator(Desk& desk, const std::string& name, Role role);

// Ends whatever the operator could act with, sessions and tokens, and lets it open none. Throws conflict where no
// enabled admin would be left, or none of those with a password.
OperatorChange disable_operator(Desk& desk, const std::string& name);

// Lets it log in again; its tokens stay revoked.
OperatorChange enable_operator(Desk& desk, const std::string& name);

class Act;

// Ends all sessions, or all tokens, of an operator with an event each. Gives how many there were.
int end_sessions(Act& act, OperatorId owner);
int end_tokens(Act& act, OperatorId owner);

}  // namespace nexor
