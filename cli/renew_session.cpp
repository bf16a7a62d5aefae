#include "cli/renew_session.h"

#include <fmt/format.h>

#include "cli/ask/confirm.h"
#include "cli/context.h"
#include "cli/credentials.h"
#include "lib/ops/login.h"
#include "lib/text/harmless.h"

namespace nexor {

std::optional<Secret> renew_session(Context& context, Desk& desk, const Secret& token, const std::string& why) {
  const auto name = operator_of_session(desk, token.view());
  if (!name) return {};
  context.err() << fmt::format("nexor: {}\n", harmless(why));
  const Secret password = ask_password(context, fmt::format("Password of {}: ", harmless(*name)));
  LoggedIn logged_in = log_in(desk, *name, password.view());
  try {
    make_session_folder(context);
    save_session(context, logged_in.token);
  } catch (const Error& error) {
    context.err() << fmt::format("nexor: warning: {}\n", harmless(error.message));
  }
  return std::move(logged_in.token);
}

}  // namespace nexor
