#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <utility>

#include "lib/model/cancellation.h"
#include "lib/ops/audit.h"
#include "lib/ops/content.h"
#include "lib/ops/content_reading.h"
#include "lib/ops/desk.h"
#include "lib/ops/import.h"
#include "lib/ops/verify_access.h"
#include "lib/ops/verify_batches.h"
#include "lib/ops/verify_cancellations.h"
#include "lib/ops/verify_origins.h"
#include "lib/ops/verify_records.h"
#include "lib/ops/verify_requests.h"
#include "lib/ops/verify_states.h"
#include "lib/ops/verify_words.h"
#include "lib/store/events.h"
#include "lib/store/notices.h"

namespace nexor {

namespace {

// A whole look at the trail, event by event, and then at the tables.
class Verification {
 public:
  Verification(Transaction& transaction, Zoneinfo& zones, const std::optional<AuditHead>& kept, const AuditKey* key)
      : transaction_(transaction),
        zones_(zones),
        kept_(kept),
        key_(key),
        last_{0, chain_genesis(transaction.info().id)} {}

  AuditReport run() {
    transaction_.events().each([this](const Event& event) { check(event); });
    check_heads();
    check_store();
    cancellations_.finish();
    check_notices();
    access_.finish();
    states_of_records_.finish();
    words_.finish();
    batches_.finish();
    registrations_.finish();
    records_.finish();
    origins_.finish();
    for (std::string& stray : transaction_.strays()) find(std::move(stray));
    report_.cancellations = cancellations_.cancellations();
    report_.sessions = access_.sessions();
    report_.head = last_;
    return std::move(report_);
  }

 private:
  void find(std::string finding) { report_.findings.push_back(std::move(finding)); }

  void check(const Event& event) {
    ++report_.events;
    if (event.number == 1 && event.kind != EventKind::store_created) {
      find("event 1: doesn't tell of the store's making");
    }
    if (event.number != last_.number + 1) {
      find(fmt::format("event {}: the one before it is {}, so events are missing", event.number, last_.number));
    }
    if (chained(event, last_.hash, key_) != event.hash) {
      find(fmt::format("event {}: its hash doesn't follow from its content and the event before it", event.number));
    }
    last_ = {event.number, event.hash};
    if (kept_ && event.number == kept_->number) check_kept(event);
    origins_.note(event);
    check_content(event);
  }

  void check_kept(const Event& event) {
    is_kept_found_ = true;
    if (event.hash != kept_->hash) {
      find(fmt::format("event {}: its hash is not that of the head that was kept", event.number));
    }
  }

  void check_content(const Event& event) {
    switch (event.kind) {
      case EventKind::operator_added:
      case EventKind::session_opened:
      case EventKind::token_created:
        return access_.check_made(event);
      case EventKind::batch_staged:
        return batches_.check_staged(event);
      case EventKind::batch_advanced:
        return batches_.check_advanced(event);
      case EventKind::operator_edited:
      case EventKind::operator_disabled:
      case EventKind::operator_enabled:
      case EventKind::password_changed:
        return access_.check_changed(event);
      case EventKind::session_closed:
      case EventKind::token_revoked:
        return access_.check_ended(event);
      case EventKind::session_purged:
        return access_.check_purged(event);
      case EventKind::cancellation_requested:
        return cancellations_.check_request(event);
      case EventKind::cancellation_withdrawn:
      case EventKind::cancellation_reinstated:
        return cancellations_.note_withdrawal(event);
      case EventKind::cancellation_took_effect:
        return cancellations_.check_effect(event);
      case EventKind::feedback_added:
        return words_.check_feedback(event);
      case EventKind::notice_sent:
        return check_notice(event);
      case EventKind::records_imported:
        if (event.subject == name_of(ImportKind::cancellations)) cancellations_.check_import(event);
        return;
      case EventKind::store_created:
        told_info_ = event.after;
        first_series_ = text_in(event, "series");
        return;
      case EventKind::store_restored:
        told_series_ = text_in(event, "series");
        return;
      case EventKind::request_added:
      case EventKind::request_edited:
      case EventKind::request_approved:
      case EventKind::request_declined:
      case EventKind::request_reopened:
        return registrations_.note(event);
      case EventKind::account_redacted:
        registrations_.note(event);
        records_.note_redaction(event);
        return words_.note_redaction(event);
      case EventKind::account_added:
      case EventKind::account_edited:
        return records_.check_account(event);
      case EventKind::plan_added:
      case EventKind::plan_edited:
        return records_.check_plan(event);
      case EventKind::subscription_added:
      case EventKind::subscription_edited:
        return records_.check_subscription(event);
      case EventKind::account_closed:
      case EventKind::account_reopened:
      case EventKind::plan_retired:
      case EventKind::plan_unretired:
        return states_of_records_.note(event);
      case EventKind::store_backed_up:
      case EventKind::store_examined:
      case EventKind::store_migrated:
      case EventKind::login_failed:
      case EventKind::reset_code_issued:
      case EventKind::refused:
        return;
    }
  }

