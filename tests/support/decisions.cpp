#include "tests/support/decisions.h"

#include <doctest/doctest.h>

#include "tests/support/services.h"

namespace nexor::support {

namespace {

std::string said(const Ends& ends) {
  std::string text = text_of(ends.effective_on) + " from " + text_of(ends.effective_at);
  if (ends.replaces) text += ", replaces " + text_of(*ends.replaces);
  if (ends.is_backdated) text += ", backdated";
  if (ends.is_override) text += ", overridden";
  return text;
}

std::string said(const EndsAlready& already) { return "already " + text_of(already.cancellation.confirmation); }

std::string said(const Error& refusal) { return std::string{name_of(refusal.fault)}; }

std::string said(const Withdraws& withdraws) {
  return (withdraws.is_reinstatement ? "reinstates " : "withdraws ") + text_of(withdraws.cancellation.confirmation);
}

CancelDecision decided(const Service& service, std::string_view words, std::string_view now, const Zone& zone) {
  return decide_to_cancel(service, asked(words), zone, instant(now));
}

}  // namespace

std::string said(const CancelDecision& decision) {
  return std::visit([](const auto& answer) { return said(answer); }, decision);
}

std::string said(const UndoDecision& decision) {
  return std::visit([](const auto& answer) { return said(answer); }, decision);
}

CancelRequest asked(std::string_view words) {
  return {.at = parse_cancel_at(words.substr(0, words.find(' '))).value(),
          .may_backdate = words.find(" --backdate") != std::string_view::npos,
          .may_override = words.find(" --override") != std::string_view::npos};
}

std::string asked_to_cancel(const Service& service, std::string_view words, std::string_view now, const Zone& zone) {
  return said(decided(service, words, now, zone));
}

void check_answers(const Service& service, std::initializer_list<Answer> table, const Zone& zone) {
  for (const auto& [what, asked, now, answer] : table) {
    CAPTURE(what);
    CHECK(asked_to_cancel(service, asked, now, zone) == answer);
  }
}

Error refusal_to_cancel(const Service& service, std::string_view words, std::string_view now) {
  return std::get<Error>(decided(service, words, now, Zone::utc()));
}

}  // namespace nexor::support
