#include <doctest/doctest.h>

#include <tuple>

#include "lib/store/accounts.h"
#include "lib/store/cancellations.h"
#include "lib/store/later_feedback.h"
#include "tests/store/contract.h"

namespace nexor::contract {

namespace {

auto fields_of(const LaterFeedback& f) {
  return std::tie(f.number, f.confirmation, f.subscription, f.added_at, f.by, f.text);
}

LaterFeedback about(Transaction& t, const Confirmation& confirmation, std::string text) {
  return {.confirmation = confirmation,
          .subscription = find(t, confirmation)->subscription,
          .added_at = support::at("2024-06-07T08:09:10Z"),
          .by = "ada",
          .text = std::move(text)};
}

Confirmation add_cancellation(Transaction& t, const std::string& key, const Catalogue& catalogue) {
  return add(
      t, support::cancellation(add(t, support::subscription(key, catalogue.account, catalogue.plan)), "2024-03-01"));
}

}  // namespace

TEST_CASE("later feedback is kept with every field, and numbered in its order") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    const Catalogue catalogue = add_catalogue(t);
    const Confirmation one = add_cancellation(t, "K-1", catalogue);
    const Confirmation other = add_cancellation(t, "K-2", catalogue);
    std::vector<LaterFeedback> added{about(t, one, "first"), about(t, other, "of another"), about(t, one, "second")};
    for (LaterFeedback& feedback : added) feedback.number = t.later_feedback().add(feedback, "salt");
    CHECK(added.at(0).number == 1);
    CHECK(added.at(2).number == 3);
    CHECK(fields_of(t.later_feedback().find(2).value()) == fields_of(added.at(1)));
    const auto all = t.later_feedback().of(added.at(0).subscription);
    REQUIRE(all.size() == 2);
    CHECK(fields_of(all.at(0)) == fields_of(added.at(0)));
    CHECK(fields_of(all.at(1)) == fields_of(added.at(2)));
    CHECK(t.later_feedback().salt(1) == "salt");
    CHECK(t.later_feedback().count() == 3);
    CHECK_FALSE(t.later_feedback().find(4));
  });
}

TEST_CASE("a redaction blanks later feedback with its salt") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    const Catalogue catalogue = add_catalogue(t);
    t.later_feedback().add(about(t, add_cancellation(t, "K-1", catalogue), "words"), "salt");
    CHECK(t.accounts().redact(catalogue.account).feedback == 1);
    CHECK_FALSE(t.later_feedback().find(1)->text);
    CHECK(t.later_feedback().salt(1).empty());
    CHECK(t.later_feedback().count() == 1);
  });
}

}  // namespace nexor::contract
