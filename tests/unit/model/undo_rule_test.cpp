#include "lib/model/undo_rule.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <array>

#include "tests/support/decisions.h"
#include "tests/support/services.h"

namespace nexor {

using namespace support;

namespace {

constexpr UndoRequest plain{};
constexpr UndoRequest reinstate{
    .is_reinstatement_asked = true, .may_reinstate = true, .reinstate_within = std::chrono::hours{24}};

std::string undo(const Service& service, std::string_view now, const UndoRequest& request = plain) {
  return said(decide_to_undo(service, request, instant(now)));
}

Error refusal(const Service& service, std::string_view now, const UndoRequest& request = plain) {
  return std::get<Error>(decide_to_undo(service, request, instant(now)));
}

Service requested(Service service, std::string_view at) {
  service.cancellation->requested_at = instant(at);
  return service;
}

// A subscription's cancellations 1, 2, 3 …, of which each replaced the one before. `l`, `w` and `r` are their states.
std::vector<Cancellation> chain(std::string_view states) {
  std::vector<Cancellation> all;
  for (const char state : states) {
    Cancellation cancellation;
    cancellation.confirmation = confirmation(static_cast<std::int64_t>(all.size()) + 1);
    cancellation.state = state == 'l'   ? CancellationState::live
                         : state == 'w' ? CancellationState::withdrawn
                                        : CancellationState::replaced;
    if (!all.empty()) cancellation.replaces = all.back().confirmation;
    all.push_back(cancellation);
  }
  return all;
}

}  // namespace

TEST_CASE("nothing is taken back under a closed account") {
  Service service = ending(a_service("2024-01-31"), "2024-03-31");
  CHECK_FALSE(std::holds_alternative<Error>(decide_to_undo(service, plain, instant("2024-03-01T00:00:00Z"))));
  service.account.closed_at = instant("2024-02-20T00:00:00Z");
  CHECK(refusal(service, "2024-03-01T00:00:00Z").fault == Fault::conflict);
}

TEST_CASE("a cancellation can be taken back until the instant it takes effect") {
  const Service service = ending(a_service("2024-01-01"), "2024-06-01");
  CHECK(undo(service, "2024-03-10T12:00:00Z") == "withdraws NX-7K00-001X");
  CHECK(undo(service, "2024-05-31T23:59:59Z") == "withdraws NX-7K00-001X");
  CHECK(undo(service, "2024-06-01T00:00:00Z") == "already_cancelled");
  CHECK(undo(service, "2030-01-01T00:00:00Z") == "already_cancelled");
}

TEST_CASE("once an effect is recorded no clock that goes back makes room for an undo") {
  Service service = ending(a_service("2024-01-01"), "2024-06-01");
  service.cancellation->recorded_at = instant("2024-06-01T00:00:00Z");
  CHECK(undo(service, "2024-05-31T23:59:59Z") == "already_cancelled");
  CHECK(undo(service, "2024-05-31T23:59:59Z", reinstate) == "reinstates NX-7K00-001X");
}

TEST_CASE("never cancelled and ended are two different errors, and what expired was never cancelled") {
  CHECK(undo(a_service("2024-01-01"), "2024-03-10T12:00:00Z") == "not_cancelled");
  CHECK(undo(a_service("2024-01-01"), "2023-03-10T12:00:00Z", reinstate) == "not_cancelled");
  CHECK(undo(a_service("2024-01-01", {.fixed_terms = 1}), "2024-02-01T00:00:00Z", reinstate) == "not_cancelled");
  CHECK(undo(ending(a_service("2024-01-01"), "2024-06-01"), "2024-06-01T00:00:00Z") == "already_cancelled");
}

TEST_CASE("a cancellation that has taken effect can be reinstated for a while") {
  struct Case {
    std::string_view what;
    std::string_view effective;
    std::string_view requested;
    std::string_view now;
    std::string_view answer;
  };
  for (const auto& [what, effective, asked_at, now, answer] : std::array<Case, 8>{{
           {"still to come", "2024-06-01", "2024-05-01T00:00:00Z", "2024-05-31T23:59:59Z", "withdraws NX-7K00-001X"},
           {"just then", "2024-06-01", "2024-05-01T00:00:00Z", "2024-06-01T00:00:00Z", "reinstates NX-7K00-001X"},
           {"the last second", "2024-06-01", "2024-05-01T00:00:00Z", "2024-06-02T00:00:00Z", "reinstates NX-7K00-001X"},
           {"too late", "2024-06-01", "2024-05-01T00:00:00Z", "2024-06-02T00:00:01Z", "already_cancelled"},
           {"now", "2024-06-01T12:34:56Z", "2024-06-01T12:34:56Z", "2024-06-02T12:34:56Z", "reinstates NX-7K00-001X"},
           {"now, too late", "2024-06-01T12:34:56Z", "2024-06-01T12:34:56Z", "2024-06-02T12:34:57Z",
            "already_cancelled"},
           {"backdated", "2024-03-01", "2024-06-01T12:00:00Z", "2024-06-02T12:00:00Z", "reinstates NX-7K00-001X"},
           {"backdated, too late", "2024-03-01", "2024-06-01T12:00:00Z", "2024-06-02T12:00:01Z", "already_cancelled"},
       }}) {
    CAPTURE(what);
    CHECK(undo(requested(ending(a_service("2024-01-01"), effective), asked_at), now, reinstate) == answer);
  }
}

TEST_CASE("a reinstatement ends with the window that the configuration sets") {
  const Service service = ending(a_service("2024-01-01"), "2024-06-01");
  const UndoRequest never{.is_reinstatement_asked = true};
  const UndoRequest hour{.is_reinstatement_asked = true, .reinstate_within = std::chrono::hours{1}};
  CHECK(undo(service, "2024-06-01T00:00:01Z", never) == "already_cancelled");
  CHECK(undo(service, "2024-06-01T01:00:00Z", hour) == "reinstates NX-7K00-001X");
  CHECK(undo(service, "2024-06-01T01:00:01Z", hour) == "already_cancelled");
  CHECK(refusal(service, "2024-06-01T01:00:01Z", hour).hint == "it could be reinstated until 2024-06-01T01:00:00Z");
}

TEST_CASE("an add-on that only inherits its end is refused, naming the base") {
  const Service addon = an_addon(ending(a_service("2024-01-01"), "2024-06-01"), "2024-02-10");
  const Error error = refusal(addon, "2024-03-25T12:00:00Z");
  CHECK(error.fault == Fault::conflict);
  CHECK(error.message == "'K-1002' has no cancellation of its own: it ends with its base 'K-1001'");
  CHECK(error.next == std::vector<std::string>{"nexor undo NX-7K00-001X"});
}

TEST_CASE("an add-on that its base has ended is refused, naming the base, whatever it has of its own") {
  const Service addon = an_addon(ending(a_service("2024-01-01"), "2024-06-01"), "2024-02-10");
  for (const Service& service : {addon, ending(addon, "2024-09-10"), ending(addon, "2024-06-01T12:00:00Z")}) {
    for (const UndoRequest& request : {plain, reinstate}) {
      const Error error = refusal(service, "2024-06-01T12:00:00Z", request);
      CHECK(error.fault == Fault::already_cancelled);
      CHECK(error.message == "'K-1002' is cancelled since 2024-06-01 with its base 'K-1001' (NX-7K00-001X)");
    }
  }
}

TEST_CASE("what a refusal says to type next would not be refused") {
  const Service base = ending(a_service("2024-01-01"), "2024-06-01");
  const UndoRequest admin{.may_reinstate = true, .reinstate_within = std::chrono::hours{24}};
  const UndoRequest other{.reinstate_within = std::chrono::hours{24}};
  const std::vector<std::string> reinstates{"nexor undo NX-7K00-001X --reinstate"};
  struct Case {
    std::string_view now;
    UndoRequest request;
    std::vector<std::string> next;
    std::string_view hint;
  };
  for (const auto& [now, request, next, hint] : std::vector<Case>{
           {"2024-06-01T12:00:00Z", admin, reinstates, "an admin may reinstate {} until 2024-06-02T00:00:00Z"},
           {"2024-06-01T12:00:00Z", other, {}, "an admin may reinstate {} until 2024-06-02T00:00:00Z"},
           {"2024-06-02T00:00:01Z", admin, {}, "{} could be reinstated until 2024-06-02T00:00:00Z"},
       }) {
    CAPTURE(now);
    for (const auto& [service, what] : {std::pair{base, "it"}, std::pair{an_addon(base, "2024-02-10"), "the base"}}) {
      const Error error = refusal(service, now, request);
      CHECK(error.next == next);
      CHECK(error.hint == fmt::format(fmt::runtime(hint), what));
    }
  }
}

TEST_CASE("an add-on's own cancellation can be taken back while neither has taken effect") {
  const Service addon = an_addon(ending(a_service("2024-01-01"), "2024-06-01"), "2024-02-10");
  CHECK(undo(ending(addon, "2024-05-10"), "2024-03-25T12:00:00Z") == "withdraws NX-7K00-002V");
  CHECK(undo(ending(addon, "2024-09-10"), "2024-03-25T12:00:00Z") == "withdraws NX-7K00-002V");
  CHECK(undo(ending(addon, "2024-05-10"), "2024-05-10T00:00:00Z") == "already_cancelled");
}

TEST_CASE("undoing a base gives its add-ons back their own dates") {
  const Service open = a_service("2024-01-01");
  const Service addon = an_addon(ending(open, "2024-06-01"), "2024-02-10");
  CHECK(text_of(ending_of(ending(addon, "2024-09-10"))->effective_on) == "2024-06-01");
  CHECK(text_of(ending_of(ending(an_addon(open, "2024-02-10"), "2024-09-10"))->effective_on) == "2024-09-10");
  CHECK(ending_of(an_addon(open, "2024-02-10")) == nullptr);
}

TEST_CASE("what a withdrawn one replaced is live again, but never one that was withdrawn itself") {
  struct Case {
    std::string_view states;
    std::optional<std::int64_t> back;
  };
  for (const auto& [states, back] :
       std::array<Case, 7>{{{"l", {}}, {"rl", 1}, {"rrl", 2}, {"rwl", 1}, {"rwwl", 1}, {"wrl", 2}, {"wl", {}}}}) {
    CAPTURE(states);
    const auto all = chain(states);
    const Cancellation* found = brought_back(all.back(), all);
    CHECK((found == nullptr ? std::nullopt : std::optional{found->confirmation.id.number()}) == back);
  }
}

}  // namespace nexor
