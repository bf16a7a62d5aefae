#include "cli/shapes/cancel_item.h"

#include "cli/shapes/shapes.h"
#include "cli/target_json.h"
#include "lib/ops/cancel.h"
#include "lib/text/json_writer.h"

namespace nexor {

namespace {

ShownCancellation shown_of(const CancelItem& item) {
  ShownCancellation result = shown(*item.cancellation, *item.service);
  if (!item.addons.empty()) result.addons = item.addons;
  return result;
}

}  // namespace

void write_cancel_item(JsonWriter& json, const CancelItem& item, Instant now, const GlobalOptions& globals) {
  begin_target(json, item.line, "subscription", item.subscription, told_outcome(item));
  json.key("cancellation");
  if (item.cancellation && !item.error) {
    json.begin_object();
    write_cancellation(json, shown_of(item), now, Feedback::shown);
    json.end_object();
  } else {
    json.value(nullptr);
  }
  end_target(json, item.error, globals);
}

std::string issued_number_of(const CancelItem& item) {
  if (item.error || !item.cancellation || item.cancellation->confirmation.series.empty()) return {};
  return text_of(item.cancellation->confirmation);
}

Shape<CancelItem> cancel_item_shape(Instant now, const GlobalOptions& globals) {
  const auto of_cancellation = [](auto text) {
    return [text](const CancelItem& item) { return item.cancellation && !item.error ? text(item) : std::string(); };
  };
  return {
      .kind = "items",
      .schema = "nexor.cancel_item/1",
      .columns =
          {
              {"subscription", 0, false, [](const CancelItem& i) { return i.subscription; }},
              {"outcome", 0, false, [](const CancelItem& i) { return std::string(name_of(told_outcome(i))); }},
              {"confirmation", 0, false, issued_number_of},
              {"effective_on", 0, false,
               of_cancellation([](const CancelItem& i) { return text_of(i.cancellation->effective_on); })},
              {"last_paid_day", 1, false, of_cancellation([](const CancelItem& i) {
                 const auto day = last_paid_day(i.cancellation->effective_on, i.service->subscription.anchor_on);
                 return day ? text_of(*day) : std::string();
               })},
              {"error", 0, true,
               [](const CancelItem& i) { return i.error ? std::string(name_of(i.error->fault)) : std::string(); }},
              {"line", 2, false, [](const CancelItem& i) { return i.line ? std::to_string(*i.line) : std::string(); }},
              {"message", 2, true, [](const CancelItem& i) { return i.error ? i.error->message : std::string(); }},
          },
      .members =
          [now, &globals](JsonWriter& json, const CancelItem& item) {
            json.key("item");
            write_cancel_item(json, item, now, globals);
          },
      .id = issued_number_of,
  };
}

}  // namespace nexor
