#include "lib/model/event.h"

#include <algorithm>
#include <array>

namespace nexor {

namespace {

struct Name {
  EventKind kind;
  std::string_view text;
};

constexpr std::array names{
    Name{EventKind::store_created, "store.created"},
    Name{EventKind::store_backed_up, "store.backed_up"},
    Name{EventKind::store_restored, "store.restored"},
    Name{EventKind::store_examined, "store.examined"},
    Name{EventKind::store_migrated, "store.migrated"},
    Name{EventKind::operator_added, "operator.added"},
    Name{EventKind::operator_edited, "operator.edited"},
    Name{EventKind::operator_disabled, "operator.disabled"},
    Name{EventKind::operator_enabled, "operator.enabled"},
    Name{EventKind::password_changed, "password.changed"},
    Name{EventKind::reset_code_issued, "reset_code.issued"},
    Name{EventKind::login_failed, "login.failed"},
    Name{EventKind::session_opened, "session.opened"},
    Name{EventKind::session_closed, "session.closed"},
    Name{EventKind::session_purged, "session.purged"},
    Name{EventKind::token_created, "token.created"},
    Name{EventKind::token_revoked, "token.revoked"},
    Name{EventKind::account_added, "account.added"},
    Name{EventKind::account_edited, "account.edited"},
    Name{EventKind::account_closed, "account.closed"},
    Name{EventKind::account_reopened, "account.reopened"},
    Name{EventKind::account_redacted, "account.redacted"},
    Name{EventKind::plan_added, "plan.added"},
    Name{EventKind::plan_edited, "plan.edited"},
    Name{EventKind::plan_retired, "plan.retired"},
    Name{EventKind::plan_unretired, "plan.unretired"},
    Name{EventKind::subscription_added, "subscription.added"},
    Name{EventKind::subscription_edited, "subscription.edited"},
    Name{EventKind::request_added, "request.added"},
    Name{EventKind::request_edited, "request.edited"},
    Name{EventKind::request_approved, "request.approved"},
    Name{EventKind::request_declined, "request.declined"},
    Name{EventKind::request_reopened, "request.reopened"},
    Name{EventKind::records_imported, "records.imported"},
    Name{EventKind::batch_staged, "batch.staged"},
    Name{EventKind::batch_advanced, "batch.advanced"},
    Name{EventKind::cancellation_requested, "cancellation.requested"},
    Name{EventKind::cancellation_withdrawn, "cancellation.withdrawn"},
    Name{EventKind::cancellation_reinstated, "cancellation.reinstated"},
    Name{EventKind::cancellation_took_effect, "cancellation.took_effect"},
    Name{EventKind::feedback_added, "feedback.added"},
    Name{EventKind::notice_sent, "notice.sent"},
    Name{EventKind::refused, "refused"},
};

}  // namespace

std::string_view name_of(EventKind kind) {
  return std::find_if(names.begin(), names.end(), [&](const Name& name) { return name.kind == kind; })->text;
}

std::optional<EventKind> parse_event_kind(std::string_view text) {
  const auto found = std::find_if(names.begin(), names.end(), [&](const Name& name) { return name.text == text; });
  if (found == names.end()) return {};
  return found->kind;
}

}  // namespace nexor
