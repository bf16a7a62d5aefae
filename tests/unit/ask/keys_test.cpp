#include "cli/ask/keys.h"

#include <doctest/doctest.h>

#include <string_view>
#include <vector>

namespace nexor {

namespace {

// The keys of these bytes, and of the silence behind them: a text's own, `<N>` for another's number.
std::string keys_of(std::string_view bytes) {
  KeyReader reader;
  std::vector<Key> keys;
  for (const char byte : bytes) {
    if (auto key = reader.take(byte)) keys.push_back(*key);
  }
  if (reader.is_open()) {
    if (auto key = reader.settle()) keys.push_back(*key);
  }
  std::string all;
  for (const Key& key : keys) {
    all += key.kind == KeyKind::text ? key.text : '<' + std::to_string(static_cast<int>(key.kind)) + '>';
  }
  return all;
}

std::string only(KeyKind kind) { return '<' + std::to_string(static_cast<int>(kind)) + '>'; }

}  // namespace

TEST_CASE("a key is known by each of its bytes that terminals send") {
  struct Row {
    std::string_view bytes;
    KeyKind key;
  };
  for (const Row& row : std::vector<Row>{
           {"\x1b[A", KeyKind::up},         {"\x1bOA", KeyKind::up},        {"\x10", KeyKind::up},
           {"\x1b[B", KeyKind::down},       {"\x1bOB", KeyKind::down},      {"\x0e", KeyKind::down},
           {"\x1b[1;5A", KeyKind::up},      {"\x1b[5~", KeyKind::page_up},  {"\x1b[6~", KeyKind::page_down},
           {"\x1b[H", KeyKind::home},       {"\x1bOH", KeyKind::home},      {"\x1b[1~", KeyKind::home},
           {"\x1b[7~", KeyKind::home},      {"\x1b[F", KeyKind::end},       {"\x1b[4~", KeyKind::end},
           {"\x1b[8~", KeyKind::end},       {"\r", KeyKind::enter},         {"\n", KeyKind::enter},
           {"\x7f", KeyKind::erase},        {"\b", KeyKind::erase},         {"\x17", KeyKind::erase_word},
           {"\x15", KeyKind::erase_all},    {"\x0c", KeyKind::redraw},      {"\x1b", KeyKind::leave},
           {"\x1b\x1b", KeyKind::leave},    {"\x03", KeyKind::leave},       {"\x07", KeyKind::leave},
           {"\x1b[5;3~", KeyKind::page_up}, {"\x04", KeyKind::end_of_input}}) {
    CAPTURE(row.bytes);
    CHECK(keys_of(row.bytes) == only(row.key));
  }
}

TEST_CASE("characters come whole, and what is none is passed over") {
  CHECK(keys_of("aé東😀") == "aé東😀");
  CHECK(keys_of("a\xff"
                "b\xc3"
                "c\x80") == "abc");
  CHECK(keys_of("\xed\xa0\x80x") == "x");
  CHECK(keys_of("a\xe6\x9d\x1b[Ab") == "a" + only(KeyKind::up) + "b");
}

TEST_CASE("other keys, and those with Alt, do nothing") {
  for (const std::string_view bytes : {"\x1b[C", "\x1b[D", "\x1bOP", "\x1b[15~", "\x1bx", "\x1b[?1;2c", "\t", "\x01"}) {
    CAPTURE(bytes);
    CHECK(keys_of(bytes).empty());
  }
}

TEST_CASE("a sequence without an end ends by itself") {
  CHECK(keys_of("\x1b[" + std::string(100, '1')).size() < 100);
  CHECK(keys_of("\x1b[1").empty());
}

TEST_CASE("what is pasted is text, and its lines' ends are blanks") {
  CHECK(keys_of("\x1b[200~K-1\nK-2\x03\x1b[201~") == "K-1 K-2 ");
  CHECK(keys_of("\x1b[200~a\x1b[Ab\x1b[201~\r") == "ab" + only(KeyKind::enter));
}

}  // namespace nexor
