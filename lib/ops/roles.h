#pragma once

#include <string_view>

#include "lib/model/actor.h"
#include "lib/model/operator.h"

namespace nexor {

// Everything that somebody may or may not do.
enum class Verb {
  status,
  list,
  show,
  history,
  receipt,
  report,
  export_records,
  logout,
  cancel,
  cancel_backdated,
  cancel_overriding,
  undo,
  feedback,
  process,
  reinstate,
  account_add,
  account_edit,
  account_close,
  account_reopen,
  redact,
  subscription_add,
  request_add,
  approve,
  decline,
  reopen,
  import_accounts,
  import_subscriptions,
  import_requests,
  plan_add,
  plan_edit,
  plan_retire,
  import_plans,
  import_cancellations,
  operator_add,
  operator_edit,
  operator_disable,
  operator_enable,
  passwd,
  passwd_of_another,
  token_create,
  token_revoke,
  session_revoke,
  audit_head,
  audit_verify,
};

std::string_view name_of(Verb verb);

// The one table of roles: the least that a verb needs.
Role least_role(Verb verb);

bool may(const Actor& actor, Verb verb);

// Throws permission_denied where the actor's role is less than the verb needs.
void require(const Actor& actor, Verb verb);

}  // namespace nexor
