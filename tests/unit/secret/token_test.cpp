#include "lib/secret/token.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/unit/secret/seeded_random.h"

namespace nexor {

TEST_CASE("a token's text says its kind and holds 256 random bits") {
  const NewToken session = new_token(TokenKind::session, counting_from(0));
  CHECK(session.text.view() == "nxs_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8");
  CHECK(kind_of_token(session.text.view()) == TokenKind::session);
  const NewToken access = new_token(TokenKind::access, counting_from(0));
  CHECK(access.text.view() == "nxt_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8");
  CHECK(kind_of_token(access.text.view()) == TokenKind::access);
}

TEST_CASE("a token is found by the SHA-256 of its text") {
  const NewToken token = new_token(TokenKind::access, counting_from(7));
  CHECK(hash_of_token(token.text.view()) == token.hash);
  CHECK(token.hash == Sha256{}.update(token.text.view()).finish());
  CHECK(token.hash != new_token(TokenKind::session, counting_from(7)).hash);
}

TEST_CASE("the system's generator never gives the same token twice") {
  const RandomBytes random = system_random();
  CHECK(new_token(TokenKind::session, random).hash != new_token(TokenKind::session, random).hash);
}

TEST_CASE("what doesn't have the shape of a token has no hash") {
  const std::string right{new_token(TokenKind::session, counting_from(0)).text.view()};
  for (const std::string& text : {std::string{}, right.substr(1), right.substr(0, 46), right + "A", right + "=",
                                  right.substr(0, 46) + "9", right.substr(0, 46) + "+", "nxq_" + right.substr(4),
                                  "NXS_" + right.substr(4), right.substr(0, 45) + " 8", right + "\n"}) {
    CAPTURE(text);
    CHECK_FALSE(hash_of_token(text));
    CHECK_FALSE(kind_of_token(text));
  }
}

}  // namespace nexor
