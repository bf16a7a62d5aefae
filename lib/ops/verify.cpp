#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "lib/error.h"
#include "lib/model/cancellation.h"
#include "lib/ops/audit.h"
#include "lib/ops/content.h"
#include "lib/ops/desk.h"
#include "lib/ops/import.h"
#include "lib/ops/import_cancellation.h"
#include "lib/ops/verify_batches.h"
#include "lib/ops/verify_requests.h"
#include "lib/ops/verify_states.h"
#include "lib/ops/verify_words.h"
#include "lib/store/cancellations.h"
#include "lib/store/events.h"
#include "lib/store/notices.h"
#include "lib/store/operators.h"
#include "lib/store/sessions.h"
#include "lib/text/json_reader.h"

namespace nexor {

namespace {

// A whole look at the trail, event by event, and then at the tables. What it keeps in mind grows with what was taken
// back or replaced, not with all that was ever cancelled.
class Verification {
 public:
  Verification(Transaction& transaction, const std::optional<AuditHead>& kept, const AuditKey* key)
      : transaction_(transaction), kept_(kept), key_(key), last_{0, chain_genesis(transaction.info().id)} {
    expect_credentials();
  }

  AuditReport run() {
    transaction_.events().each([this](const Event& event) { check(event); });
    check_heads();
    check_store();
    check_cancellations();
    check_notices();
    check_all_told();
    states_of_records_.finish();
    words_.finish();
    batches_.finish();
    registrations_.finish();
    report_.head = last_;
    return std::move(report_);
  }

 private:
  // What a row of a table was made as, and whether its one event was met.
  struct Made {
    EventKind kind;
    std::string content;  // as it is now
    bool is_told = false;
    std::optional<std::string> told = {};  // what the last event said of it
  };

  void expect(EventKind kind, std::string subject, std::string content) {
    made_.insert_or_assign(std::move(subject), Made{kind, std::move(content)});
  }

  // Few rows decide who may do what, so their contents are kept in mind.
  void expect_credentials() {
    std::map<OperatorId, std::string> names;
    Operators& operators = transaction_.operators();
    for (const std::string& name : operators.names()) {
      const auto found = operators.find(name);
      names.emplace(found->id, name);
      expect(EventKind::operator_added, name, content_of(*found));
    }
    for (const Session& session : transaction_.sessions().all()) {
      ++report_.sessions;
      expect(EventKind::session_opened, text_of(session.id), content_of(session, names[session.owner]));
      if (session.revoked_at) ended_.emplace(text_of(session.id), *session.revoked_at);
    }
    for (const Token& token : transaction_.tokens().all()) {
      expect(EventKind::token_created, text_of(token.id), content_of(token, names[token.owner]));
      if (token.revoked_at) ended_.emplace(text_of(token.id), *token.revoked_at);
    }
  }

  void check_made(const Event& event) {
    const auto found = made_.find(event.subject);
    if (event.kind == EventKind::session_opened && found == made_.end()) {
      gone_.insert(event.subject);
    } else if (found == made_.end() || found->second.kind != event.kind || std::exchange(found->second.is_told, true)) {
      find(fmt::format("event {}: tells of {}, which isn't there or was told of", event.number, event.subject));
    } else {
      found->second.told = event.after;
    }
  }

  void check_changed(const Event& event) {
    const auto found = made_.find(event.subject);
    if (found == made_.end() || found->second.told != event.before) {
      find(fmt::format("event {}: tells of a change of {}, which wasn't so", event.number, event.subject));
    } else {
      found->second.told = event.after;
    }
  }

  void check_ended(const Event& event) {
    const auto found = ended_.find(event.subject);
    if (gone_.contains(event.subject)) return;
    if (found == ended_.end() || found->second != event.at) {
      find(fmt::format("{}: event {} tells of its end, but it hasn't ended then", event.subject, event.number));
    } else {
      ended_.erase(found);
    }
  }

  void check_purged(const Event& event) {
    if (gone_.erase(event.subject) == 0) {
      find(fmt::format("event {}: tells that {} was purged, but it is there, or never was", event.number,
                       event.subject));
    }
  }

  void check_all_told() {
    for (const auto& [subject, made] : made_) {
      if (!made.is_told) {
        find(fmt::format("{}: no event tells of it", subject));
      } else if (made.told != made.content) {
        find(fmt::format("{}: is not as its events tell", subject));
      }
    }
    for (const std::string& subject : gone_) find(fmt::format("{}: is gone, and no event tells of that", subject));
    for (const auto& [subject, at] : ended_) find(fmt::format("{}: no event tells of its end", subject));
  }

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
        return check_made(event);
      case EventKind::batch_staged:
        return batches_.check_staged(event);
      case EventKind::batch_advanced:
        return batches_.check_advanced(event);
      case EventKind::operator_edited:
      case EventKind::operator_disabled:
      case EventKind::operator_enabled:
      case EventKind::password_changed:
        return check_changed(event);
      case EventKind::session_closed:
      case EventKind::token_revoked:
        return check_ended(event);
      case EventKind::session_purged:
        return check_purged(event);
      case EventKind::cancellation_requested:
        return check_request(event);
      case EventKind::cancellation_withdrawn:
      case EventKind::cancellation_reinstated:
        return note_withdrawal(event);
      case EventKind::cancellation_took_effect:
        return check_effect(event);
      case EventKind::feedback_added:
        return words_.check_feedback(event);
      case EventKind::notice_sent:
        return check_notice(event);
      case EventKind::records_imported:
        return check_import(event);
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
        return words_.note_redaction(event);
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
      case EventKind::account_added:
      case EventKind::account_edited:
      case EventKind::plan_added:
      case EventKind::plan_edited:
      case EventKind::subscription_added:
      case EventKind::subscription_edited:
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

