#include "lib/model/key.h"

#include <doctest/doctest.h>

#include <array>

#include "lib/error.h"

namespace nexor {

namespace {

std::string repeated(std::string_view character, int times) {
  std::string text;
  while (times-- > 0) text += character;
  return text;
}

// The message without the key itself, or nothing.
std::string refusal(std::string_view key) {
  try {
    check_key(key);
    return "";
  } catch (const Error& error) {
    CHECK(error.fault == Fault::input_invalid);
    return error.message.substr(error.message.rfind(": ") + 2);
  }
}

}  // namespace

TEST_CASE("a key is any line of 1 to 128 characters") {
  for (const std::string& key :
       {std::string{"K"}, std::string{"K-1001"}, std::string{"Müller & Söhne"}, std::string{"顧客 7"}, std::string{"😀"},
        std::string{"\"quoted\", 'too'"}, repeated("x", 128), repeated("ü", 128), repeated("😀", 128)}) {
    CAPTURE(key);
    CHECK(refusal(key) == "");
  }
}

TEST_CASE("what can't be a key is refused with its reason") {
  struct Case {
    std::string key;
    std::string_view why;
  };
  const std::array<Case, 20> table{{
      {"", "is empty"},
      {" ", "is empty"},
      {repeated("x", 129), "129 characters, where 128 are the most"},
      {repeated("😀", 129), "129 characters, where 128 are the most"},
      {std::string{"a\0b", 3}, "holds a NUL character"},
      {"a\nb", "holds a control character"},
      {"a\tb", "holds a control character"},
      {"a\x1b[31m", "holds a control character"},
      {"a\x7f", "holds a control character"},
      {"a\xC2\x85z", "holds a control character"},
      {"a\xE2\x80\xA8z", "holds a control character"},
      {" K-1", "white space at its beginning or end"},
      {"K-1 ", "white space at its beginning or end"},
      {"K-1\xC2\xA0", "white space at its beginning or end"},
      {"\xE3\x80\x80K-1", "white space at its beginning or end"},
      {"K\xFF", "not UTF-8"},
      {"K\xC3", "not UTF-8"},
      {"sub_00Z9F", "has the shape of an id"},
      {"SUB_00Z9G", "has the shape of an id"},
      {"nx-7koo-o4kt", "has the shape of an id"},
  }};
  for (const auto& [key, why] : table) {
    CAPTURE(key);
    CHECK(refusal(key) == why);
  }
}

TEST_CASE("what only resembles an id may be a key") {
  for (const std::string_view key :
       {"sub_1001", "sub_customer-7u", "sub_00Z9F-00Z9F-00Z9F", "NX-1", "NXT-BASIC", "acc"}) {
    CAPTURE(key);
    CHECK(refusal(key) == "");
  }
}

}  // namespace nexor
