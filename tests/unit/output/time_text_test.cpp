#include "cli/output/time_text.h"

#include <doctest/doctest.h>

#include <array>

#include "lib/model/zone.h"

namespace nexor {

namespace {

const Instant now = *parse_instant("2026-11-22T10:00:00Z");

}  // namespace

TEST_CASE("a relative time is told in the unit that fits") {
  struct Case {
    std::chrono::seconds from_now;
    std::string_view text;
  };
  using namespace std::chrono;
  constexpr std::array cases{Case{0s, "now"},
                             Case{1s, "in 1 second"},
                             Case{59s, "in 59 seconds"},
                             Case{-60s, "1 minute ago"},
                             Case{89s, "in 1 minute"},
                             Case{90s, "in 2 minutes"},
                             Case{1h, "in 1 hour"},
                             Case{-2h, "2 hours ago"},
                             Case{47h, "in 47 hours"},
                             Case{48h, "in 2 days"},
                             Case{days{-3}, "3 days ago"},
                             Case{days{7}, "in 7 days"},
                             Case{days{59}, "in 59 days"},
                             Case{days{61}, "in 2 months"},
                             Case{days{-400}, "13 months ago"},
                             Case{days{731}, "in 2 years"},
                             Case{days{-3653}, "10 years ago"}};
  const Zone utc = Zone::utc();
  const TimeText text(TimeForm::relative, now, utc);
  for (const auto& [from_now, expected] : cases) CHECK(text(now + from_now) == expected);
}

TEST_CASE("local and iso times are RFC 3339") {
  const Zone utc = Zone::utc();
  CHECK(TimeText(TimeForm::iso, now, utc)(now) == "2026-11-22T10:00:00Z");
  CHECK(TimeText(TimeForm::local, now, utc)(now) == "2026-11-22T10:00:00+00:00");
}

TEST_CASE("what has been so since, and is so until, reads as a sentence in every form") {
  const Zone utc = Zone::utc();
  const Instant then = now - std::chrono::hours{2};
  CHECK(TimeText(TimeForm::relative, now, utc).since(then) == "2 hours ago");
  CHECK(TimeText(TimeForm::iso, now, utc).since(then) == "since 2026-11-22T08:00:00Z");
  CHECK(TimeText(TimeForm::relative, now, utc).until(now + std::chrono::days{7}) == "for 7 days");
  CHECK(TimeText(TimeForm::iso, now, utc).until(now) == "until 2026-11-22T10:00:00Z");
}

}  // namespace nexor
