#include "lib/model/duration.h"

#include <doctest/doctest.h>

namespace nexor {

using namespace std::chrono_literals;

TEST_CASE("a duration is one number and one unit") {
  struct Case {
    std::string_view text;
    std::chrono::milliseconds duration;
  };
  for (const auto& [text, duration] :
       {Case{"500ms", 500ms}, Case{"10s", 10s}, Case{"5m", 5min}, Case{"8h", 8h}, Case{"7d", 168h}, Case{"2w", 336h},
        Case{"0s", 0s}, Case{"007d", 168h}, Case{"9223372036854775807ms", std::chrono::milliseconds::max()}}) {
    CAPTURE(text);
    CHECK(parse_duration(text) == duration);
  }
}

TEST_CASE("what is not exactly a duration is refused") {
  for (const std::string_view text : {"", "s", "10", "-1s", "+1s", " 1s", "1s ", "1 s", "1.5h", "1h30m", "1S", "1y",
                                      "0x1s", "9223372036854775808ms", "9223372036854776s", "99999999999999999999s"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_duration(text));
  }
}

TEST_CASE("a duration is written in its largest unit up to days") {
  struct Case {
    std::chrono::milliseconds duration;
    std::string_view text;
  };
  for (const auto& [duration, text] : {Case{0ms, "0s"}, Case{1ms, "1ms"}, Case{1500ms, "1500ms"}, Case{90s, "90s"},
                                       Case{120s, "2m"}, Case{8h, "8h"}, Case{24h, "1d"}, Case{336h, "14d"}}) {
    CHECK(text_of(duration) == text);
    CHECK(parse_duration(text) == duration);
  }
}

}  // namespace nexor
