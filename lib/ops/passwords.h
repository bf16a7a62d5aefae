#pragma once

#include <string>
#include <string_view>

#include "lib/model/date.h"
#include "lib/secret/secret.h"

namespace nexor {

struct Desk;

// What setting a password came to.
struct PasswordChange {
  std::string name;  // of the operator
  int sessions_ended = 0;
};

// Whether the actor has just shown its own password: by a log-in within the last five minutes. Else it has to be shown
// again before it is changed, as a session that was left open must not be enough to take an operator over.
bool has_shown_password(Desk& desk);

// Shows it again. Counted and slowed down like a log-in; throws login_failed and locked_out.
void show_password(Desk& desk, std::string_view password);

// Sets a password: `hash` is made before, outside of any transaction. The operator's sessions end, and log-ins that
// failed are forgotten. Another's takes an admin.
PasswordChange change_password(Desk& desk, const std::string& name, const std::string& hash);

// A code with which an operator sets its own password once, within a day. Told once, and kept as its hash only; a new
// one takes the place of one that was issued before. Takes an admin.
struct ResetCode {
  Secret text;
  Instant expires_at;
};
ResetCode issue_reset_code(Desk& desk, const std::string& name);

// Sets the password by such a code, without a log-in. Counted and slowed down like a log-in: throws login_failed for a
// code that is wrong, used or too old, and for a name that is none.
PasswordChange use_reset_code(Desk& desk, const std::string& name, std::string_view code, const std::string& hash);

// The same for the owner of the store's file, which the caller has made sure of: also lets a disabled operator in
// again.
PasswordChange recover_password(Desk& desk, const std::string& name, const std::string& hash);

}  // namespace nexor
