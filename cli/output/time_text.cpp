#include "cli/output/time_text.h"

#include <fmt/format.h>

#include <array>
#include <chrono>

#include "lib/model/zone.h"

namespace nexor {

namespace {

using std::chrono::seconds;

struct Unit {
  std::string_view name;
  seconds length;
  std::int64_t most;  // from here on the next unit is used
};

// A unit is left when its number says too little: 47 hours, but 2 days.
constexpr std::array units{Unit{"second", seconds{1}, 60},
                           Unit{"minute", std::chrono::minutes{1}, 60},
                           Unit{"hour", std::chrono::hours{1}, 48},
                           Unit{"day", std::chrono::days{1}, 60},
                           Unit{"month", std::chrono::months{1}, 24},
                           Unit{"year", std::chrono::years{1}, 10'000}};

// `3 days`; of less than a second there is nothing.
std::string length_text(seconds length) {
  for (const Unit& unit : units) {
    const std::int64_t count = (length + unit.length / 2) / unit.length;
    if (count < unit.most) return fmt::format("{} {}{}", count, unit.name, count == 1 ? "" : "s");
  }
  return "ages";
}

std::string relative_text(Instant instant, Instant now) {
  if (instant == now) return "now";
  return instant > now ? fmt::format("in {}", length_text(instant - now))
                       : fmt::format("{} ago", length_text(now - instant));
}

}  // namespace

std::string TimeText::operator()(Instant instant) const {
  switch (form_) {
    case TimeForm::relative:
      return relative_text(instant, now_);
    case TimeForm::local:
      return zone_->local_text(instant);
    case TimeForm::iso:
      return text_of(instant);
  }
  return text_of(instant);
}

std::string TimeText::until(Instant instant) const {
  return form_ == TimeForm::relative ? fmt::format("for {}", length_text(instant - now_))
                                     : fmt::format("until {}", (*this)(instant));
}

std::string TimeText::deadline(Instant instant) const {
  if (form_ != TimeForm::relative) return until(instant);
  return fmt::format("until {} ({})", zone_->local_text(instant), (*this)(instant));
}

std::string TimeText::since(Instant instant) const {
  return form_ == TimeForm::relative ? (*this)(instant) : fmt::format("since {}", (*this)(instant));
}

}  // namespace nexor
