#include "lib/model/cancellation.h"

#include "lib/model/text.h"

namespace nexor {

std::optional<CancelAt> parse_cancel_at(std::string_view text) {
  if (text == "period-end") return AtPeriodEnd{};
  if (text == "now") return AtOnce{};
  if (const auto date = parse_date(text)) return *date;
  return {};
}

std::string text_of(const CancelAt& at) {
  if (std::holds_alternative<AtPeriodEnd>(at)) return "period-end";
  if (std::holds_alternative<AtOnce>(at)) return "now";
  return text_of(std::get<Date>(at));
}

std::string_view name_of(CancellationState state) {
  switch (state) {
    case CancellationState::live:
      return "live";
    case CancellationState::withdrawn:
      return "withdrawn";
    case CancellationState::replaced:
      return "replaced";
  }
  return "live";
}

std::optional<CancellationState> parse_cancellation_state(std::string_view name) {
  using enum CancellationState;
  for (const CancellationState state : {live, withdrawn, replaced}) {
    if (name == name_of(state)) return state;
  }
  return {};
}

std::string_view name_of(Channel channel) {
  switch (channel) {
    case Channel::interactive:
      return "interactive";
    case Channel::script:
      return "script";
    case Channel::batch:
      return "batch";
  }
  return "script";
}

std::optional<Channel> parse_channel(std::string_view name) {
  for (const Channel channel : {Channel::interactive, Channel::script, Channel::batch}) {
    if (name == name_of(channel)) return channel;
  }
  return {};
}

std::string_view status_name(const Cancellation& cancellation, Instant now) {
  if (cancellation.state != CancellationState::live) return name_of(cancellation.state);
  return cancellation.effective_at <= now ? "effective" : "pending";
}

std::optional<Date> last_paid_day(Date effective_on, Date anchor_on) {
  const Date day = effective_on - std::chrono::days{1};
  if (day < anchor_on) return {};
  return day;
}

void check_feedback(std::string_view feedback, std::string_view what) {
  constexpr std::size_t most = 5000;
  check_text(what, feedback, most);
}

void check_on_behalf_of(std::string_view on_behalf_of) {
  constexpr std::size_t most = 200;
  check_line("on behalf of", on_behalf_of, most);
}

}  // namespace nexor
