#include "lib/ops/login.h"

#include <fmt/format.h>

#include <algorithm>

#include "lib/error.h"
#include "lib/ops/audit.h"
#include "lib/ops/content.h"
#include "lib/secret/token.h"
#include "lib/store/operation.h"
#include "lib/store/operators.h"
#include "lib/store/sessions.h"

namespace nexor {

namespace {

constexpr int tries_before_the_lock = 100;

// Under which log-ins are counted: not the name itself, since people type passwords there.
std::string count_name(Transaction& transaction, std::string_view name) {
  return *fingerprint(transaction.info().id, std::string(name));
}

void refuse_while_waiting(const LoginFailures& failures, Instant now) {
  const auto wait = wait_after(failures.count);
  if (!wait) {
    throw Error(Fault::locked_out, "too many log-ins failed: this name is locked")
        .with_hint("an admin, or the owner of the store's file, can unlock it");
  }
  // A clock that was put back since lengthens no wait.
  const auto left = std::min(failures.last_at + *wait - now, *wait);
  if (left <= std::chrono::seconds{0}) return;
  Error error(Fault::locked_out,
              fmt::format("too many log-ins failed: wait {} second{}", left.count(), left.count() == 1 ? "" : "s"));
  error.retry_after = left;
  throw Error(std::move(error));
}

bool is_right(const Desk& desk, const std::optional<Operator>& found, std::string_view password) {
  const PasswordCost cost = desk.policy.password_cost;
  const bool can_log_in = found && found->is_enabled && found->password_hash;
  const auto check = check_password(password, can_log_in ? *found->password_hash : decoy_hash(cost), cost);
  return can_log_in && check != PasswordCheck::wrong;
}

// A try that something else went wrong with, as memory that wasn't to be had, was no wrong one: it is taken back.
void uncount(Desk& desk, std::string_view name) {
  perform_unchecked(desk, [&](Act& act) {
    Operators& operators = act.store().operators();
    const std::string counted_as = count_name(act.store(), name);
    LoginFailures failures = operators.login_failures(counted_as);
    failures.count = std::max(failures.count - 1, 0);
    operators.save_login_failures(counted_as, failures);
  });
}

template <class Try>
void try_or_uncount(Desk& desk, std::string_view name, const Try& attempt) {
  try {
    attempt();
  } catch (const std::exception&) {
    try {
      uncount(desk, name);
    } catch (const std::exception&) {  // it stays counted, and what went wrong first is what is told
    }
    throw;
  }
}

// A hash that was made at a lower cost than is wanted now is made again while the password is at hand.
std::optional<std::string> hash_to_renew(const Desk& desk, const Operator& found, std::string_view password) {
  const PasswordCost cost = desk.policy.password_cost;
  if (check_password(password, *found.password_hash, cost) != PasswordCheck::right_but_rehash) return {};
  return hash_password(password, cost, desk.random);
}

// Sessions that are long over serve nobody, nor do old failures of names that people mistyped: a few go with each
// log-in. A locked name stays locked until somebody unlocks it.
void purge(Act& act) {
  constexpr std::chrono::seconds kept = std::chrono::days{90};
  constexpr std::size_t at_a_time = 20;
  for (const SessionId id : act.store().sessions().purge(act.now() - kept, at_a_time)) {
    act.record(EventKind::session_purged, text_of(id), {}, {});
  }
  act.store().operators().purge_login_failures(act.now() - kept, tries_before_the_lock, at_a_time);
}

LoggedIn open_session(Desk& desk, const Operator& found, std::string_view name, std::string_view password) {
  desk.actor.name = found.name;
  const auto renewed = hash_to_renew(desk, found, password);
  NewToken token = new_token(TokenKind::session, desk.random);
  Session session;
  perform_unchecked(desk, [&](Act& act) {
    Operators& operators = act.store().operators();
    forget_failures(act, name);
    purge(act);
    if (renewed) operators.save_password(found.id, *renewed);
    session = {.hash = token.hash,
               .owner = found.id,
               .opened_at = act.now(),
               .last_used_at = act.now(),
               .expires_at = act.now() + desk.policy.session_absolute,
               .revoked_at = {}};
    session.id = act.store().sessions().add(session);
    act.record(EventKind::session_opened, text_of(session.id), {}, content_of(session, found.name));
  });
  return {std::move(token.text), {found.name, found.role, text_of(session.id), session.expires_at}};
}

Error expired(std::string_view why) {
  return Error(Fault::session_expired, fmt::format("the log-in has ended: {}", why)).with_next("nexor login");
}

Error not_logged_in(std::string_view why) {
  return Error(Fault::not_logged_in, fmt::format("not logged in: {}", why)).with_next("nexor login");
}

// A log-in takes the place of a session, and of no token.
Error no_token(Fault fault, std::string_view why) { return {fault, fmt::format("not logged in: {}", why)}; }

void check_session(const Session& session, Instant now, const Policy& policy) {
  constexpr auto tolerated = std::chrono::minutes{2};
  if (session.revoked_at) throw not_logged_in("the session was ended");
  if (now + tolerated < session.last_used_at) {
    throw expired("the clock stands before the session's last use").with_hint("set the clock, or log in again");
  }
  if (now >= session.expires_at) throw expired("it was opened too long ago");
  if (now >= session.last_used_at + policy.session_idle) throw expired("it wasn't used for too long");
}

Operator owner_of(Transaction& transaction, OperatorId id) {
  const auto owner = transaction.operators().find(id);
  if (!owner || !owner->is_enabled) throw not_logged_in("the operator is disabled");
  return *owner;
}

// Whose last use is noted, and when that was.
struct Use {
  Credential credential;
  std::optional<SessionId> session;
  std::optional<TokenId> token;
  std::optional<Instant> last_used_at;
};

Use use_of_session(Transaction& transaction, const Hash& hash, Instant now, const Policy& policy) {
  const auto session = transaction.sessions().find(hash);
  if (!session) throw not_logged_in("the session is unknown to this store");
  check_session(*session, now, policy);
  const Operator owner = owner_of(transaction, session->owner);
  return {{owner.name, owner.role, text_of(session->id), session->expires_at}, session->id, {}, session->last_used_at};
}

Use use_of_token(Transaction& transaction, const Hash& hash, Instant now) {
  const auto token = transaction.tokens().find(hash);
  if (!token) throw no_token(Fault::not_logged_in, "the token is unknown to this store");
  if (token->revoked_at) throw no_token(Fault::not_logged_in, "the token was revoked");
  if (now >= token->expires_at) {
    throw no_token(Fault::session_expired, fmt::format("the token ran out at {}", text_of(token->expires_at)));
  }
  const Operator owner = owner_of(transaction, token->owner);
  const auto maker = transaction.operators().find(token->created_by);
  const Role most = maker ? std::min(owner.role, maker->role) : owner.role;
  return {{owner.name, std::min(most, token->role), text_of(token->id), token->expires_at},
          {},
          token->id,
          token->last_used_at};
}

// Not at once, so that a change has one commit and not two.
std::optional<DueUse> due_use(const Use& use, Instant now) {
  constexpr auto often_enough = std::chrono::minutes{5};
  if (use.last_used_at && now - *use.last_used_at < often_enough) return {};
  return DueUse{use.session, use.token, now};
}

}  // namespace

std::optional<std::chrono::seconds> wait_after(int failures) {
  constexpr int free_tries = 5;
  constexpr std::chrono::seconds longest = std::chrono::minutes{15};
  if (failures >= tries_before_the_lock) return {};
  if (failures < free_tries) return std::chrono::seconds{0};
  constexpr int doublings_to_the_longest = 10;  // 2^10 seconds are more than fifteen minutes
  const int doublings = std::min(failures - free_tries, doublings_to_the_longest);
  return std::min(std::chrono::seconds{std::int64_t{1} << doublings}, longest);
}

std::optional<Operator> begin_log_in(Desk& desk, std::string_view name) {
  std::optional<Operator> found;
  perform_unchecked(desk, [&](Act& act) {
    Operators& operators = act.store().operators();
    const std::string counted_as = count_name(act.store(), name);
    LoginFailures failures = operators.login_failures(counted_as);
    refuse_while_waiting(failures, act.now());
    operators.save_login_failures(counted_as, {failures.count + 1, act.now()});
    found = operators.find(name);
  });
  return found;
}

void fail_log_in(Desk& desk, const std::optional<Operator>& found, const std::string& why) {
  desk.actor.name = found ? found->name : "unknown";
  perform_unchecked(desk, [&](Act& act) { act.record(EventKind::login_failed, desk.actor.name, {}, {}); });
  throw Error(Fault::login_failed, why)
      .with_hint("try again; an admin can issue a code with nexor passwd NAME --issue-code");
}

void forget_failures(Act& act, std::string_view name) {
  act.store().operators().save_login_failures(count_name(act.store(), name), {});
}

void check_log_in(Desk& desk, std::string_view name, std::string_view password) {
  const auto found = begin_log_in(desk, name);
  bool is_shown = false;
  try_or_uncount(desk, name, [&] {
    is_shown = is_right(desk, found, password);
    if (is_shown) perform_unchecked(desk, [&](Act& act) { forget_failures(act, name); });
  });
  if (!is_shown) fail_log_in(desk, found, "the password is wrong");
}

LoggedIn log_in(Desk& desk, std::string_view name, std::string_view password) {
  const auto found = begin_log_in(desk, name);
  std::optional<LoggedIn> opened;
  try_or_uncount(desk, name, [&] {
    if (is_right(desk, found, password)) opened = open_session(desk, *found, name, password);
  });
  if (!opened) fail_log_in(desk, found, "the operator or the password is wrong");
  return std::move(*opened);
}

void log_out(Desk& desk) {
  const auto id = parse_id(desk.actor.credential);
  if (!id || id->kind != IdKind::session) {
    throw Error(Fault::conflict, "this is no session but a token, which logging out doesn't end")
        .with_hint("leave it out of --token-file, NEXOR_TOKEN_FILE and NEXOR_TOKEN to use the session");
  }
  perform(desk, Verb::logout, [&](Act& act) {
    act.store().sessions().revoke(SessionId{id->number}, act.now());
    act.record(EventKind::session_closed, desk.actor.credential, {}, {});
  });
}

std::optional<std::string> operator_of_session(Desk& desk, std::string_view token) {
  const auto hash = hash_of_token(token);
  if (kind_of_token(token) != TokenKind::session || !hash) return {};
  std::optional<Operator> owner;
  desk.store.read([&](Transaction& transaction) {
    const auto session = transaction.sessions().find(*hash);
    if (session && !session->revoked_at) owner = transaction.operators().find(session->owner);
  });
  if (!owner || !owner->is_enabled) return {};
  return owner->name;
}

Credential authenticate(Desk& desk, std::string_view token, NoteUse note) {
  const auto kind = kind_of_token(token);
  const auto hash = hash_of_token(token);
  if (!kind || !hash) throw not_logged_in("what was given as a token is none");
  Use use;
  const Instant now = desk.clock();
  desk.store.read([&](Transaction& transaction) {
    use = *kind == TokenKind::session ? use_of_session(transaction, *hash, now, desk.policy)
                                      : use_of_token(transaction, *hash, now);
  });
  desk.actor.name = use.credential.operator_name;
  desk.actor.role = use.credential.role;
  desk.actor.credential = use.credential.id;
  if (note == NoteUse::yes) desk.due_use = due_use(use, now);
  return use.credential;
}

}  // namespace nexor
