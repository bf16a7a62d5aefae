#pragma once

#include <string_view>

namespace nexor {

// The script in completions/ for `bash`, `zsh` or `fish`; compiled in by embed_scripts.cmake.
std::string_view completion_script(std::string_view shell);

}  // namespace nexor
