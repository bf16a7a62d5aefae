#pragma once

#include <optional>
#include <string>

namespace nexor {

enum class KeyKind {
  text,  // a character, or what was pasted of one
  up,
  down,
  page_up,
  page_down,
  home,
  end,
  enter,
  erase,
  erase_word,
  erase_all,
  redraw,
  leave,         // Esc, and Ctrl-C where it comes as a byte
  end_of_input,  // Ctrl-D
};

struct Key {
  KeyKind kind = KeyKind::text;
  std::string text = {};  // one code point in UTF-8, for `text`
};

// Makes keys of the bytes that a terminal sends for them: those of ECMA-48 and xterm, and UTF-8. What is neither is
// passed over. What is pasted, where the terminal marks that, is text to its end: an Enter in it takes nothing.
class KeyReader {
 public:
  // The key that this byte ends; null where it ends none.
  std::optional<Key> take(char byte);

  // Whether silence means something: what came may be Esc, or begin another key's bytes.
  bool is_open() const { return !sequence_.empty(); }

  // The key that it was where no more came.
  std::optional<Key> settle();

 private:
  std::optional<Key> take_in_sequence(char byte);
  std::optional<Key> take_character(char byte);
  std::optional<Key> sequence_key();

  std::string sequence_;   // from its escape on
  std::string character_;  // the first bytes of one
  bool is_pasting_ = false;
};

}  // namespace nexor
