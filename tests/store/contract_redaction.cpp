#include <doctest/doctest.h>

#include "lib/store/accounts.h"
#include "lib/store/batches.h"
#include "lib/store/cancellations.h"
#include "lib/store/notices.h"
#include "tests/store/contract.h"

namespace nexor::contract {

namespace {

// A person with a name, who cancelled with words.
Confirmation add_talker(Transaction& t, const std::string& key, PlanId plan) {
  Account account = support::account(key);
  account.email = key + "@example.com";
  account.note = "calls often";
  const AccountId id = add(t, account);
  t.accounts().salt(id, "account salt");
  Cancellation cancellation = support::cancellation(add(t, support::subscription("K-" + key, id, plan)), "2024-03-01");
  cancellation.feedback = "said by " + key;
  cancellation.on_behalf_of = "friend of " + key;
  return add(t, cancellation, "a salt");
}

Account account_of(Transaction& t, const std::string& key) { return find(t, Reference<AccountId>(key)).value(); }

}  // namespace

TEST_CASE("a redaction blanks one account with all that was said, and nothing of another") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    const PlanId plan = add_catalogue(t).plan;
    const Confirmation blanked = add_talker(t, "A", plan);
    const Confirmation other = add_talker(t, "B", plan);
    const Redaction redaction = t.accounts().redact(account_of(t, "A").id);
    CHECK(redaction == Redaction{.accounts = 1, .cancellations = 1});
    const Account account = account_of(t, "A");
    CHECK(account.name == redacted_name);
    CHECK_FALSE(account.email);
    CHECK_FALSE(account.note);
    CHECK(t.accounts().salt(account.id, "fresh") == "fresh");
    CHECK_FALSE(find(t, blanked)->feedback);
    CHECK_FALSE(find(t, blanked)->on_behalf_of);
    const auto salted = t.cancellations().after(CancellationId{0}, 2);
    REQUIRE(salted.size() == 2);
    CHECK(salted[0].salt.empty());
    CHECK(find(t, other)->feedback == "said by B");
    CHECK(salted[1].salt == "a salt");
    CHECK(account_of(t, "B").note == "calls often");
  });
}

TEST_CASE("what was redacted is not counted again") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    add_talker(t, "A", add_catalogue(t).plan);
    const AccountId id = account_of(t, "A").id;
    CHECK_FALSE(t.accounts().is_redacted(id));
    CHECK_FALSE(t.accounts().redact(id).is_empty());
    CHECK(t.accounts().is_redacted(id));
    CHECK(t.accounts().redact(id).is_empty());
  });
}

TEST_CASE("a redaction blanks what a command of a notice printed") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    const Confirmation confirmation = add_talker(t, "A", add_catalogue(t).plan);
    Notice notice{.confirmation = confirmation, .kind = NoticeKind::requested, .sent_at = {}, .output = {}};
    t.notices().add(std::span(&notice, 1));
    notice = t.notices().of(confirmation).front();
    t.accounts().redact(account_of(t, "A").id);
    notice.output = "mail to A@example.com";
    t.notices().save(notice);
    CHECK_FALSE(t.accounts().is_redacted(account_of(t, "A").id));
    CHECK(t.accounts().redact(account_of(t, "A").id).notices == 1);
    CHECK(t.notices().of(confirmation).front().output.empty());
  });
}

TEST_CASE("a redaction blanks the words of a batch, in rows that name its subscriptions and for all of them") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    const PlanId plan = add_catalogue(t).plan;
    add_talker(t, "A", plan);
    add_talker(t, "B", plan);
    const auto target = find(t, Reference<SubscriptionId>(std::string("K-A")))->subscription.id;
    Batch batch{
        .id = t.batches().next_id(), .key = {}, .options = {.feedback = "for all"}, .by = "ada", .created_at = {}};
    batch.rows = 3;
    t.batches().add(batch);
    const std::vector<BatchRow> rows{
        {.position = 1, .subscription = "K-A", .target = target, .feedback = "in a row"},
        {.position = 2, .subscription = "K-A", .target = {}, .feedback = "before it was there"},
        {.position = 3, .subscription = "K-B", .target = {}, .feedback = "of another"}};
    t.batches().stage(batch.id, rows);
    const Redaction redaction = t.accounts().redact(account_of(t, "A").id);
    CHECK(redaction.batch_rows == 2);
    CHECK(redaction.batches == 1);
    CHECK_FALSE(t.batches().find(Reference<BatchId>(batch.id))->options.feedback);
    const auto kept = t.batches().rows(batch.id, 0, 9);
    CHECK_FALSE(kept.at(0).feedback);
    CHECK_FALSE(kept.at(1).feedback);
    CHECK(kept.at(2).feedback == "of another");
  });
}

TEST_CASE("a store without traces is the same store") {
  const auto store = fresh_store();
  const auto confirmation = changed(*store, [](Transaction& t) { return add_talker(t, "A", add_catalogue(t).plan); });
  store->leave_no_trace();
  CHECK(seen(*store, [&](Transaction& t) { return find(t, confirmation)->feedback; }) == "said by A");
  CHECK(seen(*store, [](Transaction& t) { return account_of(t, "A").note; }) == "calls often");
}

}  // namespace nexor::contract
