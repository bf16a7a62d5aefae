#include "lib/secret/digest.h"

#include <doctest/doctest.h>

#include <limits>

namespace nexor {

// RFC 4231, test cases 1 and 2.
TEST_CASE("a keyed hash is the HMAC of the RFC") {
  CHECK(hex_of(keyed_digest(std::string(20, '\x0b'), "Hi There")) ==
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  CHECK(hex_of(keyed_digest("Jefe", "what do ya want for nothing?")) ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST_CASE("SHA-256 gives what FIPS 180-4 gives, however its input is cut") {
  CHECK(hex_of(Sha256{}.finish()) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  const std::string abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  CHECK(hex_of(Sha256{}.update("abc").finish()) == abc);
  CHECK(hex_of(Sha256{}.update("a").update("").update("bc").finish()) == abc);
}

TEST_CASE("a copy goes on where the original stands and leaves it alone") {
  Sha256 original;
  original.update("a");
  Sha256 copy = original;
  copy.update("bc");
  CHECK(copy.finish() == Sha256{}.update("abc").finish());
  CHECK(original.finish() == Sha256{}.update("a").finish());
  CHECK(original.update("bc").finish() == copy.finish());
}

TEST_CASE("fields, numbers and absences are bytes that anybody can make again") {
  using namespace std::string_view_literals;
  CHECK(Sha256{}.update_field("key").finish() == Sha256{}.update("\0\0\0\0\0\0\0\3key"sv).finish());
  CHECK(Sha256{}.update_number(258).finish() == Sha256{}.update("\0\0\0\0\0\0\0\x08\0\0\0\0\0\0\1\2"sv).finish());
  CHECK(Sha256{}.update_absent().finish() == Sha256{}.update("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF").finish());
}

TEST_CASE("what differs as a sequence differs as a hash") {
  const auto of = [](auto... fields) {
    Sha256 hash;
    (hash.update_field(fields), ...);
    return hash.finish();
  };
  CHECK(of("ab", "c") != of("a", "bc"));
  CHECK(of("a", "") != of("", "a"));
  CHECK(of("") != Sha256{}.update_absent().finish());
  CHECK(Sha256{}.update_number(-1).finish() != Sha256{}.update_absent().finish());
  constexpr auto lowest = std::numeric_limits<std::int64_t>::min();
  CHECK(Sha256{}.update_number(lowest).finish() != Sha256{}.update_number(0).finish());
}

TEST_CASE("a digest is read back from its digits in either case") {
  const Digest digest = Sha256{}.update("abc").finish();
  std::string text = hex_of(digest);
  CHECK(parse_hex(text) == digest);
  text[0] = 'B';
  CHECK(parse_hex(text) == digest);
}

TEST_CASE("what is not 64 digits is no digest") {
  const std::string digits(64, 'a');
  for (const std::string& text : {std::string{}, digits.substr(1), digits + "a", digits.substr(1) + "g",
                                  digits.substr(2) + " a", digits.substr(1) + ":"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_hex(text));
  }
}

TEST_CASE("digests are compared as a whole") {
  const Digest digest = Sha256{}.finish();
  Digest other = digest;
  CHECK(equal_in_constant_time(digest, other));
  other.back() ^= 1U;
  CHECK_FALSE(equal_in_constant_time(digest, other));
}

}  // namespace nexor
