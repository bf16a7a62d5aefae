#include <fmt/format.h>

#include <map>
#include <set>

#include "lib/error.h"
#include "lib/model/cancellation.h"
#include "lib/ops/audit.h"
#include "lib/ops/content.h"
#include "lib/ops/desk.h"
#include "lib/store/cancellations.h"
#include "lib/store/events.h"
#include "lib/store/operators.h"
#include "lib/store/sessions.h"

namespace nexor {

namespace {

// The confirmation that stands as `"name":"NX-…"` in content that we wrote; null where it doesn't.
std::optional<Confirmation> confirmation_in(const Event& event, std::string_view name) {
  const std::string& content = event.after ? *event.after : std::string();
  const std::string before = fmt::format("\"{}\":\"", name);
  const std::size_t at = content.find(before);
  if (at == std::string::npos) return {};
  const std::size_t begin = at + before.size();
  try {
    const auto id = parse_id(content.substr(begin, content.find('"', begin) - begin));
    if (!id || id->kind != IdKind::cancellation) return {};
    return Confirmation{id->series, CancellationId{id->number}};
  } catch (const Error&) {
    return {};
  }
}

// A whole look at the trail, event by event, and then at the tables. What it keeps in mind grows with what was taken
// back or replaced, not with all that was ever cancelled.
class Verification {
 public:
  Verification(Transaction& transaction, const std::optional<AuditHead>& kept)
      : transaction_(transaction), kept_(kept), last_{0, chain_genesis(transaction.info().id)} {
    for (Session& session : transaction.sessions().all()) sessions_.emplace(text_of(session.id), session);
  }

  AuditReport run() {
    transaction_.events().each([this](const Event& event) { check(event); });
    check_heads();
    check_cancellations();
    for (const auto& [id, session] : sessions_) {
      if (!opened_.contains(id)) find(fmt::format("session {}: no event tells of its log-in", id));
    }
    report_.head = last_;
    report_.sessions = static_cast<std::int64_t>(sessions_.size());
    return std::move(report_);
  }

 private:
  void find(std::string finding) { report_.findings.push_back(std::move(finding)); }

  void check(const Event& event) {
    ++report_.events;
    if (event.number != last_.number + 1) {
      find(fmt::format("event {}: the one before it is {}, so events are missing", event.number, last_.number));
    }
    if (chained(event, last_.hash) != event.hash) {
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
    if (event.kind == EventKind::session_opened) check_session(event);
    if (event.kind == EventKind::cancellation_requested) check_request(event);
    if (event.kind == EventKind::cancellation_withdrawn || event.kind == EventKind::cancellation_reinstated) {
      const auto withdrawn = confirmation_in(event, "confirmation");
      const auto live = confirmation_in(event, "live");
      if (withdrawn) states_[withdrawn->id] = CancellationState::withdrawn;
      if (live) states_[live->id] = CancellationState::live;
    }
  }

  void check_session(const Event& event) {
    const auto found = sessions_.find(event.subject);
    if (found == sessions_.end() || !opened_.insert(event.subject).second) {
      find(fmt::format("event {}: tells of session {}, which isn't there or was told of", event.number, event.subject));
      return;
    }
    const auto owner = transaction_.operators().find(found->second.owner);
    if (!owner || content_of(found->second, owner->name) != event.after) {
      find(fmt::format("session {}: is not as event {} tells", event.subject, event.number));
    }
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
    const std::string salt = transaction_.cancellations().salt(row->confirmation.id);
    if (content_of(*row, salt) != event.after || text_of(row->subscription) != event.subject) {
      find(fmt::format("cancellation {}: is not as event {} tells", text_of(*confirmation), event.number));
    }
    if (row->replaces) states_[row->replaces->id] = CancellationState::replaced;
  }

  void check_heads() {
    const AuditHead head = transaction_.events().head();
    if (head.number != last_.number || (head.number != 0 && head.hash != last_.hash)) {
      find(fmt::format("the trail ends at event {}, but the store remembers {}", last_.number, head.number));
    }
    if (kept_ && !is_kept_found_) find(fmt::format("event {}: was the head once, and is gone", kept_->number));
  }

  void check_cancellations() {
    transaction_.cancellations().each([this](const Cancellation& cancellation) {
      ++report_.cancellations;
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
  }

  Transaction& transaction_;
  const std::optional<AuditHead>& kept_;
  AuditHead last_;
  AuditReport report_;
  bool is_kept_found_ = false;
  std::map<std::string, Session> sessions_;
  std::set<std::string> opened_;
  std::map<CancellationId, CancellationState> states_;  // of those that aren't as they were made
  CancellationId last_request_{0};
  std::int64_t requests_ = 0;
};

}  // namespace

AuditReport verify_audit(Desk& desk, const std::optional<AuditHead>& kept) {
  AuditReport report;
  look(desk, Verb::audit_verify,
       [&](Transaction& transaction, Instant) { report = Verification(transaction, kept).run(); });
  return report;
}

}  // namespace nexor
