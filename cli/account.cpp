#include <fmt/format.h>

#include "cli/change_record.h"
#include "cli/commands.h"
#include "cli/say.h"
#include "lib/ops/close.h"
#include "lib/ops/find.h"
#include "lib/ops/records.h"
#include "lib/text/json_writer.h"

namespace nexor {

namespace {

int add_account_from(const NewAccount& given, Context& context) {
  check_given(given, context.zones());
  const Account added = change_record(context, given.key, [&](Desk& desk) { return add_account(desk, given); });
  say_done(context, fmt::format("added the account '{}' ({})", added.key, text_of(added.id)), "nexor.account_add/1",
           [&](JsonWriter& json) {
             json.member("id", text_of(added.id));
             json.member("key", added.key);
           });
  return 0;
}

struct AccountEditOptions {
  std::string account;
  AccountEdit edit;
};

int edit_account_from(const AccountEditOptions& options, Context& context) {
  const AccountEdit& edit = options.edit;
  if (!edit.name && !edit.email && !edit.time_zone && !edit.locale && !edit.note) {
    throw Error(Fault::usage, "missing: what to change")
        .with_hint("give --name, --email, --time-zone, --locale or --note");
  }
  check_single_id(std::span(&options.account, 1), {IdKind::account});
  check_given(edit, context.zones());
  const auto edited =
      change_record(context, options.account, [&](Desk& desk) { return edit_account(desk, options.account, edit); });
  const Account& account = edited.now;
  const std::string_view what = edited.is_changed ? "edited" : "nothing to do: it stands so in";
  say_done(context, fmt::format("{} the account '{}' ({})", what, account.key, text_of(account.id)),
           "nexor.account_edit/1", [&](JsonWriter& json) {
             json.member("id", text_of(account.id));
             json.member("key", account.key);
             json.member("changed", edited.is_changed);
           });
  return 0;
}

int reopen_account_from(const std::string& word, Context& context) {
  check_single_id(std::span(&word, 1), {IdKind::account});
  const Account opened = change_record(context, word, [&](Desk& desk) { return reopen_account(desk, word); });
  say_done(context, fmt::format("reopened the account '{}' ({})", opened.key, text_of(opened.id)),
           "nexor.account_reopen/1", [&](JsonWriter& json) {
             json.member("id", text_of(opened.id));
             json.member("key", opened.key);
           });
  return 0;
}

}  // namespace

Command account_add_command() {
  auto given = std::make_shared<NewAccount>();
  return {.name = "account add",
          .group = "Records",
          .summary = "Add an account",
          .operands = {one("KEY", given->key, "Your own name for it: a customer number")},
          .options = {required_option("name", "TEXT", given->name, "The customer's name"),
                      option("email", "ADDRESS", given->email, "E-mail address"),
                      option("time-zone", "ZONE", given->time_zone, "IANA time zone; the store's unless given"),
                      option("locale", "TAG", given->locale, "Language, like de or pt-BR"),
                      option("note", "TEXT", given->note, "A note of yours")},
          .examples = {{"account add C-1001 --name 'Ada Lovelace' --time-zone Europe/London", "Add an account"}},
          .run = [given](Context& context) { return add_account_from(*given, context); }};
}

Command account_edit_command() {
  auto options = std::make_shared<AccountEditOptions>();
  AccountEdit& edit = options->edit;
  return {
      .name = "account edit",
      .group = "Records",
      .summary = "Change an account; an empty text takes a field away",
      .operands = {one("ID", options->account, "The account's id or key")},
      .options = {option("name", "TEXT", edit.name, "The customer's name"),
                  option("email", "ADDRESS", edit.email, "E-mail address"),
                  option("time-zone", "ZONE", edit.time_zone, "IANA time zone; not while a cancellation is pending"),
                  option("locale", "TAG", edit.locale, "Language, like de or pt-BR"),
                  option("note", "TEXT", edit.note, "A note of yours")},
      .examples = {{"account edit C-1001 --email ada@example.com", "Change the address"},
                   {"account edit C-1001 --note ''", "Take the note away"}},
      .run = [options](Context& context) { return edit_account_from(*options, context); }};
}

Command account_reopen_command() {
  auto account = std::make_shared<std::string>();
  return {.name = "account reopen",
          .group = "Records",
          .summary = "Open a closed account again; what ended stays ended",
          .operands = {one("ID", *account, "The account's id or key")},
          .examples = {{"account reopen C-1001", "Let it have subscriptions again"}},
          .run = [account](Context& context) { return reopen_account_from(*account, context); }};
}

}  // namespace nexor
