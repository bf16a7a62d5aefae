#include "cli/shapes/decision_item.h"

#include "cli/shapes/shapes.h"
#include "cli/target_json.h"
#include "lib/ops/decide.h"
#include "lib/text/json_writer.h"

namespace nexor {

namespace {

// Null in a look: ids are given when it is done.
template <class Thing>
std::optional<std::string> id_of(const Thing& thing) {
  if (thing.id.number() == 0) return {};
  return text_of(thing.id);
}

void write_account(JsonWriter& json, const Account& account) {
  json.begin_object();
  json.member("id", id_of(account));
  json.member("key", account.key);
  json.member("name", account.name);
  json.end_object();
}

void write_subscription(JsonWriter& json, const Subscription& subscription, const std::string& plan) {
  json.begin_object();
  json.member("id", id_of(subscription));
  json.member("key", subscription.key);
  json.member("plan", plan);
  json.member("start_on", text_of(subscription.start_on));
  json.end_object();
}

}  // namespace

void write_decision_item(JsonWriter& json, const DecisionItem& item, const GlobalOptions& globals) {
  begin_target(json, item.line, "request", item.request, told_outcome(item));
  const bool is_told = item.after && !item.error;
  json.key("registration_request");
  if (is_told) {
    json.begin_object();
    write_request(json, *item.after);
    json.end_object();
  } else {
    json.value(nullptr);
  }
  json.key("account");
  if (is_told && item.account) {
    write_account(json, *item.account);
  } else {
    json.value(nullptr);
  }
  json.key("subscription");
  if (is_told && item.subscription) {
    write_subscription(json, *item.subscription, item.after->plan_key);
  } else {
    json.value(nullptr);
  }
  end_target(json, item.error, globals);
}

Shape<DecisionItem> decision_item_shape(const GlobalOptions& globals) {
  using Item = DecisionItem;
  return {
      .kind = "items",
      .schema = "nexor.decision_item/1",
      .columns =
          {
              {"request", 0, false, [](const Item& i) { return i.request; }},
              {"outcome", 0, false, [](const Item& i) { return std::string(name_of(told_outcome(i))); }},
              {"account", 0, false, [](const Item& i) { return i.account && !i.error ? i.account->key : ""; }},
              {"subscription", 0, false,
               [](const Item& i) { return i.subscription && !i.error ? i.subscription->key : ""; }},
              {"start_on", 1, false,
               [](const Item& i) { return i.subscription && !i.error ? text_of(i.subscription->start_on) : ""; }},
              {"error", 0, true,
               [](const Item& i) { return i.error ? std::string(name_of(i.error->fault)) : std::string(); }},
              {"line", 2, false, [](const Item& i) { return i.line ? std::to_string(*i.line) : std::string(); }},
              {"message", 2, true, [](const Item& i) { return i.error ? i.error->message : std::string(); }},
          },
      .members =
          [&globals](JsonWriter& json, const Item& item) {
            json.key("item");
            write_decision_item(json, item, globals);
          },
      .id = [](const Item& i) { return i.after && !i.error ? text_of(i.after->id) : std::string(); },
  };
}

}  // namespace nexor
