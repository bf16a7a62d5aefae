#include "lib/ops/revoke.h"

#include <fmt/format.h>

#include "cli/ask/confirm.h"
#include "cli/commands.h"
#include "cli/context.h"
#include "cli/exit_code.h"
#include "cli/output/error_json.h"
#include "cli/print.h"
#include "cli/several.h"
#include "lib/ops/find.h"

namespace nexor {

namespace {

struct RevokeOptions {
  std::vector<std::string> ids;
  Confirmed confirmed;
};

std::string_view outcome_of(const RevokeItem& item) {
  if (item.error) return "failed";
  return item.is_ended ? "revoked" : "already";
}

Shape<RevokeItem> revoke_shape() {
  return {.kind = "revoked",
          .schema = "nexor.revoke/1",
          .columns = {{"id", 0, false, [](const RevokeItem& i) { return i.id; }},
                      {"outcome", 0, false, [](const RevokeItem& i) { return std::string(outcome_of(i)); }},
                      {"operator", 1, false, [](const RevokeItem& i) { return i.owner; }}},
          .members =
              [](JsonWriter& json, const RevokeItem& item) {
                json.member("id", item.id);
                json.member("outcome", outcome_of(item));
                json.member("operator", item.owner.empty() ? std::nullopt : std::optional(item.owner));
                json.key("error");
                if (item.error) {
                  write_error(json, *item.error, exit_code_of(*item.error));
                } else {
                  json.value(nullptr);
                }
              },
          .id = [](const RevokeItem& i) { return i.error ? std::string() : i.id; }};
}

using Revoke = std::vector<RevokeItem> (*)(Desk&, const std::vector<std::string>&);

int revoke(const RevokeOptions& options, Context& context, IdKind kind, Verb verb, Revoke run) {
  check_single_id(options.ids, {kind});
  Desk& desk = context.desk();
  require(desk.actor, verb);
  const bool is_one = options.ids.size() == 1;
  const std::string what = kind == IdKind::token ? "token" : "session";
  confirm(context, options.confirmed,
          is_one ? fmt::format("End the {} {}?", what, options.ids.front())
                 : fmt::format("End these {} {}s?", options.ids.size(), what));
  context.begin_change();
  const auto items = run(desk, options.ids);
  if (std::ranges::any_of(items, &RevokeItem::is_ended)) context.set_changed({fmt::format("nexor list {}s", what)});
  if (!context.globals().quiet) print_all(context, revoke_shape(), items);
  return exit_of_several(context, items, [](const RevokeItem& item) { return item.id; });
}

Command revoke_command(std::string name, std::string summary, IdKind kind, Verb verb, Revoke run,
                       std::vector<Example> examples) {
  auto options = std::make_shared<RevokeOptions>();
  return {.name = std::move(name),
          .group = "Access",
          .summary = std::move(summary),
          .operands = {one_or_more("ID", options->ids, kind == IdKind::token ? "A token" : "A session")},
          .options = {yes_option(options->confirmed)},
          .examples = std::move(examples),
          .unanswered = [options](Context&) { return unanswered_without_yes(options->confirmed); },
          .run = [=](Context& context) { return revoke(*options, context, kind, verb, run); }};
}

}  // namespace

Command session_revoke_command() {
  return revoke_command("session revoke", "End log-ins of others, or of one's own elsewhere", IdKind::session,
                        Verb::session_revoke, revoke_sessions,
                        {{"session revoke ses_0001Y", "End a log-in that was left open"}});
}

Command token_revoke_command() {
  return revoke_command("token revoke", "End tokens", IdKind::token, Verb::token_revoke, revoke_tokens,
                        {{"token revoke tok_0001Y", "End a token that somebody may have read"}});
}

}  // namespace nexor
