#include <fmt/format.h>

#include "cli/change_record.h"
#include "cli/commands.h"
#include "cli/say.h"
#include "lib/ops/records.h"
#include "lib/text/json_writer.h"

namespace nexor {

namespace {

int add_plan_from(const NewPlan& given, Context& context) {
  check_given(given);
  const Plan added = change_record(context, given.key, [&](Desk& desk) { return add_plan(desk, given); });
  say_done(context, fmt::format("added the plan '{}'", added.key), "nexor.plan_add/1",
           [&](JsonWriter& json) { json.member("key", added.key); });
  return 0;
}

}  // namespace

Command plan_add_command() {
  auto given = std::make_shared<NewPlan>();
  return {.name = "plan add",
          .group = "Records",
          .summary = "Add a plan",
          .operands = {one("KEY", given->key, "Your own name for it")},
          .options = {required_option("name", "TEXT", given->name, "What it is called"),
                      required_option("period", "PERIOD", given->period, "How often it is billed, like '1 month'"),
                      required_option("price", "AMOUNT", given->price, "For one period, like 19.99"),
                      required_option("currency", "CODE", given->currency, "ISO 4217, like EUR"),
                      option("trial-days", "N", given->trial_days, "Days before the first that is paid for"),
                      option("notice-days", "N", given->notice_days, "Days between a cancellation and its end"),
                      option("minimum-terms", "N", given->minimum_terms, "Periods before which it can't end"),
                      option("fixed-terms", "N", given->fixed_terms, "Periods after which it ends by itself"),
                      flag("addon", given->is_addon, "It hangs on another subscription")},
          .examples = {{"plan add pro-month --name Pro --period '1 month' --price 19.99 --currency EUR", "Add a plan"}},
          .run = [given](Context& context) { return add_plan_from(*given, context); }};
}

}  // namespace nexor
