#include "cli/ask/keys.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "lib/text/utf8.h"

namespace nexor {

namespace {

constexpr char escape = '\x1b';
constexpr char erase_byte = '\x7f';

constexpr char control(char letter) { return static_cast<char>(letter & 0x1f); }

constexpr std::array<std::pair<char, KeyKind>, 12> controls{{{control('P'), KeyKind::up},
                                                             {control('N'), KeyKind::down},
                                                             {'\r', KeyKind::enter},
                                                             {'\n', KeyKind::enter},
                                                             {control('H'), KeyKind::erase},
                                                             {erase_byte, KeyKind::erase},
                                                             {control('W'), KeyKind::erase_word},
                                                             {control('U'), KeyKind::erase_all},
                                                             {control('L'), KeyKind::redraw},
                                                             {control('C'), KeyKind::leave},
                                                             {control('G'), KeyKind::leave},
                                                             {control('D'), KeyKind::end_of_input}}};

// By the number before a `~`, and by the last letter, whatever modifiers stand before it.
constexpr std::array<std::pair<std::string_view, KeyKind>, 6> numbered{{{"1", KeyKind::home},
                                                                        {"7", KeyKind::home},
                                                                        {"4", KeyKind::end},
                                                                        {"8", KeyKind::end},
                                                                        {"5", KeyKind::page_up},
                                                                        {"6", KeyKind::page_down}}};
constexpr std::array<std::pair<char, KeyKind>, 4> lettered{
    {{'A', KeyKind::up}, {'B', KeyKind::down}, {'H', KeyKind::home}, {'F', KeyKind::end}}};

template <class Table, class Name>
std::optional<Key> key_in(const Table& table, const Name& name) {
  const auto found = std::ranges::find(table, name, [](const auto& row) { return row.first; });
  if (found == table.end()) return {};
  return Key{.kind = found->second};
}

bool is_control(char byte) { return static_cast<unsigned char>(byte) < ' ' || byte == erase_byte; }

// How many bytes a character has, by its first; 0 for what begins none.
std::size_t length_by(char byte) {
  const auto first = static_cast<unsigned char>(byte);
  if (first < 0x80) return 1;
  if (first >= 0xc2 && first < 0xe0) return 2;
  if (first >= 0xe0 && first < 0xf0) return 3;
  return first >= 0xf0 && first < 0xf5 ? 4 : 0;
}

bool continues(char byte) { return (static_cast<unsigned char>(byte) & 0xc0U) == 0x80U; }

}  // namespace

std::optional<Key> KeyReader::take(char byte) {
  if (!sequence_.empty()) return take_in_sequence(byte);
  if (byte == escape) {
    character_.clear();
    sequence_ = byte;
    return {};
  }
  if (!is_control(byte)) return take_character(byte);
  character_.clear();
  if (is_pasting_) return Key{.kind = KeyKind::text, .text = " "};
  return key_in(controls, byte);
}

std::optional<Key> KeyReader::settle() {
  const bool is_escape = std::exchange(sequence_, {}).size() == 1;
  if (!is_escape || is_pasting_) return {};
  return Key{.kind = KeyKind::leave};
}

// ESC [ … up to a letter or `~`, ESC O and one letter; any other byte behind ESC is another key with Alt.
std::optional<Key> KeyReader::take_in_sequence(char byte) {
  if (byte == escape) {
    const auto left = settle();
    sequence_ = left ? "" : std::string(1, byte);
    return left;
  }
  constexpr std::size_t longest = 32;
  sequence_ += byte;
  const bool is_known = sequence_[1] == '[' || sequence_[1] == 'O';
  const bool is_last = sequence_.size() > 2 && byte >= '@' && byte <= '~';
  if (is_known && !is_last && !is_control(byte) && sequence_.size() < longest) return {};
  return sequence_key();
}

std::optional<Key> KeyReader::sequence_key() {
  const std::string sequence = std::exchange(sequence_, {});
  if (sequence == "\x1b[200~" || sequence == "\x1b[201~") {
    is_pasting_ = sequence == "\x1b[200~";
    return {};
  }
  if (is_pasting_ || sequence.size() < 3) return {};
  if (sequence.back() != '~') return key_in(lettered, sequence.back());
  const std::string number = sequence.substr(2, sequence.find_first_of(";~") - 2);
  return key_in(numbered, std::string_view(number));
}

std::optional<Key> KeyReader::take_character(char byte) {
  if (!character_.empty() && !continues(byte)) character_.clear();
  character_ += byte;
  const std::size_t length = length_by(character_.front());
  if (length > character_.size()) return {};
  const std::string whole = std::exchange(character_, {});
  if (!is_utf8(whole)) return {};
  return Key{.kind = KeyKind::text, .text = whole};
}

}  // namespace nexor
