#include "lib/ops/access.h"

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/context.h"
#include "cli/print.h"
#include "lib/model/duration.h"
#include "lib/text/json_writer.h"

namespace nexor {

namespace {

struct TokenCreateOptions {
  std::string label;
  std::optional<std::string> owner;
  std::optional<std::string> role;
  std::optional<std::string> expires;
};

std::chrono::seconds lifetime(const std::optional<std::string>& text) {
  if (!text) return std::chrono::days{90};
  const auto duration = parse_duration(*text);
  constexpr std::chrono::seconds longest = std::chrono::days{36600};
  if (!duration || *duration < std::chrono::seconds{1} || *duration > longest) {
    throw Error(Fault::usage, fmt::format("--expires: '{}' is no time between 1s and 36600d", *text))
        .with_hint("write it like 90d or 12h");
  }
  return std::chrono::floor<std::chrono::seconds>(*duration);
}

int create_token_from(const TokenCreateOptions& options, Context& context) {
  TokenRequest request{
      .label = options.label, .owner = options.owner, .role = {}, .expires_after = lifetime(options.expires)};
  if (options.role) request.role = parse_role(*options.role);
  check_given(request);
  Desk& desk = context.desk();
  context.set_subjects({options.owner.value_or(desk.actor.name)});
  context.begin_change();
  const CreatedToken created = create_token(desk, request);
  const std::string id = text_of(created.token.id);
  context.set_changed_once("a token is never shown again: revoke this one, and create another",
                           {fmt::format("nexor token revoke {}", id)});
  if (context.is_line()) {
    context.out() << created.text.view() << '\n';
    return 0;
  }
  std::string document;
  JsonWriter json(document);
  json.begin_object();
  json.member("schema", "nexor.token_create/1");
  json.member("id", text_of(created.token.id));
  json.member("token", created.text.view());
  json.member("operator", created.owner);
  json.member("role", name_of(created.token.role));
  json.member("label", created.token.label);
  json.member("expires_at", text_of(created.token.expires_at));
  json.end_object();
  print_fields(context, document, {"token", "id", "operator", "role", "label", "expires_at"});
  return 0;
}

}  // namespace

Command token_create_command() {
  auto options = std::make_shared<TokenCreateOptions>();
  return {.name = "token create",
          .group = "Access",
          .summary = "Make a token for scripts and cron, and print it once",
          .options = {required_option("label", "TEXT", options->label, "What it is for"),
                      option("for", "OPERATOR", options->owner, "Who it acts as; you unless given"),
                      one_of(role_names(),
                             option("role", "ROLE", options->role, "What it may do; as much as it can unless given")),
                      option("expires", "TIME", options->expires, "How long it is good for; 90d unless given")},
          .examples = {{"token create --label nightly --for nightly --expires 30d >nightly.token",
                        "A token for a cron job"}},
          .run = [options](Context& context) { return create_token_from(*options, context); }};
}

}  // namespace nexor
