#include "lib/error.h"

#include <algorithm>

namespace nexor {

std::string_view name_of(Fault fault) {
  switch (fault) {
    case Fault::internal:
      return "internal";
    case Fault::output_failed:
      return "output_failed";
    case Fault::usage:
      return "usage";
    case Fault::config_invalid:
      return "config_invalid";
    case Fault::input_invalid:
      return "input_invalid";
    case Fault::confirmation_required:
      return "confirmation_required";
    case Fault::reason_unknown:
      return "reason_unknown";
    case Fault::partial:
      return "partial";
    case Fault::not_logged_in:
      return "not_logged_in";
    case Fault::session_expired:
      return "session_expired";
    case Fault::login_failed:
      return "login_failed";
    case Fault::locked_out:
      return "locked_out";
    case Fault::permission_denied:
      return "permission_denied";
    case Fault::not_found:
      return "not_found";
    case Fault::already_cancelled:
      return "already_cancelled";
    case Fault::already_expired:
      return "already_expired";
    case Fault::already_pending:
      return "already_pending";
    case Fault::not_cancelled:
      return "not_cancelled";
    case Fault::date_refused:
      return "date_refused";
    case Fault::not_allowed_yet:
      return "not_allowed_yet";
    case Fault::ends_by_itself:
      return "ends_by_itself";
    case Fault::conflict:
      return "conflict";
    case Fault::expect_mismatch:
      return "expect_mismatch";
    case Fault::over_max:
      return "over_max";
    case Fault::batch_running:
      return "batch_running";
    case Fault::store_busy:
      return "store_busy";
    case Fault::store_unavailable:
      return "store_unavailable";
    case Fault::disk_full:
      return "disk_full";
    case Fault::store_corrupt:
      return "store_corrupt";
    case Fault::store_foreign:
      return "store_foreign";
    case Fault::store_newer:
      return "store_newer";
    case Fault::store_older:
      return "store_older";
    case Fault::audit_broken:
      return "audit_broken";
    case Fault::declined:
      return "declined";
    case Fault::outcome_unknown:
      return "outcome_unknown";
    case Fault::output_lost:
      return "output_lost";
    case Fault::interrupted:
      return "interrupted";
  }
  return "internal";
}

std::optional<Fault> parse_fault(std::string_view name) {
  for (int value = 0; value <= static_cast<int>(Fault::interrupted); ++value) {
    const auto fault = static_cast<Fault>(value);
    if (name == name_of(fault)) return fault;
  }
  return {};
}

bool is_for_now(Fault fault) {
  return fault == Fault::store_busy || fault == Fault::store_unavailable || fault == Fault::disk_full;
}

bool stops_between_changes(Fault fault) { return is_for_now(fault) || fault == Fault::internal; }

Error&& Error::in_field(std::string_view name) && {
  field = name;
  std::replace(field.begin(), field.end(), ' ', '_');
  return std::move(*this);
}

}  // namespace nexor
