#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace nexor {

// One whole number and one unit, nothing between them: `500ms`, `10s`, `5m`, `8h`, `7d`, `2w`. A day is 24 hours. Null
// for anything else, and for what is too long to count in milliseconds.
std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);

// In the largest unit up to days that leaves no rest: `8h`, `90s`, `7d`. A negative duration has no text that
// parse_duration() takes.
std::string text_of(std::chrono::milliseconds duration);

}  // namespace nexor
