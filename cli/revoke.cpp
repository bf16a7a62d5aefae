#include "lib/ops/revoke.h"

#include <fmt/format.h>

#include "cli/ask/confirm.h"
#include "cli/command_line.h"
#include "cli/commands.h"
#include "cli/context.h"
#include "cli/print.h"
#include "cli/several.h"
#include "cli/target_json.h"

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

Shape<RevokeItem> revoke_shape(const GlobalOptions& globals) {
  return {.kind = "revoked",
          .schema = "nexor.revoke/1",
          .columns = {{"id", 0, false, [](const RevokeItem& i) { return i.id; }},
                      {"outcome", 0, false, [](const RevokeItem& i) { return std::string(outcome_of(i)); }},
                      {"operator", 1, false, [](const RevokeItem& i) { return i.owner; }}},
          .members =
              [&globals](JsonWriter& json, const RevokeItem& item) {
                json.member("id", item.id);
                json.member("outcome", outcome_of(item));
                json.member("operator", item.owner.empty() ? std::nullopt : std::optional(item.owner));
                write_item_error(json, item.error, globals);
              },
          .id = [](const RevokeItem& i) { return i.error ? std::string() : i.id; }};
}

// What is ended, and by which functions.
struct Credentials {
  std::string name;  // "token"
  void (*check)(const std::vector<std::string>&);
  std::vector<RevokeItem> (*preview)(Desk&, const std::vector<std::string>&);
  std::vector<RevokeItem> (*revoke)(Desk&, const std::vector<std::string>&);
};

bool ends_any(const std::vector<RevokeItem>& items) { return std::ranges::any_of(items, &RevokeItem::is_ended); }

// Nobody is asked about what isn't there, or has ended.
void ask(const RevokeOptions& options, Context& context, const Credentials& credentials) {
  const auto preview = credentials.preview(context.desk(), options.ids);
  if (!ends_any(preview)) return;
  const bool is_one = preview.size() == 1;
  confirm(context, options.confirmed,
          is_one ? fmt::format("End the {} {} of {}?", credentials.name, preview.front().id, preview.front().owner)
                 : fmt::format("End these {} {}s?", std::ranges::count_if(preview, &RevokeItem::is_ended),
                               credentials.name));
}

int revoke(const RevokeOptions& options, Context& context, const Credentials& credentials) {
  credentials.check(options.ids);
  Desk& desk = context.desk();
  if (!options.confirmed.is_yes) ask(options, context, credentials);
  context.begin_change();
  const auto items = credentials.revoke(desk, options.ids);
  if (ends_any(items)) context.set_changed({fmt::format("nexor list {}s", credentials.name)});
  if (!context.globals().quiet) print_all(context, revoke_shape(context.globals()), items);
  CommandLine line(credentials.name + " revoke", context.globals());
  tell_repetition(context, line.operands(options.ids).flag("yes", true));
  return exit_of_several(context, items, [](const RevokeItem& item) { return item.id; });
}

Command revoke_command(const Credentials& credentials, std::string summary, std::vector<Example> examples) {
  auto options = std::make_shared<RevokeOptions>();
  return {.name = credentials.name + " revoke",
          .group = "Access",
          .summary = std::move(summary),
          .operands = {one_or_more("ID", options->ids, "A " + credentials.name)},
          .options = {yes_option(options->confirmed)},
          .examples = std::move(examples),
          .answer =
              [](Context& context) {
                return AnswerForm{.documents = {"revoke"},
                                  .columns = names_of(revoke_shape(context.globals()).columns),
                                  .is_list = true};
              },
          .unanswered = [options](Context&) { return unanswered_without_yes(options->confirmed); },
          .run = [=](Context& context) { return revoke(*options, context, credentials); }};
}

}  // namespace

Command session_revoke_command() {
  return revoke_command({"session", check_single_session, preview_revoke_sessions, revoke_sessions},
                        "End log-ins of others, or of one's own elsewhere",
                        {{"session revoke ses_0001Y", "End a log-in that was left open"}});
}

Command token_revoke_command() {
  return revoke_command({"token", check_single_token, preview_revoke_tokens, revoke_tokens}, "End tokens",
                        {{"token revoke tok_0001Y", "End a token that somebody may have read"}});
}

}  // namespace nexor
