#include "lib/model/outcome.h"

namespace nexor {

std::string_view name_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::cancelled:
      return "cancelled";
    case Outcome::pending:
      return "pending";
    case Outcome::already:
      return "already";
    case Outcome::skipped:
      return "skipped";
    case Outcome::failed:
      return "failed";
    case Outcome::remaining:
      return "remaining";
    case Outcome::undone:
      return "undone";
    case Outcome::approved:
      return "approved";
    case Outcome::declined:
      return "declined";
    case Outcome::reopened:
      return "reopened";
  }
  return "failed";
}

std::optional<Outcome> parse_outcome(std::string_view name) {
  using enum Outcome;
  for (const Outcome outcome :
       {cancelled, pending, already, skipped, failed, remaining, undone, approved, declined, reopened}) {
    if (name == name_of(outcome)) return outcome;
  }
  return {};
}

}  // namespace nexor
