#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "lib/model/date.h"
#include "lib/model/ids.h"
#include "lib/model/reason.h"

namespace nexor {

struct AtPeriodEnd {
  friend bool operator==(AtPeriodEnd, AtPeriodEnd) = default;
};
struct AtOnce {
  friend bool operator==(AtOnce, AtOnce) = default;
};

// When a subscription shall end, as asked: `period-end`, `now` or a date.
using CancelAt = std::variant<AtPeriodEnd, AtOnce, Date>;

std::optional<CancelAt> parse_cancel_at(std::string_view text);
std::string text_of(const CancelAt& at);

// What has become of a decision. A live one is pending or effective, which only the clock tells.
enum class CancellationState { live, withdrawn, replaced };

std::string_view name_of(CancellationState state);
std::optional<CancellationState> parse_cancellation_state(std::string_view name);

// The way in which somebody asked: at a prompt, from a script, in a batch.
enum class Channel { interactive, script, batch };

std::string_view name_of(Channel channel);
std::optional<Channel> parse_channel(std::string_view name);

// One decision to end one subscription. Never edited and never deleted: only its state changes.
struct Cancellation {
  Confirmation confirmation;
  SubscriptionId subscription{0};
  CancellationState state = CancellationState::live;
  CancelAt at;
  Instant requested_at;
  Date effective_on{std::chrono::sys_days{}};  // the first day that is not paid for
  Instant effective_at;
  Reason reason;                        // as it was then
  std::optional<std::string> feedback;  // the customer's words
  std::optional<std::string> on_behalf_of;
  std::string by;  // an operator's name
  Channel channel = Channel::script;
  std::optional<BatchId> batch;
  std::optional<Confirmation> replaces;
  bool is_backdated = false;
  bool is_override = false;                 // of the plan's notice or minimum term
  std::optional<Instant> recorded_at = {};  // when it was noted that it has taken effect
};

// What is printed for a cancellation's state at an instant: `pending`, `effective`, `withdrawn` or `replaced`.
std::string_view status_name(const Cancellation& cancellation, Instant now);

// The day before `effective_on` where that is on or after the anchor, else null: nothing was paid for.
std::optional<Date> last_paid_day(Date effective_on, Date anchor_on);

// Throws input_invalid for feedback of more than 5,000 characters, or an applicant of more than 200. `what` it is
// called where it is told of.
void check_feedback(std::string_view feedback, std::string_view what = "feedback");
void check_on_behalf_of(std::string_view on_behalf_of);

}  // namespace nexor
