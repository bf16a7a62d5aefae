#pragma once

#include <optional>
#include <string>

#include "lib/secret/secret.h"

namespace nexor {

class Context;
struct Desk;

// Where the session of this token has run out, says `why` and asks for the password of whoever opened it, once, so that
// what was begun goes on. Gives the new session's token, which is also kept; null where the token is no such session's,
// and nobody was asked. Throws what log_in() does, and declined at the end of the input.
std::optional<Secret> renew_session(Context& context, Desk& desk, const Secret& token, const std::string& why);

}  // namespace nexor
