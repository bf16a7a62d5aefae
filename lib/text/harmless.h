#pragma once

#include <string>
#include <string_view>

namespace nexor {

// Text from outside, made fit for one line of a terminal: nothing in it can move the cursor, end the line, reorder or
// hide what stands around it. Whatever could is shown in one notation:
//
//   `\n` `\r` `\t`    these three
//   `\x1b`            any other C0 control, and DEL
//   `\xff`            a byte that is not part of well-formed UTF-8 (from 80 on, so never mistaken for a control)
//   `\u{202e}`        C1 controls, bidirectional marks, overrides and isolates, line and paragraph separators,
//                     U+FEFF, tag characters
//
// Everything else is kept, joiners and combining marks too: scripts and emoji need them. A backslash in the text stays
// as it is, so this is for eyes and can't be read back; `tsv_row` can.
std::string harmless(std::string_view text);

// The same for text of several lines: a newline is kept, and so is CR LF, as a newline.
std::string harmless_block(std::string_view text);

}  // namespace nexor
