#pragma once

#include <string>
#include <string_view>

namespace nexor {

// A word as a shell takes it back, whatever is in it, and harmless where it is shown. Most stand for themselves or
// between single quotes. What `harmless` would show in another notation is written byte by byte in the quotes of
// POSIX 2024, as bash, zsh and ksh read them: `$'caf\303\251\033[31m'` is made of escapes that no locale and no
// following digit changes.
std::string shell_quoted(std::string_view word);

}  // namespace nexor
