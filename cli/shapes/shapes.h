#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "cli/output/columns.h"
#include "lib/model/account.h"
#include "lib/model/batch.h"
#include "lib/model/cancellation.h"
#include "lib/model/event.h"
#include "lib/model/money.h"
#include "lib/model/notice.h"
#include "lib/model/plan.h"
#include "lib/model/reason.h"
#include "lib/model/registration.h"
#include "lib/model/service.h"

namespace nexor {

class Context;
class JsonWriter;
class TimeText;

// How each kind of thing is printed: its columns, and its JSON as the contract has it. A shape may look at the context
// as long as it lives.

// What a customer said is shown where one thing is, never in a list.
enum class Feedback { shown, hidden };

Shape<Service> subscription_shape(Context& context, Feedback feedback);
Ink ink_of(Status status);
Shape<Account> account_shape();
Shape<Batch> batch_shape();
Shape<Plan> plan_shape();
Shape<Event> event_shape();
Shape<RegistrationRequest> request_shape();

// A reason, and how many cancellations have it: live ones, and all that ever had. Null where no store tells.
struct CountedReason {
  Reason reason;
  std::optional<std::int64_t> live;
  std::optional<std::int64_t> ever;
};
Shape<CountedReason> counted_reason_shape();

// A cancellation with what its print needs of its subscription.
struct ShownCancellation {
  Cancellation cancellation;
  std::string subscription_key;
  Date anchor_on{std::chrono::sys_days{}};
  std::vector<SubscriptionId> addons;          // that end with it
  std::vector<std::string> addon_keys;         // theirs, in the same order
  std::optional<Cancellation> overtaken_by;    // its base's, where that ends the add-on first
  std::vector<Notice> notices = {};            // where it is shown alone
  std::vector<LaterFeedback> said_later = {};  // the same
  std::optional<Account> account = {};         // the same
};
Shape<ShownCancellation> cancellation_shape(Context& context, Feedback feedback);

// True where the base that overtakes it has ended the add-on.
bool is_overtaken(const ShownCancellation& shown, Instant now);

ShownCancellation shown(const Cancellation& cancellation, const Service& service);

// The members of a cancellation's object. One that isn't written yet has no number.
void write_cancellation(JsonWriter& json, const ShownCancellation& shown, Instant now, Feedback feedback);

// `"later_feedback":[…]`: what was said after a cancellation was made.
void write_later_feedback(JsonWriter& json, const std::vector<LaterFeedback>& said_later);

// `{"amount_minor":1999,"currency":"EUR"}`
void write_money(JsonWriter& json, const Money& money);

// The object of an item, as `show` and `list` have it.
void write_subscription(JsonWriter& json, const Service& service, Context& context, Feedback feedback);

// `pending_cancellation until 2026-12-01`: a status with the day that goes with it.
std::string status_phrase(const Service& service, Instant now);
std::string status_phrase(const Cancellation& cancellation, Instant now);
std::string status_phrase(const ShownCancellation& shown, Instant now);
std::string status_phrase(const Account& account, const TimeText& times);
std::string status_phrase(const RegistrationRequest& request, const TimeText& times);
std::string status_phrase(const Batch& batch, const TimeText& times, std::int64_t withdrawn);
std::string_view status_of(const Batch& batch);  // `finished` or `unfinished`

// The members of a request's object.
void write_request(JsonWriter& json, const RegistrationRequest& request);

// The members of a batch's object but what it came to row by row.
void write_batch(JsonWriter& json, const Batch& batch);

}  // namespace nexor
