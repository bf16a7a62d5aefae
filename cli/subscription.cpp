#include <fmt/format.h>

#include "cli/change_record.h"
#include "cli/commands.h"
#include "cli/say.h"
#include "lib/ops/records.h"
#include "lib/text/json_writer.h"

namespace nexor {

namespace {

int add_subscription_from(const NewSubscription& given, Context& context) {
  check_given(given);
  const Subscription added =
      change_record(context, given.key, [&](Desk& desk) { return add_subscription(desk, given); });
  say_done(context, fmt::format("added the subscription '{}' ({})", added.key, text_of(added.id)),
           "nexor.subscription_add/1", [&](JsonWriter& json) {
             json.member("id", text_of(added.id));
             json.member("key", added.key);
           });
  return 0;
}

}  // namespace

Command subscription_add_command() {
  auto given = std::make_shared<NewSubscription>();
  return {.name = "subscription add",
          .group = "Records",
          .summary = "Add a subscription to an account",
          .operands = {one("KEY", given->key, "Your own name for it: a contract number")},
          .options = {required_option("account", "ID", given->account, "The account's id or key"),
                      required_option("plan", "KEY", given->plan, "The plan"),
                      option("start", "DATE", given->start_on, "Its first day; today unless given"),
                      option("billing-day", "N", given->billing_day, "Day of the month that terms end on"),
                      option("quantity", "N", given->quantity, "How many; 1 unless given"),
                      option("base", "ID", given->base, "What an add-on hangs on")},
          .examples = {{"subscription add K-1001 --account C-1001 --plan pro-month --start 2024-01-31",
                        "Add a subscription"}},
          .run = [given](Context& context) { return add_subscription_from(*given, context); }};
}

}  // namespace nexor
