#include <doctest/doctest.h>

#include "lib/store/notices.h"
#include "tests/store/contract.h"

namespace nexor::contract {

namespace {

constexpr Instant at_noon{std::chrono::hours{12}};

Confirmation add_cancellation(Transaction& t, const std::string& key, const Catalogue& catalogue) {
  const SubscriptionId id = add(t, support::subscription(key, catalogue.account, catalogue.plan));
  return add(t, support::cancellation(id, "2024-03-01"));
}

Notice notice_of(const Confirmation& confirmation, NoticeKind kind, Instant due_at = at_noon) {
  return {.confirmation = confirmation, .kind = kind, .due_at = due_at, .sent_at = {}, .output = {}};
}

const std::vector all_kinds{NoticeKind::requested, NoticeKind::effective, NoticeKind::withdrawn};

std::string next_id(Transaction& t, std::span<const NoticeKind> kinds, Instant due_by) {
  const auto next = t.notices().next(kinds, due_by);
  return next ? id_of(*next) : "none";
}

}  // namespace

TEST_CASE("a notice is kept with every field, and added once") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    const Confirmation confirmation = add_cancellation(t, "K-1", add_catalogue(t));
    const SubscriptionId subscription = find(t, confirmation)->subscription;
    const std::vector notices{notice_of(confirmation, NoticeKind::requested)};
    t.notices().add(notices);
    Notice kept = t.notices().of(confirmation).front();
    CHECK(kept.subscription == subscription);
    kept.attempts = 2;
    kept.due_at = at_noon + std::chrono::hours{1};
    kept.output = "exit 3\nrelay \xF0\x9F\x90\x8C";
    t.notices().save(kept);
    t.notices().add(notices);
    const auto all = t.notices().of(confirmation);
    REQUIRE(all.size() == 1);
    CHECK(all.front().confirmation == confirmation);
    CHECK(all.front().attempts == 2);
    CHECK(all.front().due_at == kept.due_at);
    CHECK_FALSE(all.front().sent_at);
    CHECK(all.front().output == kept.output);
  });
}

TEST_CASE("the next notice is of a kind that is wanted, due, not sent, and waits longest") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    const Catalogue catalogue = add_catalogue(t);
    const Confirmation first = add_cancellation(t, "K-1", catalogue);
    const Confirmation second = add_cancellation(t, "K-2", catalogue);
    t.notices().add(std::vector{notice_of(second, NoticeKind::requested), notice_of(first, NoticeKind::requested),
                                notice_of(first, NoticeKind::effective, at_noon - std::chrono::hours{1})});
    CHECK(next_id(t, all_kinds, at_noon) == text_of(first) + ":effective");
    CHECK(next_id(t, all_kinds, at_noon - std::chrono::hours{2}) == "none");
    CHECK(next_id(t, std::vector{NoticeKind::requested}, at_noon) == text_of(second) + ":requested");
    CHECK(next_id(t, {}, at_noon) == "none");
    Notice sent = t.notices().of(second).front();
    sent.attempts = 1;
    sent.sent_at = at_noon;
    t.notices().save(sent);
    CHECK(next_id(t, std::vector{NoticeKind::requested}, at_noon) == text_of(first) + ":requested");
    CHECK(t.notices().count_sent() == 1);
    CHECK(t.notices().count_unsent(NoticeKind::requested) == 1);
    CHECK(t.notices().count_unsent(NoticeKind::withdrawn) == 0);
  });
}

TEST_CASE("how far notices were made is kept for each kind") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    t.notices().set_reached(NoticeKind::requested, 7);
    t.notices().set_reached(NoticeKind::requested, 9);
    CHECK(t.notices().reached(NoticeKind::requested) == 9);
    CHECK(t.notices().reached(NoticeKind::effective) == 0);
  });
}

TEST_CASE("effects are to be recorded once, when they have come, of what is live") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    const Catalogue catalogue = add_catalogue(t);
    const Confirmation first = add_cancellation(t, "K-1", catalogue);
    const Confirmation withdrawn = add_cancellation(t, "K-2", catalogue);
    const Confirmation second = add_cancellation(t, "K-3", catalogue);
    t.cancellations().set_state(withdrawn.id, CancellationState::withdrawn);
    const Instant effect = find(t, first)->effective_at;
    CHECK(t.cancellations().effects_to_record(effect - std::chrono::seconds{1}, 9).empty());
    CHECK(t.cancellations().count_effects_to_record(effect) == 2);
    const auto due = t.cancellations().effects_to_record(effect, 1);
    REQUIRE(due.size() == 1);
    CHECK(due.front().confirmation == first);
    t.cancellations().record_effect(first.id, effect);
    CHECK(find(t, first)->recorded_at == effect);
    CHECK(t.cancellations().effects_to_record(effect, 9).front().confirmation == second);
    CHECK(t.cancellations().count_effects_to_record(effect) == 1);
  });
}

TEST_CASE("the sending of notices is locked by one at a time, and no batch with it") {
  const auto store = fresh_store();
  auto lock = store->lock_notices();
  CHECK(lock);
  CHECK_FALSE(store->lock_notices());
  CHECK(store->lock_batch(BatchId{1}));
  lock.reset();
  CHECK(store->lock_notices());
}

}  // namespace nexor::contract