  void note_withdrawal(const Event& event) {
    const auto withdrawn = confirmation_in(event, "confirmation");
    const auto live = confirmation_in(event, "live");
    if (withdrawn) states_[withdrawn->id] = CancellationState::withdrawn;
    if (live) states_[live->id] = CancellationState::live;
  }

  // Numbers are issued in the order of the events, so one that isn't larger was told of twice.
  void check_request(const Event& event) {
    const auto confirmation = confirmation_in(event, "confirmation");
    if (!confirmation || confirmation->id <= last_request_) {
      find(fmt::format("event {}: tells of no cancellation, or of one that was told of", event.number));
      return;
    }
    ++requests_;
    last_request_ = confirmation->id;
    const auto row = transaction_.cancellations().find(std::span(&*confirmation, 1)).front();
    if (!row) {
      find(fmt::format("cancellation {}: event {} tells of it, and it is gone", text_of(*confirmation), event.number));
      return;
    }
    words_.check_cancellation(*row, event);
    if (row->replaces) states_[row->replaces->id] = CancellationState::replaced;
  }

  // One event tells of all that an import brought, by a digest over them.
  void check_import(const Event& event) {
    registrations_.note(event);
    if (event.subject != name_of(ImportKind::cancellations)) return;
    const Digest digest = digest_of_imported(transaction_, event.operation, [&](const ImportedCancellation& imported) {
      const Cancellation& cancellation = imported.cancellation;
      ++requests_;
      last_request_ = std::max(last_request_, cancellation.confirmation.id);
      if (cancellation.recorded_at) ++effects_;
      if (cancellation.state != CancellationState::live) states_[cancellation.confirmation.id] = cancellation.state;
      words_.check_imported(imported);
    });
    if (!event.after || json_at(*event.after, "rows_sha256") != hex_of(digest)) {
      find(fmt::format("the imported cancellations are not as event {} tells", event.number));
    }
  }

  void check_effect(const Event& event) {
    ++effects_;
    const auto confirmation = confirmation_in(event, "confirmation");
    const auto row =
        confirmation ? transaction_.cancellations().find(std::span(&*confirmation, 1)).front() : std::nullopt;
    if (!row || row->recorded_at != event.at) {
      find(fmt::format("event {}: tells of an effect that no cancellation had then", event.number));
    }
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

  void check_cancellations() {
    transaction_.cancellations().each([this](const Cancellation& cancellation) {
      ++report_.cancellations;
      if (cancellation.recorded_at) ++recorded_;
      const auto told = states_.find(cancellation.confirmation.id);
      const CancellationState expected = told == states_.end() ? CancellationState::live : told->second;
      if (cancellation.state != expected) {
        find(fmt::format("cancellation {}: is {}, but its events leave it {}", text_of(cancellation.confirmation),
                         name_of(cancellation.state), name_of(expected)));
      }
    });
    if (report_.cancellations != requests_) {
      find(fmt::format("there are {} cancellations, but events tell of {}", report_.cancellations, requests_));
    }
    if (recorded_ != effects_) {
      find(fmt::format("{} cancellations are noted to have taken effect, but events tell of {}", recorded_, effects_));
    }
  }

  Transaction& transaction_;
  const std::optional<AuditHead>& kept_;
  const AuditKey* key_;
  AuditHead last_;
  AuditReport report_;
  BatchVerification batches_{transaction_, [this](std::string finding) { find(std::move(finding)); }};
  RequestVerification registrations_{transaction_, [this](std::string finding) { find(std::move(finding)); }};
  RecordStates states_of_records_{transaction_, [this](std::string finding) { find(std::move(finding)); }};
  SaidWords words_{transaction_, [this](std::string finding) { find(std::move(finding)); }};
  std::optional<std::string> told_info_;     // what the first event says of the store
  std::optional<std::string> first_series_;  // in it
  std::optional<std::string> told_series_;   // what the last restore says
  bool is_kept_found_ = false;
  std::map<std::string, Made> made_;                    // by subject
  std::map<std::string, Instant> ended_;                // sessions and tokens whose end no event was met of
  std::set<std::string> gone_;                          // sessions that were opened and aren't there any more
  std::map<CancellationId, CancellationState> states_;  // of those that aren't as they were made
  CancellationId last_request_{0};
  std::int64_t requests_ = 0;
  std::int64_t effects_ = 0;   // that events tell of
  std::int64_t recorded_ = 0;  // that cancellations are marked with
  std::int64_t notices_ = 0;   // that events tell of
};

}  // namespace

AuditReport verify_audit(Desk& desk, const std::optional<AuditHead>& kept) {
  AuditReport report;
  look(desk, Verb::audit_verify, [&](Transaction& transaction, Instant) {
    report = Verification(transaction, kept, desk.audit_key.get()).run();
  });
  return report;
}

}  // namespace nexor
