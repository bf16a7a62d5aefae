#include "cli/shapes/shapes.h"
#include "lib/text/json_writer.h"

namespace nexor {

namespace {

std::string_view status_of(const Plan& plan) { return plan.retired_at ? "retired" : "sold"; }

void write_plan(JsonWriter& json, const Plan& plan) {
  json.member("key", plan.key);
  json.member("name", plan.name);
  json.member("period", text_of(plan.period));
  json.key("price");
  write_money(json, plan.price);
  json.member("trial_days", plan.trial_days);
  json.member("notice_days", plan.notice_days);
  json.member("minimum_terms", plan.minimum_terms);
  json.member("fixed_terms", plan.fixed_terms);
  json.member("addon", plan.is_addon);
  json.member("status", status_of(plan));
  json.member("created_at", text_of(plan.created_at));
  json.member("retired_at", plan.retired_at ? std::optional(text_of(*plan.retired_at)) : std::nullopt);
}

}  // namespace

void write_money(JsonWriter& json, const Money& money) {
  json.begin_object();
  json.member("amount_minor", money.amount_minor);
  json.member("currency", money.currency);
  json.end_object();
}

Shape<Plan> plan_shape() {
  return {
      .kind = "plans",
      .schema = "nexor.plan/1",
      .columns =
          {
              {"key", 0, false, [](const Plan& p) { return p.key; }},
              {"name", 1, true, [](const Plan& p) { return p.name; }},
              {"period", 0, false, [](const Plan& p) { return text_of(p.period); }},
              {"price", 0, false, [](const Plan& p) { return amount_text(p.price); }, Align::right},
              {"currency", 0, false, [](const Plan& p) { return p.price.currency; }},
              {"trial_days", 3, false, [](const Plan& p) { return std::to_string(p.trial_days); }, Align::right},
              {"notice_days", 2, false, [](const Plan& p) { return std::to_string(p.notice_days); }, Align::right},
              {"minimum_terms", 2, false, [](const Plan& p) { return std::to_string(p.minimum_terms); }, Align::right},
              {"fixed_terms", 2, false,
               [](const Plan& p) { return p.fixed_terms ? std::to_string(*p.fixed_terms) : std::string(); },
               Align::right},
              {"addon", 2, false, [](const Plan& p) { return std::string(p.is_addon ? "true" : "false"); }},
          },
      .members = write_plan,
      .id = [](const Plan& p) { return p.key; },
  };
}

}  // namespace nexor
