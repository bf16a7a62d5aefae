#include <fmt/format.h>

#include "cli/output/time_text.h"
#include "cli/shapes/shapes.h"
#include "lib/text/json_writer.h"

namespace nexor {

namespace {

std::string_view status_of(const Account& account) { return account.closed_at ? "closed" : "open"; }

void write_account(JsonWriter& json, const Account& account) {
  json.member("id", text_of(account.id));
  json.member("key", account.key);
  json.member("name", account.name);
  json.member("email", account.email);
  json.member("time_zone", account.time_zone);
  json.member("locale", account.locale);
  json.member("note", account.note);
  json.member("status", status_of(account));
  json.member("created_at", text_of(account.created_at));
  json.member("closed_at", account.closed_at ? std::optional(text_of(*account.closed_at)) : std::nullopt);
}

}  // namespace

std::string status_phrase(const Account& account, const TimeText& times) {
  return account.closed_at ? fmt::format("closed {}", times.since(*account.closed_at)) : "open";
}

Shape<Account> account_shape() {
  return {
      .kind = "accounts",
      .schema = "nexor.account/1",
      .columns =
          {
              id_column<Account>("id", 2, [](const Account& a) { return text_of(a.id); }),
              key_column<Account>("key", [](const Account& a) { return a.key; }),
              {"name", 0, true, [](const Account& a) { return a.name; }},
              {"email", 1, true, [](const Account& a) { return a.email.value_or(""); }},
              {"time_zone", 3, false, [](const Account& a) { return a.time_zone; }},
              {"status", 0, false, [](const Account& a) { return std::string(status_of(a)); }},
          },
      .members = write_account,
      .id = [](const Account& a) { return text_of(a.id); },
  };
}

}  // namespace nexor
