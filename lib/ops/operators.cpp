#include "lib/ops/operators.h"

#include <fmt/format.h>

#include <algorithm>

#include "lib/error.h"
#include "lib/ops/content.h"
#include "lib/ops/desk.h"
#include "lib/ops/find.h"
#include "lib/store/operators.h"
#include "lib/store/sessions.h"

namespace nexor {

namespace {

bool is_acting_admin(const Operator& each) { return each.role == Role::admin && each.is_enabled; }

bool is_admin_with_password(const Operator& each) { return is_acting_admin(each) && each.password_hash.has_value(); }

// Of the admins that there are, one has to stay and, where one can log in, one who can: a token of another admin's ends
// some day, and nobody is left then who could make the next.
void check_admin_is_left(Act& act, const Operator& before, const Operator& after) {
  auto all = act.store().operators().all();
  const bool could_log_in = std::ranges::any_of(all, is_admin_with_password);
  std::ranges::replace_if(
      all, [&](const Operator& each) { return each.id == before.id; }, after);
  if (std::ranges::none_of(all, is_acting_admin)) {
    throw Error(Fault::conflict, fmt::format("'{}' is the last admin", before.name))
        .with_hint("make another one first: who would mend a mistake otherwise?")
        .with_next("nexor operator edit NAME --role admin");
  }
  if (could_log_in && std::ranges::none_of(all, is_admin_with_password)) {
    throw Error(Fault::conflict, fmt::format("'{}' is the last admin who has a password", before.name))
        .with_hint("give another admin one first: who would mend a mistake when their tokens have ended?")
        .with_next("nexor passwd NAME");
  }
}

// Changes one operator where `change` makes it another; `finish` does what goes with it.
template <class Change, class Finish>
OperatorChange change_operator(Desk& desk, Verb verb, EventKind kind, const std::string& name, Change change,
                               Finish finish) {
  OperatorChange result;
  perform(desk, verb, [&](Act& act) {
    const Operator before = find_operator(act.store(), name);
    result = {.changed = before};
    change(result.changed);
    const std::string content = content_of(result.changed);
    result.is_changed = content != content_of(before);
    if (!result.is_changed) return;
    check_admin_is_left(act, before, result.changed);
    act.store().operators().save(result.changed);
    act.record(kind, name, content_of(before), content);
    finish(act, result);
  });
  return result;
}

}  // namespace

OperatorChange edit_operator(Desk& desk, const std::string& name, Role role) {
  return change_operator(
      desk, Verb::operator_edit, EventKind::operator_edited, name, [&](Operator& edited) { edited.role = role; },
      [](Act& act, OperatorChange& result) { result.sessions_ended = end_sessions(act, result.changed.id); });
}

OperatorChange disable_operator(Desk& desk, const std::string& name) {
  return change_operator(
      desk, Verb::operator_disable, EventKind::operator_disabled, name,
      [](Operator& disabled) { disabled.is_enabled = false; },
      [](Act& act, OperatorChange& result) {
        result.sessions_ended = end_sessions(act, result.changed.id);
        result.tokens_ended = end_tokens(act, result.changed.id);
      });
}

OperatorChange enable_operator(Desk& desk, const std::string& name) {
  return change_operator(
      desk, Verb::operator_enable, EventKind::operator_enabled, name,
      [](Operator& enabled) { enabled.is_enabled = true; }, [](Act&, OperatorChange&) {});
}

int end_sessions(Act& act, OperatorId owner) {
  int ended = 0;
  for (const Session& session : act.store().sessions().all()) {
    if (session.owner != owner || session.revoked_at) continue;
    act.store().sessions().revoke(session.id, act.now());
    act.record(EventKind::session_closed, text_of(session.id), {}, {});
    ++ended;
  }
  return ended;
}

int end_tokens(Act& act, OperatorId owner) {
  int ended = 0;
  for (const Token& token : act.store().tokens().all()) {
    if (token.owner != owner || token.revoked_at) continue;
    act.store().tokens().revoke(token.id, act.now());
    act.record(EventKind::token_revoked, text_of(token.id), {}, {});
    ++ended;
  }
  return ended;
}

}  // namespace nexor
