#include "lib/ops/passwords.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "lib/error.h"
#include "lib/model/crockford.h"
#include "lib/ops/content.h"
#include "lib/ops/desk.h"
#include "lib/ops/find.h"
#include "lib/ops/login.h"
#include "lib/ops/operators.h"
#include "lib/secret/digest.h"
#include "lib/store/operators.h"
#include "lib/store/sessions.h"

namespace nexor {

namespace {

constexpr std::chrono::seconds fresh_for = std::chrono::minutes{5};
constexpr std::chrono::seconds code_lasts = std::chrono::days{1};

// Twenty Crockford symbols, 100 bits, in groups of five.
std::string random_code(const RandomBytes& random) {
  constexpr std::size_t symbols = 20;
  constexpr std::size_t group = 5;
  constexpr unsigned alphabet = 32;
  std::array<std::uint8_t, symbols> bytes{};
  random(bytes);
  std::string code;
  for (std::size_t i = 0; i < symbols; ++i) {
    if (i > 0 && i % group == 0) code += '-';
    code += crockford::symbol_of(bytes.at(i) % alphabet);
  }
  return code;
}

// However it was typed: hyphens and case don't matter.
Hash hash_of_code(std::string_view typed) {
  std::string symbols;
  std::ranges::copy_if(typed, std::back_inserter(symbols), [](char c) { return c != '-' && c != ' '; });
  const Secret code(crockford::folded(symbols).value_or(""));
  wipe(symbols);
  return Sha256().update(code.view()).finish();
}

PasswordChange set_password(Act& act, Operator changed, const std::string& hash) {
  const std::string before = content_of(changed);
  changed.password_hash = hash;
  act.store().operators().save(changed);
  forget_failures(act, changed.name);
  act.store().operators().forget_reset_code(changed.id);
  act.record(EventKind::password_changed, changed.name, before, content_of(changed));
  return {changed.name, end_sessions(act, changed.id)};
}

}  // namespace

bool has_shown_password(Desk& desk) {
  const auto id = parse_id(desk.actor.credential);
  if (!id || id->kind != IdKind::session) return false;
  bool is_fresh = false;
  look(desk, Verb::passwd, [&](Transaction& transaction, Instant now) {
    const auto sessions = transaction.sessions().all();
    const auto own = std::ranges::find(sessions, SessionId{id->number}, &Session::id);
    is_fresh = own != sessions.end() && now - own->opened_at < fresh_for;
  });
  return is_fresh;
}

void show_password(Desk& desk, std::string_view password) { check_log_in(desk, desk.actor.name, password); }

PasswordChange change_password(Desk& desk, const std::string& name, const std::string& hash) {
  PasswordChange change;
  const Verb verb = name == desk.actor.name ? Verb::passwd : Verb::passwd_of_another;
  perform(desk, verb, [&](Act& act) { change = set_password(act, find_operator(act.store(), name), hash); });
  return change;
}

ResetCode issue_reset_code(Desk& desk, const std::string& name) {
  ResetCode code;
  perform(desk, Verb::passwd_of_another, [&](Act& act) {
    const Operator owner = find_operator(act.store(), name);
    std::string text = random_code(desk.random);
    code.expires_at = act.now() + code_lasts;
    act.store().operators().save_reset_code(owner.id, {hash_of_code(text), code.expires_at});
    act.record(EventKind::reset_code_issued, name, {}, content_of_reset_code(code.expires_at));
    code.text = Secret(std::move(text));
  });
  return code;
}

namespace {

bool holds(Transaction& transaction, const std::optional<Operator>& owner, const Hash& shown, Instant now) {
  const auto kept = transaction.operators().reset_code(owner ? owner->id : OperatorId{0});
  return owner && owner->is_enabled && kept && kept->hash == shown && now < kept->expires_at;
}

}  // namespace

// Only a code that holds is worth a change, so that a wrong one takes as long for a name that is none.
PasswordChange use_reset_code(Desk& desk, const std::string& name, std::string_view code, const std::string& hash) {
  const auto found = begin_log_in(desk, name);
  const Hash shown = hash_of_code(code);
  bool is_right = false;
  desk.store.read([&](Transaction& transaction) { is_right = holds(transaction, found, shown, desk.clock()); });
  std::optional<PasswordChange> change;
  if (is_right) {
    desk.actor.name = found->name;
    perform_unchecked(desk, [&](Act& act) {
      const auto owner = act.store().operators().find(found->id);
      if (holds(act.store(), owner, shown, act.now())) change = set_password(act, *owner, hash);
    });
  }
  if (!change) fail_log_in(desk, found, "the operator or the code is wrong, or the code is used or too old");
  return *change;
}

PasswordChange recover_password(Desk& desk, const std::string& name, const std::string& hash) {
  PasswordChange change;
  perform_unchecked(desk, [&](Act& act) {
    Operator found = find_operator(act.store(), name);
    if (!found.is_enabled) {
      const std::string before = content_of(found);
      found.is_enabled = true;
      act.record(EventKind::operator_enabled, name, before, content_of(found));
    }
    change = set_password(act, found, hash);
  });
  return change;
}

}  // namespace nexor
