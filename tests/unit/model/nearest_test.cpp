#include "lib/model/nearest.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <array>

namespace nexor {

namespace {

using Words = std::vector<std::string>;

const Words& verbs() {
  static const Words words{"list", "show", "cancel", "undo", "approve", "decline", "reopen", "receipt", "report"};
  return words;
}

// The textbook's whole table, without a band: what the quick one has to agree with.
std::size_t edits(const std::string& a, const std::string& b) {
  std::vector<std::vector<std::size_t>> cost(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        cost[i][j] = i + j;
        continue;
      }
      const std::size_t differs = a[i - 1] == b[j - 1] ? 0 : 1;
      cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + differs});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
      }
    }
  }
  return cost[a.size()][b.size()];
}

}  // namespace

TEST_CASE("a misspelt word finds what was meant") {
  struct Case {
    std::string_view word;
    Words near;
  };
  for (const auto& [word, near] : std::array<Case, 9>{{{"lsit", {"list"}},
                                                       {"CANCEL", {"cancel"}},
                                                       {"cancell", {"cancel"}},
                                                       {"reciept", {"receipt"}},
                                                       {"aprove", {"approve"}},
                                                       {"re", {"reopen", "report", "receipt"}},
                                                       {"u", {"undo"}},
                                                       {"x", {}},
                                                       {"subscribe", {}}}}) {
    CAPTURE(word);
    CHECK(nearest(word, verbs()) == near);
  }
}

TEST_CASE("the nearest comes first, and equals keep their order") {
  const Words codes{"K-1002", "K-10011", "K-1001", "K-1003"};
  CHECK(nearest("k-1001", codes) == Words{"K-1001", "K-1002", "K-10011"});
  CHECK(nearest("K-1001", codes, 1) == Words{"K-1001"});
  CHECK(nearest("K-1OO1", codes, 9) == Words{"K-1001"});
}

TEST_CASE("no word and an endless word have no neighbours") {
  const std::string endless(100'000, 'a');
  CHECK(nearest("", verbs()).empty());
  CHECK(nearest(endless, Words{endless}).empty());
}

TEST_CASE("what is near is a hint, and nothing is none") {
  CHECK(did_you_mean(Words{}).empty());
  CHECK(did_you_mean(Words{"list"}) == "did you mean 'list'?");
  CHECK(did_you_mean(Words{"list", "login"}) == "did you mean 'list' or 'login'?");
  CHECK(did_you_mean(Words{"a", "b", "c"}) == "did you mean 'a', 'b' or 'c'?");
}

TEST_CASE("a word is near exactly where the textbook's table says so") {
  const auto text = rc::gen::container<std::string>(rc::gen::element('a', 'b', 'c'));
  CHECK(rc::check([&text] {
    const std::string word = *rc::gen::suchThat(text, [](const std::string& s) { return s.size() > 1; });
    const std::string candidate = *text;
    const bool is_near = edits(word, candidate) <= std::clamp<std::size_t>(word.size() / 3, 1, 5);
    RC_ASSERT(nearest(word, Words{candidate}).empty() != (is_near || candidate.starts_with(word)));
  }));
}

}  // namespace nexor