  // A restore begins a new series; all else of a store is for ever.
  void check_store() {
    StoreInfo info = transaction_.info();
    if (told_series_ && info.series != *told_series_) {
      find("the store's series is not that which its last restore began");
    }
    if (told_series_ && first_series_) info.series = *first_series_;
    if (content_of(info) != told_info_) find("the store is not as its first event tells of its making");
  }

  void check_notice(const Event& event) {
    ++notices_;
    const auto confirmation = confirmation_in(event, "confirmation");
    const auto notices = confirmation ? transaction_.notices().of(*confirmation) : std::vector<Notice>();
    const bool is_there = std::ranges::any_of(notices, [&](const Notice& notice) {
      return notice.sent_at == event.at && content_of_sending(notice) == event.after;
    });
    if (!is_there) find(fmt::format("event {}: tells of a notice that wasn't sent then", event.number));
  }

  void check_notices() {
    const std::int64_t sent = transaction_.notices().count_sent();
    if (sent != notices_) find(fmt::format("{} notices are marked as sent, but events tell of {}", sent, notices_));
  }

  void check_heads() {
    const AuditHead head = transaction_.events().head();
    if (head.number != last_.number || (head.number != 0 && head.hash != last_.hash)) {
      find(fmt::format("the trail ends at event {}, but the store remembers {}", last_.number, head.number));
    }
    if (last_.number == 0) find("there is no event, not even of the store's making");
    if (kept_ && !is_kept_found_) find(fmt::format("event {}: was the head once, and is gone", kept_->number));
  }

  Transaction& transaction_;
  Zoneinfo& zones_;
  const std::optional<AuditHead>& kept_;
  const AuditKey* key_;
  AuditHead last_;
  AuditReport report_;
  std::function<void(std::string)> found_ = [this](std::string finding) { find(std::move(finding)); };
  AccessVerification access_{transaction_, found_};
  BatchVerification batches_{transaction_, found_};
  RequestVerification registrations_{transaction_, found_};
  RecordVerification records_{transaction_, zones_, found_};
  OriginVerification origins_{transaction_, found_};
  RecordStates states_of_records_{transaction_, found_};
  SaidWords words_{transaction_, found_};
  CancellationVerification cancellations_{transaction_, words_, found_};
  std::optional<std::string> told_info_;     // what the first event says of the store
  std::optional<std::string> first_series_;  // in it
  std::optional<std::string> told_series_;   // what the last restore says
  bool is_kept_found_ = false;
  std::int64_t notices_ = 0;  // that events tell of
};

}  // namespace

AuditReport verify_audit(Desk& desk, const std::optional<AuditHead>& kept) {
  AuditReport report;
  look(desk, Verb::audit_verify, [&](Transaction& transaction, Instant) {
    report = Verification(transaction, desk.zones, kept, desk.audit_key.get()).run();
  });
  return report;
}

}  // namespace nexor
