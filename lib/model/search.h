#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace nexor {

// A search finds a text in which each of its words stands where a word begins: `love` finds `Ada Lovelace`, and so do
// `lovelace ada` and, in her address, `lovelace@ex`. Case, accents and widths are aside (see folded()). In scripts
// without case, such as 漢字 or 한글, a word may begin at every letter: `太郎` finds `東京太郎`.
//
// Of a word the first 32 characters count.

// The words of a search, folded and without punctuation around them. Throws input_invalid where there is nothing to
// look for, or where they are more than 16.
std::vector<std::string> parse_search(std::string_view search);

// All that a word of a search may begin, for an index of prefixes: each rest of a run of the texts that begins with a
// word, in their order, with a blank between any two. One that only begins another is left out.
std::string search_terms(std::span<const std::string_view> texts);

// True where a search with these words finds the text.
bool is_found(std::string_view text, std::span<const std::string> words);

}  // namespace nexor
