#include <fmt/format.h>

#include "cli/ask/confirm.h"
#include "cli/change_record.h"
#include "cli/command_line.h"
#include "cli/commands.h"
#include "cli/say.h"
#include "lib/ops/plans.h"
#include "lib/text/json_writer.h"

namespace nexor {

namespace {

struct EditOptions {
  std::string key;
  PlanEdit edit;
};

int edit_plan_from(const EditOptions& options, Context& context) {
  const PlanEdit& edit = options.edit;
  if (!edit.name && !edit.price && !edit.currency && !edit.period && !edit.trial_days && !edit.notice_days &&
      !edit.minimum_terms && !edit.fixed_terms && !edit.addon && !edit.is_unretired) {
    throw Error(Fault::usage, "missing: what to change").with_hint("give --name, --price, --unretire or other terms");
  }
  check_given(edit);
  const auto edited =
      change_record(context, options.key, [&](Desk& desk) { return edit_plan(desk, options.key, edit); });
  const std::string_view what = edited.is_changed ? "edited" : "nothing to do: it stands so in";
  say_done(context, fmt::format("{} the plan '{}'", what, edited.now.key), "nexor.plan_edit/1", [&](JsonWriter& json) {
    json.member("key", edited.now.key);
    json.member("changed", edited.is_changed);
  });
  return 0;
}

struct RetireOptions {
  std::string key;
  Confirmed confirmed;
};

std::string kept_by(const Retirement& retirement) {
  switch (retirement.subscriptions) {
    case 0:
      return "no subscription has it";
    case 1:
      return "1 subscription keeps it";
    default:
      return fmt::format("{} subscriptions keep it", retirement.subscriptions);
  }
}

int retire_plan_from(const RetireOptions& options, Context& context) {
  if (!options.confirmed.is_yes) {
    context.set_subjects({options.key});
    const Retirement preview = preview_retire(context.desk(), options.key);
    note(context,
         fmt::format("{} ({}) would be sold no more; {}", preview.plan.key, preview.plan.name, kept_by(preview)));
    confirm(context, options.confirmed, "Retire it?");
  }
  const Retirement done =
      change_record(context, options.key, [&](Desk& desk) { return retire_plan(desk, options.key); });
  const std::string again =
      CommandLine("plan edit", context.globals()).operands({done.plan.key}).flag("unretire", true).text();
  say_done(context, fmt::format("retired the plan '{}'; {}\n  next: {}", done.plan.key, kept_by(done), again),
           "nexor.plan_retire/1", [&](JsonWriter& json) {
             json.member("key", done.plan.key);
             json.member("retired_at", text_of(*done.plan.retired_at));
             json.member("subscriptions", done.subscriptions);
           });
  tell_repetition(context, CommandLine("plan retire", context.globals()).operands({options.key}).flag("yes", true));
  return 0;
}

}  // namespace

Command plan_edit_command() {
  auto options = std::make_shared<EditOptions>();
  PlanEdit& edit = options->edit;
  return {
      .name = "plan edit",
      .group = "Records",
      .summary = "Change a plan; once it has subscriptions only name, price and retirement",
      .operands = {one("KEY", options->key, "The plan's key")},
      .options = {option("name", "TEXT", edit.name, "What it is called"),
                  option("price", "AMOUNT", edit.price, "For one period, like 19.99"),
                  option("currency", "CODE", edit.currency, "ISO 4217, like EUR; with --price"),
                  option("period", "PERIOD", edit.period, "How often it is billed, like '1 month'"),
                  option("trial-days", "N", edit.trial_days, "Days before the first that is paid for"),
                  option("notice-days", "N", edit.notice_days, "Days between a cancellation and its end"),
                  option("minimum-terms", "N", edit.minimum_terms, "Periods before which it can't end"),
                  option("fixed-terms", "N", edit.fixed_terms, "Periods after which it ends by itself; '' for none"),
                  one_of({"yes", "no"}, option("addon", "yes|no", edit.addon, "It hangs on another subscription")),
                  flag("unretire", edit.is_unretired, "Sell a retired one again")},
      .examples = {{"plan edit pro-month --price 21.99", "Change the price"},
                   {"plan edit pro-month --unretire", "Sell it again"}},
      .run = [options](Context& context) { return edit_plan_from(*options, context); }};
}

Command plan_retire_command() {
  auto options = std::make_shared<RetireOptions>();
  return {.name = "plan retire",
          .group = "Records",
          .summary = "Sell a plan no more; those who have it keep it",
          .operands = {one("KEY", options->key, "The plan's key")},
          .options = {yes_option(options->confirmed)},
          .examples = {{"plan retire pro-month", "See how many keep it, and be asked"}},
          .unanswered =
              [options](Context&) {
                return options->confirmed.is_yes ? std::vector<Unanswered>{} : std::vector{unanswered_to_yes()};
              },
          .run = [options](Context& context) { return retire_plan_from(*options, context); }};
}

}  // namespace nexor
