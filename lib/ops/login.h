#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "lib/model/date.h"
#include "lib/model/operator.h"
#include "lib/ops/desk.h"
#include "lib/secret/secret.h"

namespace nexor {

// Who a shown token stands for.
struct Credential {
  std::string operator_name;
  Role role = Role::viewer;
  std::string id;      // `ses_…` or `tok_…`
  Instant expires_at;  // at the latest; a session that isn't used ends before
};

struct LoggedIn {
  Secret token;
  Credential credential;
};

// Opens a session. The try is counted before the password is looked at, in a change of its own, so that killing nexor
// doesn't make it free. An unknown operator costs the same work and gets the same words as a wrong password. Throws
// login_failed, or locked_out with how long to wait.
LoggedIn log_in(Desk& desk, std::string_view name, std::string_view password);

// Counts a try to log in as `name` before anything is looked at, and gives the operator, where there is one. Throws
// locked_out while the name has to wait.
std::optional<Operator> begin_log_in(Desk& desk, std::string_view name);

// Records that the try failed, and throws login_failed with `why`.
[[noreturn]] void fail_log_in(Desk& desk, const std::optional<Operator>& found, const std::string& why);

// A whole try that opens no session: throws login_failed and locked_out.
void check_log_in(Desk& desk, std::string_view name, std::string_view password);

// Ends the count of tries that failed.
void forget_failures(Act& act, std::string_view name);

// Ends the session that the actor acts with. A token isn't ended by logging out.
void log_out(Desk& desk);

// Who `token` stands for. Its use is noted now and then, without waiting for a store that is busy. Throws not_logged_in
// for what was never issued or is revoked, and session_expired for what has run out or was last used in the future.
enum class NoteUse { yes, no };
Credential authenticate(Desk& desk, std::string_view token, NoteUse note);

// Who opened the session of this token, though it has run out. Null for what is no session's, for one that was ended,
// and where its operator is disabled.
std::optional<std::string> operator_of_session(Desk& desk, std::string_view token);

// How long after `failures` log-ins that failed the next one is refused: none for five, then one second, twice as long
// each time up to fifteen minutes. Null where only an admin can help: from a hundred on.
std::optional<std::chrono::seconds> wait_after(int failures);

}  // namespace nexor
