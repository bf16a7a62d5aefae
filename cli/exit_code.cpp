#include "cli/exit_code.h"

namespace nexor {

int exit_code_of(Fault fault) {
  switch (fault) {
    case Fault::internal:
    case Fault::output_failed:
      return 1;
    case Fault::usage:
    case Fault::config_invalid:
    case Fault::input_invalid:
    case Fault::confirmation_required:
    case Fault::reason_unknown:
      return 2;
    case Fault::partial:
      return 3;
    case Fault::not_logged_in:
    case Fault::session_expired:
    case Fault::login_failed:
    case Fault::locked_out:
      return 4;
    case Fault::permission_denied:
      return 5;
    case Fault::not_found:
      return 6;
    case Fault::already_cancelled:
    case Fault::already_expired:
    case Fault::already_pending:
    case Fault::not_cancelled:
    case Fault::date_refused:
    case Fault::not_allowed_yet:
    case Fault::ends_by_itself:
    case Fault::conflict:
    case Fault::expect_mismatch:
    case Fault::over_max:
    case Fault::batch_running:
      return 7;
    case Fault::store_busy:
    case Fault::store_unavailable:
    case Fault::disk_full:
      return 8;
    case Fault::store_corrupt:
    case Fault::store_foreign:
    case Fault::store_newer:
    case Fault::store_older:
    case Fault::audit_broken:
      return 9;
    case Fault::declined:
      return 10;
    case Fault::outcome_unknown:
      return 11;
    case Fault::output_lost:
      return 12;
    case Fault::interrupted:
      return 130;
  }
  return 1;
}

int exit_code_of_signal(int signal) {
  constexpr int by_signal = 128;
  return by_signal + signal;
}

int exit_code_of(const Error& error) {
  return error.signal == 0 ? exit_code_of(error.fault) : exit_code_of_signal(error.signal);
}

}  // namespace nexor
