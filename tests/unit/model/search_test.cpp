#include "lib/model/search.h"

#include <doctest/doctest.h>

#include <array>
#include <string>
#include <vector>

#include "lib/error.h"

namespace nexor {

TEST_CASE("a search finds a text where its words begin words of it") {
  struct Case {
    std::string_view text;
    std::string_view search;
    bool found;
  };
  for (const auto& [text, search, found] : {
           Case{"Ada Lovelace", "love", true},
           Case{"Ada Lovelace", "lovelace ada", true},
           Case{"Ada Lovelace", "ADA LOVELACE", true},
           Case{"Ada Lovelace", "lace", false},
           Case{"Ada Lovelace", "ada grace", false},
           Case{"ada.lovelace@example.com", "lovelace@ex", true},
           Case{"ada.lovelace@example.com", "example.com", true},
           Case{"ada.lovelace@example.com", "@example", true},
           Case{"ada.lovelace@example.com", "ada@", true},
           Case{"K-1001", "k-10", true},
           Case{"K-1001", "1001", true},
           Case{"K-1001", "001", false},
           Case{"Große Straße", "strasse", true},
           Case{"GROSSE STRASSE", "straße", true},
           Case{"Zoë Müller", "zoe muller", true},
           Case{"Zoe Muller", "Zoë Mu\u0308ller", true},
           Case{"東京太郎", "太郎", true},
           Case{"東京太郎", "京太", true},
           Case{"東京太郎", "東京 太郎", true},
           Case{"東京太郎", "郎太", false},
           Case{"東京Tower", "tower", true},
           Case{"한글 이름", "글", true},
           Case{"สมชาย", "ชาย", true},
           Case{"Ω mega", "ω", true},
           Case{"🦊 fox", "🦊", true},
           Case{"O'Neill, Shaun (Jr.)", "neill, (jr", true},
           Case{"say \"hi\" * AND", "\"hi\" and", true},
           Case{"", "a", false},
       }) {
    CAPTURE(text);
    CAPTURE(search);
    CHECK(is_found(text, parse_search(search)) == found);
  }
}

TEST_CASE("the terms of a text are its words, each with what follows it without a blank") {
  const auto terms = [](std::vector<std::string_view> texts) { return search_terms(texts); };
  const std::string forty(40, 'a');
  CHECK(terms({"K-10 Ada"}) == "10 ada k-10");
  CHECK(terms({"ada@example.com", "Åsa"}) == "ada@example.com asa com example.com");
  CHECK(terms({"太郎 !?"}) == "太郎 郎");
  CHECK(terms({"ada", "ada@b.c", "adam ad"}) == "ada@b.c adam b.c c");
  CHECK(terms({forty}) == forty.substr(0, 32));
  CHECK(terms({"a\xFFz"}) == "a z");
  CHECK(terms({"", ""}).empty());
}

TEST_CASE("a word longer than what counts is found by what counts of it") {
  const std::string text(40, 'a');
  CHECK(is_found(text, parse_search(text)));
  CHECK(is_found(text, parse_search(text + "b")));
  CHECK_FALSE(is_found(std::string(31, 'a'), parse_search(text)));
}

TEST_CASE("a search needs something to look for, and not too much") {
  for (const std::string_view search : {"", " ", "-", "?! …"}) {
    CAPTURE(search);
    CHECK_THROWS_AS(parse_search(search), Error);
  }
  std::string words;
  for (int i = 0; i < 16; ++i) words += "a ";
  CHECK(parse_search(words).size() == 16);
  CHECK_THROWS_WITH_AS(parse_search(words + "a"), "a search has at most 16 words, not 17", Error);
}

}  // namespace nexor
