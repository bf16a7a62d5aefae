#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "lib/model/date.h"
#include "lib/model/hash.h"
#include "lib/model/operation_key.h"

namespace nexor {

enum class EventKind {
  store_created,
  store_backed_up,
  store_restored,
  store_examined,
  store_migrated,
  operator_added,
  operator_edited,
  operator_disabled,
  operator_enabled,
  password_changed,
  reset_code_issued,
  login_failed,
  session_opened,
  session_closed,
  session_purged,
  token_created,
  token_revoked,
  account_added,
  account_edited,
  account_closed,
  account_reopened,
  account_redacted,
  plan_added,
  plan_edited,
  plan_retired,
  plan_unretired,
  subscription_added,
  subscription_edited,
  request_added,
  request_edited,
  request_approved,
  request_declined,
  request_reopened,
  records_imported,
  batch_staged,
  batch_advanced,
  cancellation_requested,
  cancellation_withdrawn,
  cancellation_reinstated,
  cancellation_took_effect,
  feedback_added,
  notice_sent,
  refused,
};

// `cancellation.requested`.
std::string_view name_of(EventKind kind);
std::optional<EventKind> parse_event_kind(std::string_view text);

// One line of the audit trail. `before` and `after` are JSON objects; personal text stands in them only as a salted
// hash.
struct Event {
  std::int64_t number = 0;  // 1, 2, 3 … without a gap
  Instant at;
  OperationKey operation{};  // of the change that it belongs to
  std::string by;            // an actor's name, credential, host, terminal and command
  std::string credential;
  std::string host;
  std::string terminal;
  std::string command;
  EventKind kind = EventKind::refused;
  std::string subject;  // the id, key or name of what it is about; empty for the store itself
  std::optional<std::string> before;
  std::optional<std::string> after;
  Hash hash{};  // over all of the above and the hash of the event before
};

// The newest event: what `audit head` prints as `SEQUENCE:HASH`.
struct AuditHead {
  std::int64_t number = 0;
  Hash hash{};
  friend bool operator==(const AuditHead&, const AuditHead&) = default;
};

}  // namespace nexor
