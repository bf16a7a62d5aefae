#include "lib/ops/roles.h"

#include <fmt/format.h>

#include <array>

#include "lib/error.h"

namespace nexor {

namespace {

struct Row {
  Verb verb;
  std::string_view name;
  Role least;
};

constexpr std::array rows{
    Row{Verb::status, "look at the status", Role::viewer},
    Row{Verb::list, "list records", Role::viewer},
    Row{Verb::show, "show records", Role::viewer},
    Row{Verb::history, "look at the history", Role::viewer},
    Row{Verb::receipt, "print receipts", Role::viewer},
    Row{Verb::report, "make reports", Role::viewer},
    Row{Verb::export_records, "export records", Role::viewer},
    Row{Verb::logout, "log out", Role::viewer},
    Row{Verb::cancel, "cancel subscriptions", Role::operator_},
    Row{Verb::cancel_backdated, "put a cancellation into the past", Role::admin},
    Row{Verb::cancel_overriding, "override a plan's notice or minimum term", Role::admin},
    Row{Verb::undo, "take cancellations back", Role::operator_},
    Row{Verb::feedback, "add feedback", Role::operator_},
    Row{Verb::process, "record what has taken effect", Role::operator_},
    Row{Verb::reinstate, "reinstate subscriptions", Role::admin},
    Row{Verb::account_add, "add accounts", Role::operator_},
    Row{Verb::account_edit, "edit accounts", Role::operator_},
    Row{Verb::account_close, "close accounts", Role::operator_},
    Row{Verb::account_reopen, "reopen accounts", Role::operator_},
    Row{Verb::redact, "redact accounts", Role::admin},
    Row{Verb::subscription_add, "add subscriptions", Role::operator_},
    Row{Verb::request_add, "add registration requests", Role::operator_},
    Row{Verb::approve, "approve registration requests", Role::operator_},
    Row{Verb::decline, "decline registration requests", Role::operator_},
    Row{Verb::reopen, "reopen registration requests", Role::operator_},
    Row{Verb::import_accounts, "import accounts", Role::operator_},
    Row{Verb::import_subscriptions, "import subscriptions", Role::operator_},
    Row{Verb::import_requests, "import registration requests", Role::operator_},
    Row{Verb::plan_add, "add plans", Role::admin},
    Row{Verb::plan_edit, "edit plans", Role::admin},
    Row{Verb::plan_retire, "retire plans", Role::admin},
    Row{Verb::import_plans, "import plans", Role::admin},
    Row{Verb::import_cancellations, "import cancellations", Role::admin},
    Row{Verb::operator_add, "add operators", Role::admin},
    Row{Verb::operator_edit, "edit operators", Role::admin},
    Row{Verb::operator_disable, "disable operators", Role::admin},
    Row{Verb::operator_enable, "enable operators", Role::admin},
    Row{Verb::passwd, "change its own password", Role::viewer},
    Row{Verb::passwd_of_another, "set another operator's password", Role::admin},
    Row{Verb::token_create, "create tokens", Role::admin},
    Row{Verb::token_revoke, "revoke tokens", Role::admin},
    Row{Verb::session_revoke, "end sessions", Role::admin},
    Row{Verb::audit_head, "read the audit head", Role::admin},
    Row{Verb::audit_verify, "verify the audit trail", Role::admin},
};

// A verb is its row's place, so that one without a row doesn't compile.
constexpr bool has_a_row_for_every_verb() {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows.at(i).verb != static_cast<Verb>(i)) return false;
  }
  return rows.back().verb == Verb::audit_verify;
}
static_assert(has_a_row_for_every_verb());

const Row& row_of(Verb verb) { return rows.at(static_cast<std::size_t>(verb)); }

}  // namespace

std::string_view name_of(Verb verb) { return row_of(verb).name; }

Role least_role(Verb verb) { return row_of(verb).least; }

bool may(const Actor& actor, Verb verb) { return actor.role >= least_role(verb); }

void require(const Actor& actor, Verb verb) {
  if (may(actor, verb)) return;
  throw Error(Fault::permission_denied, fmt::format("'{}' may not {}", actor.name, name_of(verb)))
      .with_hint(
          fmt::format("it takes the role {}; this log-in has {}", name_of(least_role(verb)), name_of(actor.role)));
}

}  // namespace nexor
