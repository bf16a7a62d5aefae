#include "lib/model/registration.h"

#include <doctest/doctest.h>

#include "tests/support/samples.h"

namespace nexor {

namespace {

RegistrationRequest pending() {
  RegistrationRequest request;
  request.id = RequestId{1};
  request.key = "R-1";
  return request;
}

const Decider ada{.by = "ada", .at = parse_instant("2026-11-22T10:00:00Z").value()};

RegistrationRequest taken(RequestDecision decision) { return std::get<RegistrationRequest>(std::move(decision)); }

RegistrationRequest declined() {
  return taken(decide_decline(pending(), ada, DeclineReason::spam, std::optional<std::string>("again")));
}

void check_refused(const RequestDecision& decision, std::string_view part) {
  const auto* error = std::get_if<Error>(&decision);
  REQUIRE(error != nullptr);
  CHECK(error->fault == Fault::conflict);
  CHECK(error->message.find(part) != std::string::npos);
}

}  // namespace

TEST_CASE("an approval says who and when, and leaves open what the request becomes") {
  const RegistrationRequest approved = taken(decide_approval(pending(), ada));
  CHECK(approved.state == RequestState::approved);
  CHECK(approved.decided_by == "ada");
  CHECK(approved.decided_at == ada.at);
  CHECK_FALSE(approved.reason);
  CHECK_FALSE(approved.account);
}

TEST_CASE("a decline keeps its reason and its note") {
  CHECK(declined().state == RequestState::declined);
  CHECK(declined().decided_by == "ada");
  CHECK(declined().reason == DeclineReason::spam);
  CHECK(declined().decline_note == "again");
}

TEST_CASE("what is reopened is as it was before its decision") {
  CHECK(support::fields(taken(decide_reopening(declined()))) == support::fields(pending()));
}

TEST_CASE("only what is pending can be decided, and only what was declined reopened") {
  const RegistrationRequest approved = taken(decide_approval(pending(), ada));
  for (const auto& [request, words] : {std::pair(approved, "'R-1' was approved by ada at 2026-11-22T10:00:00Z"),
                                       std::pair(declined(), "'R-1' was declined by ada at 2026-11-22T10:00:00Z")}) {
    check_refused(decide_approval(request, ada), words);
    check_refused(decide_decline(request, ada, DeclineReason::other, {}), words);
  }
  check_refused(decide_reopening(approved), "was approved");
  check_refused(decide_reopening(pending()), "is pending");
}

TEST_CASE("a refusal names only what would help next") {
  const auto next_of = [](const RequestDecision& decision) { return std::get<Error>(decision).next; };
  CHECK(next_of(decide_approval(declined(), ada)).front() == "nexor reopen req_0001Y");
  CHECK(next_of(decide_reopening(pending())).front() == "nexor approve req_0001Y");
  CHECK(next_of(decide_reopening(taken(decide_approval(pending(), ada)))).front() == "nexor show req_0001Y");
}

TEST_CASE("a reason to decline is read in every spelling") {
  for (const std::string_view word : {"not_eligible", "Not Eligible", "not-eligible", "NOT_ELIGIBLE"}) {
    CAPTURE(word);
    CHECK(find_decline_reason(word) == DeclineReason::not_eligible);
  }
  for (const DeclineReason reason : decline_reasons()) CHECK(find_decline_reason(name_of(reason)) == reason);
  CHECK(decline_reasons().size() == 7);
}

TEST_CASE("an unknown reason to decline is refused with the nearest, or with all of them") {
  const auto refused = [](std::string_view word) {
    try {
      find_decline_reason(word);
    } catch (const Error& error) {
      CHECK(error.fault == Fault::reason_unknown);
      return error.hint;
    }
    return std::string("it was found");
  };
  CHECK(refused("spamm") == "did you mean 'spam'?");
  CHECK(refused("too_expensive").find("withdrawn_by_applicant") != std::string::npos);
}

TEST_CASE("a state is read back by its name") {
  for (const std::string_view name : {"pending", "approved", "declined"}) {
    CHECK(name_of(parse_request_state(name).value()) == name);
  }
  CHECK_FALSE(parse_request_state("open"));
}

}  // namespace nexor
