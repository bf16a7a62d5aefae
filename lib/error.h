#pragma once

#include <chrono>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nexor {

// Every way in which a command can fail, one for each `error.code` of the command line's contract. What a fault means
// for the exit code is the command line's business.
enum class Fault {
  internal,
  output_failed,
  usage,
  config_invalid,
  input_invalid,
  confirmation_required,
  reason_unknown,
  partial,
  not_logged_in,
  session_expired,
  login_failed,
  locked_out,
  permission_denied,
  not_found,
  already_cancelled,
  already_expired,
  already_pending,
  not_cancelled,
  date_refused,
  not_allowed_yet,
  ends_by_itself,
  conflict,
  expect_mismatch,
  over_max,
  batch_running,
  store_busy,
  store_unavailable,
  disk_full,
  store_corrupt,
  store_foreign,
  store_newer,
  store_older,
  audit_broken,
  declined,
  outcome_unknown,
  output_lost,
  interrupted,
};

// The fault as scripts read it: `not_found`.
std::string_view name_of(Fault fault);
std::optional<Fault> parse_fault(std::string_view name);

// Whether nothing is wrong but that the store can't do its work now: what was begun goes on with a later run.
bool is_for_now(Fault fault);

// Whether work of several changes stops there, and says what of it is done: the same, and what nobody foresaw.
bool stops_between_changes(Fault fault);

// What stops a command, or fails one of its targets: a kind for machines, a sentence for people.
struct Error : std::exception {
  Error(Fault kind, std::string sentence) : fault(kind), message(std::move(sentence)) {}

  const char* what() const noexcept override { return message.c_str(); }

  // Says what to do about it: one sentence.
  Error&& with_hint(std::string text) && {
    hint = std::move(text);
    return std::move(*this);
  }

  // Names the field of a record that is to blame, as an import's column is named: "trial days" is `trial_days`.
  Error&& in_field(std::string_view name) &&;

  // Adds a command line that helps next.
  Error&& with_next(std::string command) && {
    next.push_back(std::move(command));
    return std::move(*this);
  }

  Fault fault;
  std::string message;
  std::string hint;
  std::vector<std::string> next;
  std::string field;                                // empty where no single one is to blame
  std::optional<std::chrono::seconds> retry_after;  // a log-in that has to wait
  int signal = 0;                                   // what interrupted the work
};

}  // namespace nexor
