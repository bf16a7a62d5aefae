#pragma once

#include <span>
#include <string>
#include <string_view>

namespace nexor {

// "did you mean 'list' or 'login'?"; empty where nothing is near. Dashes in front count for nothing: `--jsn` is as near
// to `--json` as `jsn` is to `json`.
std::string did_you_mean(std::string_view word, std::span<const std::string> candidates);

// "add, edit or close".
std::string any_of_these(std::span<const std::string> words);

// Throws Error{Fault::usage} where there are choices and `value` is none of them. `name` is what takes the value.
void check_choice(std::string_view name, std::span<const std::string> choices, std::string_view value);

}  // namespace nexor
