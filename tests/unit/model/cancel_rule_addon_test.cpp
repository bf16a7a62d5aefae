#include <doctest/doctest.h>

#include "lib/model/cancel_rule.h"
#include "tests/support/decisions.h"
#include "tests/support/services.h"

namespace nexor {

using namespace support;

namespace {

std::vector<SubscriptionId> ended_with(const Service& base, std::string_view words) {
  return std::get<Ends>(decide_to_cancel(base, asked(words), Zone::utc(), instant("2024-03-10T12:00:00Z"))).addons;
}

}  // namespace

TEST_CASE("an add-on of an open base ends by its own terms") {
  check_answers(an_addon(a_service("2024-01-01"), "2024-02-10", {.notice_days = 10}),
                {
                    {"period-end", "period-end", "2024-03-25T12:00:00Z", "2024-04-10 from 2024-04-10T00:00:00Z"},
                    {"a date", "2024-05-05", "2024-03-25T12:00:00Z", "2024-05-05 from 2024-05-05T00:00:00Z"},
                    {"too early", "now", "2024-03-25T12:00:00Z", "not_allowed_yet"},
                });
}

TEST_CASE("an add-on that ends with its base can only end earlier") {
  check_answers(
      an_addon(ending(a_service("2024-01-01"), "2024-06-01"), "2024-02-10"),
      {
          {"earlier", "2024-05-31", "2024-03-25T12:00:00Z", "2024-05-31 from 2024-05-31T00:00:00Z"},
          {"now", "now", "2024-03-25T12:00:00Z", "2024-03-25 from 2024-03-25T12:00:00Z"},
          {"period-end before it", "period-end", "2024-03-25T12:00:00Z", "2024-04-10 from 2024-04-10T00:00:00Z"},
          {"the same day", "2024-06-01", "2024-03-25T12:00:00Z", "already NX-7K00-001X"},
          {"later", "2024-06-02", "2024-03-25T12:00:00Z", "already_pending"},
          {"period-end after it", "period-end", "2024-05-25T12:00:00Z", "already_pending"},
      });
}

TEST_CASE("an add-on's own earlier date stands in the way before its base's does") {
  check_answers(ending(an_addon(ending(a_service("2024-01-01"), "2024-06-01"), "2024-02-10"), "2024-05-10"),
                {
                    {"earlier", "2024-05-09", "2024-03-25T12:00:00Z",
                     "2024-05-09 from 2024-05-09T00:00:00Z, replaces NX-7K00-002V"},
                    {"the same day", "2024-05-10", "2024-03-25T12:00:00Z", "already NX-7K00-002V"},
                    {"between the two", "2024-05-20", "2024-03-25T12:00:00Z", "already_pending"},
                    {"the base's day", "2024-06-01", "2024-03-25T12:00:00Z", "already_pending"},
                });
}

TEST_CASE("an earlier end replaces an add-on's own later one, though its base comes between") {
  check_answers(ending(an_addon(ending(a_service("2024-01-01"), "2024-06-01"), "2024-02-10"), "2024-09-10"),
                {
                    {"before both", "2024-05-09", "2024-03-25T12:00:00Z",
                     "2024-05-09 from 2024-05-09T00:00:00Z, replaces NX-7K00-002V"},
                    {"the base's day", "2024-06-01", "2024-03-25T12:00:00Z", "already NX-7K00-001X"},
                    {"between the two", "2024-07-01", "2024-03-25T12:00:00Z", "already_pending"},
                    {"its own day", "2024-09-10", "2024-03-25T12:00:00Z", "already_pending"},
                });
}

TEST_CASE("an add-on that expires before its base ends by itself") {
  check_answers(an_addon(ending(a_service("2024-01-01"), "2024-06-01"), "2024-02-01", {.fixed_terms = 3}),
                {
                    {"before", "2024-04-30", "2024-03-25T12:00:00Z", "2024-04-30 from 2024-04-30T00:00:00Z"},
                    {"its end", "2024-05-01", "2024-03-25T12:00:00Z", "ends_by_itself"},
                    {"the base's day", "2024-06-01", "2024-03-25T12:00:00Z", "ends_by_itself"},
                    {"when it is over", "now", "2024-05-01T00:00:00Z", "already_expired"},
                });
}

TEST_CASE("an add-on is cancelled once its base is") {
  const Service addon = an_addon(ending(a_service("2024-01-01"), "2024-06-01"), "2024-02-10");
  CHECK(asked_to_cancel(addon, "now", "2024-05-31T23:59:59Z") == "2024-05-31 from 2024-05-31T23:59:59Z");
  CHECK(asked_to_cancel(addon, "now", "2024-06-01T00:00:00Z") == "already_cancelled");
  CHECK(asked_to_cancel(ending(addon, "2024-09-10"), "now", "2024-06-01T00:00:00Z") == "already_cancelled");
}

TEST_CASE("a refusal names the base") {
  const Service addon = an_addon(ending(a_service("2024-01-01"), "2024-06-01"), "2024-02-10");
  const Error pending = refusal_to_cancel(addon, "2024-07-01", "2024-03-25T12:00:00Z");
  CHECK(pending.message == "'K-1002' already ends on 2024-06-01 with its base 'K-1001' (NX-7K00-001X)");
  CHECK(pending.next == std::vector<std::string>{"nexor undo NX-7K00-001X"});
}

TEST_CASE("a refusal tells no number that the same batch gave") {
  Service addon = an_addon(ending(a_service("2024-01-01"), "2024-06-01"), "2024-02-10");
  addon.base->cancellation->batch = BatchId{7};
  const auto told = [&](std::optional<BatchId> batch) {
    CancelRequest request = asked("2024-07-01");
    request.batch = batch;
    const auto decision = decide_to_cancel(addon, request, Zone::utc(), instant("2024-03-25T12:00:00Z"));
    return std::get<Error>(decision).message;
  };
  CHECK(told(BatchId{7}) == "'K-1002' already ends on 2024-06-01 with its base 'K-1001'");
  CHECK(told(BatchId{8}) == "'K-1002' already ends on 2024-06-01 with its base 'K-1001' (NX-7K00-001X)");
  CHECK(told({}) == "'K-1002' already ends on 2024-06-01 with its base 'K-1001' (NX-7K00-001X)");
}

TEST_CASE("a base takes with it the add-ons that don't end before, whatever notice they have") {
  Service base = a_service("2024-01-01");
  Service bound = an_addon(base, "2024-02-10", {.notice_days = 90, .minimum_terms = 24});
  Service early = ending(an_addon(base, "2024-02-10"), "2024-05-10");
  early.subscription.id = SubscriptionId{3};
  base.addons = {related(bound), related(early)};
  CHECK(ended_with(base, "now") == std::vector{SubscriptionId{2}, SubscriptionId{3}});
  CHECK(ended_with(base, "period-end") == std::vector{SubscriptionId{2}, SubscriptionId{3}});
  CHECK(ended_with(base, "2024-05-09") == std::vector{SubscriptionId{2}, SubscriptionId{3}});
  CHECK(ended_with(base, "2024-05-10") == std::vector{SubscriptionId{2}});
  CHECK(ended_with(base, "2024-06-01") == std::vector{SubscriptionId{2}});
}

}  // namespace nexor
