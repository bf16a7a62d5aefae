#include <fmt/format.h>

#include "cli/change_record.h"
#include "cli/commands.h"
#include "cli/say.h"
#include "lib/ops/requests.h"
#include "lib/text/json_writer.h"

namespace nexor {

namespace {

int add_request_from(const NewRequest& given, Context& context) {
  check_given(given, context.zones());
  const RegistrationRequest added = change_record(
      context, given.key, [&](Desk& desk) { return add_request(desk, given); }, IdKind::request);
  say_done(context, fmt::format("added the request '{}' ({})", added.key, text_of(added.id)), "nexor.request_add/1",
           [&](JsonWriter& json) {
             json.member("id", text_of(added.id));
             json.member("key", added.key);
           });
  return 0;
}

}  // namespace

Command request_add_command() {
  auto given = std::make_shared<NewRequest>();
  return {.name = "request add",
          .group = "Records",
          .summary = "Add a registration request, which waits for a decision",
          .operands = {one("KEY", given->key, "Your own name for it")},
          .options = {required_option("name", "TEXT", given->name, "Who asks"),
                      required_option("email", "ADDRESS", given->email, "E-mail address"),
                      required_option("plan", "KEY", given->plan, "The plan that is asked for"),
                      option("time-zone", "ZONE", given->time_zone, "IANA time zone; the store's unless given"),
                      option("note", "TEXT", given->note, "A note of yours")},
          .examples = {{"request add R-1001 --name 'Ada Lovelace' --email ada@example.com --plan pro-month",
                        "Add a request"}},
          .run = [given](Context& context) { return add_request_from(*given, context); }};
}

}  // namespace nexor
