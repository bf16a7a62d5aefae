#include "lib/model/reason.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "lib/error.h"
#include "lib/model/nearest.h"

namespace nexor {

namespace {

std::vector<Reason> built_in() {
  return {
      {"too_expensive", "Too expensive"},
      {"missing_features", "Missing features"},
      {"switched_service", "Switched to another service"},
      {"unused", "Not used enough"},
      {"customer_service", "Customer service"},
      {"too_complex", "Too complex"},
      {"low_quality", "Low quality"},
      {"other", "Other"},
      {"not_given", "Not given"},
      {"payment_failed", "Payment failed", false},
      {"payment_disputed", "Payment disputed", false},
      {"fraud", "Fraud", false},
      {"account_closed", "Account closed", false},
      {"terms_violation", "Violation of terms", false},
  };
}

[[noreturn]] void refuse(std::string_view typed, std::string_view code, const std::vector<Reason>& reasons) {
  std::vector<std::string> usable;
  for (const Reason& reason : reasons) {
    if (!reason.is_retired) usable.push_back(reason.code);
  }
  const std::string near = did_you_mean(nearest(code, usable));
  throw Error(Fault::reason_unknown, fmt::format("no reason '{}'", typed))
      .with_hint(near.empty() ? fmt::format("reasons are: {}", fmt::join(usable, ", ")) : near)
      .with_next("nexor reasons");
}

}  // namespace

std::string reason_code(std::string_view typed) {
  std::string code(typed);
  for (char& c : code) {
    if (c == ' ' || c == '-') c = '_';
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return code;
}

ReasonCatalogue::ReasonCatalogue() : reasons_(built_in()) {}

ReasonCatalogue::ReasonCatalogue(const std::vector<Reason>& configured) : ReasonCatalogue() {
  for (Reason reason : configured) {
    reason.code = reason_code(reason.code);
    const auto same = [&](const Reason& other) { return other.code == reason.code; };
    const auto old = std::find_if(reasons_.begin(), reasons_.end(), same);
    if (old == reasons_.end()) {
      reasons_.push_back(std::move(reason));
    } else {
      *old = std::move(reason);
    }
  }
}

const Reason& ReasonCatalogue::find_known(std::string_view typed) const {
  const std::string code = reason_code(typed);
  const auto same = [&](const Reason& reason) { return reason.code == code; };
  const auto found = std::find_if(reasons_.begin(), reasons_.end(), same);
  if (found == reasons_.end()) refuse(typed, code, reasons_);
  return *found;
}

const Reason& ReasonCatalogue::find(std::string_view typed) const {
  const Reason& found = find_known(typed);
  if (found.is_retired) {
    throw Error(Fault::reason_unknown, fmt::format("the reason '{}' is retired", found.code))
        .with_next("nexor reasons");
  }
  return found;
}

}  // namespace nexor
