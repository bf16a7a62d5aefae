#include "lib/model/ids.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <array>
#include <limits>

#include "lib/error.h"
#include "lib/model/crockford.h"

namespace nexor {

namespace {

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();

// `sub 1001`, `cancellation 7K 147`; `none` for what has no id's shape; a fault.
std::string read(std::string_view word) {
  constexpr std::array kinds{"session", "token", "account", "subscription", "request", "batch", "cancellation"};
  try {
    const auto id = parse_id(word);
    if (!id) return "none";
    const std::string series = id->series.empty() ? "" : id->series + " ";
    return kinds[static_cast<std::size_t>(id->kind)] + (" " + series) + std::to_string(id->number);
  } catch (const Error& error) {
    return std::string{name_of(error.fault)};
  }
}

std::string written(std::int64_t number, std::string_view series) {
  return text_of(Confirmation{std::string{series}, CancellationId{number}});
}

// A word of that many symbols behind the prefix, with a check symbol that fits.
std::string of_symbols(std::string_view prefix, std::size_t count) {
  std::string symbols(count - 1, '0');
  symbols.back() = '1';
  return std::string{prefix} + symbols + crockford::check_symbol(symbols);
}

}  // namespace

TEST_CASE("an id is its prefix, four symbols at least and a check symbol") {
  CHECK(text_of(SessionId{1}) == "ses_0001Y");
  CHECK(text_of(TokenId{32}) == "tok_0010Z");
  CHECK(text_of(AccountId{1000}) == "acc_00Z8H");
  CHECK(text_of(SubscriptionId{1001}) == "sub_00Z9F");
  CHECK(text_of(BatchId{1 << 20}) == "bat_10000Y");
  CHECK(text_of(SubscriptionId{most}) == "sub_7ZZZZZZZZZZZZY");
}

TEST_CASE("a confirmation number has eight symbols at least, in groups of four") {
  CHECK(written(1, "7K") == "NX-7K00-001X");
  CHECK(written(147, "7K") == "NX-7K00-04KM");
  CHECK(written(1'000'000, "7K") == "NX-7K0Y-GJ0E");
  CHECK(written(most, "7K") == "NX-7K7Z-ZZZZ-ZZZZ-ZZZX");
}

TEST_CASE("an id is read however it was typed") {
  struct Case {
    std::string_view typed;
    std::string_view id;
  };
  for (const auto& [typed, id] :
       std::array<Case, 16>{{{"ses_0001Y", "session 1"},
                             {"tok_0010Z", "token 32"},
                             {"acc_00Z8H", "account 1000"},
                             {"sub_00Z9F", "subscription 1001"},
                             {"req_0001Y", "request 1"},
                             {"bat_10000Y", "batch 1048576"},
                             {"SUB_00z9f", "subscription 1001"},
                             {"sub_oOZ9F", "subscription 1001"},
                             {"tok_0o1o-Z", "token 32"},
                             {"tok_00IOz", "token 32"},
                             {"tok_00lOz", "token 32"},
                             {"sub_-0-0-Z-9-F-", "subscription 1001"},
                             {"NX-7K00-04KM", "cancellation 7K 147"},
                             {"nx7koo04km", "cancellation 7K 147"},
                             {"Nx-7-K-0-0-0-4-K-M", "cancellation 7K 147"},
                             {"NX-7K7Z-ZZZZ-ZZZZ-ZZZX", "cancellation 7K 9223372036854775807"}}}) {
    CAPTURE(typed);
    CHECK(read(typed) == id);
  }
}

TEST_CASE("an alias in a series is read as what it stands for") {
  CHECK(read(written(5, "01")) == "cancellation 01 5");
  CHECK(read("NX-OL" + written(5, "01").substr(5)) == "cancellation 01 5");
}

TEST_CASE("the shape of an id is a prefix with 5 to 14 symbols, or NX with 8 to 16") {
  struct Case {
    std::string_view prefix;
    std::size_t fewest;
    std::size_t most;
  };
  for (const auto& [prefix, fewest, longest] : std::array<Case, 7>{{{"ses_", 5, 14},
                                                                    {"tok_", 5, 14},
                                                                    {"acc_", 5, 14},
                                                                    {"sub_", 5, 14},
                                                                    {"req_", 5, 14},
                                                                    {"bat_", 5, 14},
                                                                    {"NX-", 8, 16}}}) {
    for (std::size_t count = 2; count < 20; ++count) {
      const std::string word = of_symbols(prefix, count);
      CAPTURE(word);
      const bool fits = count >= fewest && count <= longest;
      CHECK(has_id_shape(word) == fits);
      CHECK((read(word) != "none") == fits);
    }
  }
}

TEST_CASE("a word with a wrong check symbol still has the shape of an id") {
  for (const std::string_view word : {"sub_00Z9G", "SUB_12345", "NX-7K00-04KT", "nx00000001", "acc_ABCDEFGHJKMNPQ"}) {
    CAPTURE(word);
    CHECK(has_id_shape(word));
    CHECK(read(word) == "input_invalid");
  }
}

TEST_CASE("what begins as an id does is of its kind, whole or not") {
  CHECK(kind_begun("bat_") == IdKind::batch);
  CHECK(kind_begun("SUB_0001") == IdKind::subscription);
  CHECK(kind_begun("nx-7K00") == IdKind::cancellation);
  for (const std::string_view word : {"", "bat", "bats", "xbat_1", "nx", "K-1"}) CHECK_FALSE(kind_begun(word));
}

TEST_CASE("a word of another shape is no id") {
  for (const std::string_view word : {"", "sub", "sub_", "sub_0001", "sub_0001U", "sub_0001 Y", "xub_0001Y", "sub0001Y",
                                      "sub-0001Y", "plan_0001Y", "NX", "NX-7K00-04K", "NX-7K00-04KU", "NX_7K0004KM",
                                      "N-X7K0004KM", " sub_0001Y", "K-1001", "sub_0001\xC3\xBC"}) {
    CAPTURE(word);
    CHECK_FALSE(has_id_shape(word));
    CHECK(read(word) == "none");
  }
}

TEST_CASE("a number that no row can have is mistyped, though its check symbol fits") {
  CHECK(read(of_symbols("sub_", 14)) == "subscription 1");
  CHECK(read(std::string{"sub_8000000000000"} + crockford::check_symbol("8000000000000")) == "input_invalid");
  CHECK(read(std::string{"NX7K8000000000000"} + crockford::check_symbol("7K8000000000000")) == "input_invalid");
}

TEST_CASE("every single wrong symbol is found") {
  for (const std::string& id : {text_of(SubscriptionId{1001}), text_of(AccountId{most}), written(147, "7K")}) {
    for (std::size_t place = id.starts_with("NX") ? 3 : 4; place < id.size(); ++place) {
      for (unsigned value = 0; value < 32; ++value) {
        std::string wrong = id;
        wrong[place] = crockford::symbol_of(value);
        if (wrong == id || id[place] == '-') continue;
        CAPTURE(wrong);
        CHECK(read(wrong) == "input_invalid");
      }
    }
  }
}

// Doubling leaves exactly 0 and 31 as they are, so Luhn's rule can't see them change places.
TEST_CASE("every two neighbours that changed places are found, but 0 and Z") {
  for (unsigned a = 0; a < 32; ++a) {
    for (unsigned b = 0; b < 32; ++b) {
      const std::string body{'1', crockford::symbol_of(a), crockford::symbol_of(b), '2'};
      const std::string swapped{'1', body[2], body[1], '2'};
      const bool is_blind = a == b || (a % 31 == 0 && b % 31 == 0);
      CAPTURE(body);
      CHECK((read("sub_" + swapped + crockford::check_symbol(body)) != "input_invalid") == is_blind);
    }
  }
}

TEST_CASE("the check symbol doesn't change places with its neighbour unseen, but for 0 and Z") {
  for (std::int64_t number = 1; number < 2'000; ++number) {
    std::string id = text_of(SubscriptionId{number});
    const char last = id.back();
    const char before = id[id.size() - 2];
    std::swap(id[id.size() - 1], id[id.size() - 2]);
    const bool is_blind = last == before || (last == '0' && before == 'Z') || (last == 'Z' && before == '0');
    CAPTURE(id);
    CHECK((read(id) != "input_invalid") == is_blind);
  }
}

TEST_CASE("every id is read back as it was written") {
  CHECK(rc::check([] {
    const auto number = *rc::gen::inRange<std::int64_t>(1, most);
    const std::string series{crockford::symbol_of(*rc::gen::inRange(0U, 32U)),
                             crockford::symbol_of(*rc::gen::inRange(0U, 32U))};
    const auto id = parse_id(text_of(SubscriptionId{number})).value();
    const auto confirmation = parse_id(written(number, series)).value();
    RC_ASSERT(id.kind == IdKind::subscription && id.number == number && id.series.empty());
    RC_ASSERT(confirmation.kind == IdKind::cancellation && confirmation.number == number);
    RC_ASSERT(confirmation.series == series);
  }));
}

TEST_CASE("numbers are found by the beginning of their printed id") {
  for (const std::int64_t number : {1, 31, 32, 1000, 1048575, 1048576, 33554431, 33554432}) {
    const std::string id = text_of(SubscriptionId{number});
    const std::string confirmation = text_of(Confirmation{"7K", CancellationId{number}});
    CAPTURE(id);
    CHECK(numbers_beginning(id, IdKind::subscription, "", 50).front() == number);
    CHECK(numbers_beginning(confirmation, IdKind::cancellation, "7K", 50).front() == number);
    for (const std::int64_t found : numbers_beginning(id.substr(0, 7), IdKind::subscription, "", 50)) {
      CHECK(text_of(SubscriptionId{found}).starts_with(id.substr(0, 7)));
    }
  }
  CHECK(numbers_beginning("acc_", IdKind::account, "", 3) == std::vector<std::int64_t>{1, 2, 3});
  CHECK(numbers_beginning("NX-", IdKind::cancellation, "7K", 2) == std::vector<std::int64_t>{1, 2});
  CHECK(numbers_beginning("NX-7K00-00", IdKind::cancellation, "7K", 2) == std::vector<std::int64_t>{1, 2});
  CHECK(numbers_beginning("NX-8", IdKind::cancellation, "7K", 2).empty());
  CHECK(numbers_beginning("acc_001", IdKind::account, "", 2) == std::vector<std::int64_t>{32, 33});
  CHECK(numbers_beginning("acc_", IdKind::subscription, "", 2).empty());
  CHECK(numbers_beginning("acc_U", IdKind::account, "", 2).empty());
}

}  // namespace nexor
