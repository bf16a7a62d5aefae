#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace nexor {

// Text as it is searched for: composed (NFC) and without regard to case (Unicode's full case folding), so that
// `strasse` finds `STRASSE` and `straße`. Text that isn't UTF-8 stays as it is.
std::string folded(std::string_view text);

// The first character that nobody can see or print: a control, a format character (bidirectional marks, joiners, tags),
// a separator of lines, or what Unicode hasn't assigned. Null where there is none. `text` has to be UTF-8.
std::optional<char32_t> first_unprintable(std::string_view text);

}  // namespace nexor
