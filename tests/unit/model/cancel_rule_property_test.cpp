#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "lib/model/cancel_rule.h"
#include "lib/model/undo_rule.h"
#include "tests/support/decisions.h"
#include "tests/support/services.h"
#include "tests/support/zones.h"

namespace nexor {

using namespace support;

namespace {

using std::chrono::days;

struct Scene {
  Zone zone;
  Service service;
  Instant now;
};

Terms any_terms() {
  const auto fixed = *rc::gen::inRange(0, 30);
  const auto billing_day = *rc::gen::inRange(0U, 32U);
  return {.period = {*rc::gen::element(Unit::day, Unit::week, Unit::month, Unit::year), *rc::gen::inRange(1, 4)},
          .trial_days = *rc::gen::element(0, 0, 1, 14, 45),
          .notice_days = *rc::gen::element(0, 0, 1, 30, 100),
          .minimum_terms = *rc::gen::element(0, 0, 1, 12),
          .fixed_terms = fixed == 0 || fixed > 15 ? std::nullopt : std::optional{fixed},
          .billing_day = billing_day == 0 ? std::nullopt : std::optional{billing_day}};
}

Date any_day_from(Date first, int span) { return first + days{*rc::gen::inRange(0, span)}; }

// A service around whose life `now` lies, with or without a pending cancellation.
Scene any_scene() {
  Zone zone = *rc::gen::element(Zone::utc(), berlin(), new_york(), auckland(), back_across_midnight());
  const Date start = any_day_from(date("2023-01-01"), 700);
  Service service = a_service(text_of(start), any_terms(), zone);
  const Instant now =
      zone.midnight(any_day_from(start - days{60}, 900)) + std::chrono::seconds{*rc::gen::inRange(0, 86'400)};
  const Date end = any_day_from(start, 900);
  const auto fixed_end = fixed_end_of(service.subscription, service.plan);
  if (*rc::gen::arbitrary<bool>() && (!fixed_end || end < *fixed_end)) service = ending(service, text_of(end), zone);
  return {zone, service, now};
}

CancelRequest any_request(const Scene& scene) {
  const Date day = any_day_from(scene.service.subscription.start_on - days{30}, 900);
  return {.at = *rc::gen::element<CancelAt>(AtPeriodEnd{}, AtOnce{}, day, scene.zone.date_at(scene.now)),
          .may_backdate = *rc::gen::arbitrary<bool>(),
          .may_override = *rc::gen::arbitrary<bool>()};
}

// What a store would hold of one subscription.
struct History {
  Scene scene;
  std::vector<Cancellation> all = {};

  void cancel(const CancelRequest& request) {
    const CancelDecision decision = decide_to_cancel(scene.service, request, scene.zone, scene.now);
    const Ends* ends = std::get_if<Ends>(&decision);
    if (ends == nullptr) return;
    if (ends->replaces) find(*ends->replaces).state = CancellationState::replaced;
    Cancellation cancellation;
    cancellation.confirmation = confirmation(static_cast<std::int64_t>(all.size()) + 1);
    cancellation.subscription = scene.service.subscription.id;
    cancellation.effective_on = ends->effective_on;
    cancellation.effective_at = ends->effective_at;
    cancellation.replaces = ends->replaces;
    all.push_back(cancellation);
    scene.service.cancellation = cancellation;
  }

  void undo() {
    const UndoDecision decision = decide_to_undo(scene.service, {}, scene.now);
    const Withdraws* withdraws = std::get_if<Withdraws>(&decision);
    if (withdraws == nullptr) return;
    Cancellation& withdrawn = find(withdraws->cancellation.confirmation);
    withdrawn.state = CancellationState::withdrawn;
    scene.service.cancellation.reset();
    const Cancellation* back = brought_back(withdrawn, all);
    if (back == nullptr) return;
    find(back->confirmation).state = CancellationState::live;
    scene.service.cancellation = find(back->confirmation);
  }

  Cancellation& find(const Confirmation& wanted) {
    return *std::find_if(all.begin(), all.end(), [&](const Cancellation& c) { return c.confirmation == wanted; });
  }

  std::ptrdiff_t live() const {
    return std::count_if(all.begin(), all.end(),
                         [](const Cancellation& c) { return c.state == CancellationState::live; });
  }
};

void say(const Scene& scene, const CancelRequest& request, const CancelDecision& decision) {
  const Subscription& subscription = scene.service.subscription;
  RC_LOG() << "from " << text_of(subscription.start_on) << ", now " << text_of(scene.now) << ", asked for "
           << text_of(request.at) << ": " << said(decision) << '\n';
}

}  // namespace

TEST_CASE(
    "no decision ends a service before its start, after its fixed term or its pending end, or in the past unasked") {
  CHECK(rc::check([] {
    const Scene scene = any_scene();
    const CancelRequest request = any_request(scene);
    const CancelDecision decision = decide_to_cancel(scene.service, request, scene.zone, scene.now);
    say(scene, request, decision);
    const Ends* ends = std::get_if<Ends>(&decision);
    if (ends == nullptr) return;
    const Subscription& subscription = scene.service.subscription;
    const auto& [starts_at, anchor_at, fixed_end_at] = subscription.milestones;
    RC_ASSERT(ends->effective_at >= std::min(starts_at, scene.now));
    RC_ASSERT((ends->effective_on >= subscription.start_on || ends->effective_at == scene.now));
    RC_ASSERT((!fixed_end_at || ends->effective_at < *fixed_end_at));
    RC_ASSERT(scene.zone.midnight(ends->effective_on) <= ends->effective_at);
    RC_ASSERT((ends->is_backdated ? request.may_backdate : ends->effective_at >= scene.now));
    const auto& pending = scene.service.cancellation;
    RC_ASSERT((!pending || ends->effective_at < pending->effective_at));
    RC_ASSERT(ends->replaces.has_value() == pending.has_value());
  }));
}

TEST_CASE("the period-end of a service that is paid for is a boundary, the first that its plan allows") {
  CHECK(rc::check([] {
    const Scene scene = any_scene();
    const CancelRequest request{.at = AtPeriodEnd{}, .may_override = *rc::gen::arbitrary<bool>()};
    const CancelDecision decision = decide_to_cancel(scene.service, request, scene.zone, scene.now);
    say(scene, request, decision);
    const Ends* ends = std::get_if<Ends>(&decision);
    const Subscription& subscription = scene.service.subscription;
    if (ends == nullptr || scene.now < subscription.milestones.anchor_at) return;
    const Term term = term_of(subscription, scene.service.plan);
    RC_ASSERT(first_boundary_from(term, ends->effective_on) == ends->effective_on);
    const Date before = start_of_term(term, ends->effective_on - days{1});
    if (before == subscription.anchor_on) return;
    const CancelRequest earlier{.at = before, .may_override = request.may_override};
    const CancelDecision refused = decide_to_cancel(scene.service, earlier, scene.zone, scene.now);
    RC_ASSERT((scene.zone.midnight(before) <= scene.now || std::holds_alternative<Error>(refused)));
  }));
}

TEST_CASE("however often one end replaces another and is undone, one is live, and none that stands is earlier") {
  CHECK(rc::check([] {
    History history{any_scene()};
    history.scene.service.cancellation.reset();
    const int steps = *rc::gen::inRange(1, 12);
    for (int step = 0; step < steps; ++step) {
      if (*rc::gen::inRange(0, 4) == 0) {
        history.undo();
      } else {
        history.cancel(any_request(history.scene));
      }
      const auto& live = history.scene.service.cancellation;
      RC_ASSERT(history.live() == (live ? 1 : 0));
      for (const Cancellation& other : history.all) {
        RC_ASSERT((other.state != CancellationState::replaced || live->effective_on < other.effective_on));
      }
    }
  }));
}

}  // namespace nexor
