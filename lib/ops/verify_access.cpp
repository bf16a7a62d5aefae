#include "lib/ops/verify_access.h"

#include <fmt/format.h>

#include <utility>

#include "lib/model/operator.h"
#include "lib/ops/content.h"
#include "lib/store/operators.h"
#include "lib/store/sessions.h"
#include "lib/store/store.h"

namespace nexor {

AccessVerification::AccessVerification(Transaction& transaction, std::function<void(std::string)> find)
    : find_(std::move(find)) {
  std::map<OperatorId, std::string> names;
  Operators& operators = transaction.operators();
  for (const std::string& name : operators.names()) {
    const auto found = operators.find(name);
    names.emplace(found->id, name);
    expect(EventKind::operator_added, name, content_of(*found));
  }
  for (const Session& session : transaction.sessions().all()) {
    ++sessions_;
    expect(EventKind::session_opened, text_of(session.id), content_of(session, names[session.owner]));
    if (session.revoked_at) ended_.emplace(text_of(session.id), *session.revoked_at);
  }
  for (const Token& token : transaction.tokens().all()) {
    expect(EventKind::token_created, text_of(token.id), content_of(token, names[token.owner]));
    if (token.revoked_at) ended_.emplace(text_of(token.id), *token.revoked_at);
  }
}

void AccessVerification::expect(EventKind kind, std::string subject, std::string content) {
  made_.insert_or_assign(std::move(subject), Made{kind, std::move(content)});
}

void AccessVerification::check_made(const Event& event) {
  const auto found = made_.find(event.subject);
  if (event.kind == EventKind::session_opened && found == made_.end()) {
    gone_.insert(event.subject);
  } else if (found == made_.end() || found->second.kind != event.kind || std::exchange(found->second.is_told, true)) {
    find_(fmt::format("event {}: tells of {}, which isn't there or was told of", event.number, event.subject));
  } else {
    found->second.told = event.after;
  }
}

void AccessVerification::check_changed(const Event& event) {
  const auto found = made_.find(event.subject);
  if (found == made_.end() || found->second.told != event.before) {
    find_(fmt::format("event {}: tells of a change of {}, which wasn't so", event.number, event.subject));
  } else {
    found->second.told = event.after;
  }
}

void AccessVerification::check_ended(const Event& event) {
  const auto found = ended_.find(event.subject);
  if (gone_.contains(event.subject)) return;
  if (found == ended_.end() || found->second != event.at) {
    find_(fmt::format("{}: event {} tells of its end, but it hasn't ended then", event.subject, event.number));
  } else {
    ended_.erase(found);
  }
}

void AccessVerification::check_purged(const Event& event) {
  if (gone_.erase(event.subject) == 0) {
    find_(
        fmt::format("event {}: tells that {} was purged, but it is there, or never was", event.number, event.subject));
  }
}

void AccessVerification::finish() {
  for (const auto& [subject, made] : made_) {
    if (!made.is_told) {
      find_(fmt::format("{}: no event tells of it", subject));
    } else if (made.told != made.content) {
      find_(fmt::format("{}: is not as its events tell", subject));
    }
  }
  for (const std::string& subject : gone_) find_(fmt::format("{}: is gone, and no event tells of that", subject));
  for (const auto& [subject, at] : ended_) find_(fmt::format("{}: no event tells of its end", subject));
}

}  // namespace nexor
