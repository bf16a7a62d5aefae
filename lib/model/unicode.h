#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace nexor {

// Text as it is searched for: without regard to case (Unicode's full case folding), accents and widths, and composed
// (NFKC), so that `strasse` and `Straße`, `e` and `é` or `ａ` and `a` are the same. Text that isn't UTF-8 stays as it
// is.
std::string folded(std::string_view text);

// The first character that nobody can see or print: a control, a format character (bidirectional marks, joiners, tags),
// a separator of lines, or what Unicode hasn't assigned. Null where there is none. `text` has to be UTF-8.
std::optional<char32_t> first_unprintable(std::string_view text);

}  // namespace nexor
