#include "lib/ops/access.h"

#include <fmt/format.h>

#include <algorithm>

#include "lib/error.h"
#include "lib/model/text.h"
#include "lib/ops/content.h"
#include "lib/ops/desk.h"
#include "lib/ops/find.h"
#include "lib/secret/token.h"
#include "lib/store/operators.h"
#include "lib/store/sessions.h"

namespace nexor {

namespace {

Role role_for(const Act& act, const TokenRequest& request, const Operator& owner) {
  const Role most = std::min(owner.role, act.actor().role);
  if (!request.role || *request.role <= most) return request.role.value_or(most);
  throw Error(Fault::permission_denied, fmt::format("a token of '{}' made by '{}' can't have the role {}", owner.name,
                                                    act.actor().name, name_of(*request.role)))
      .with_hint(fmt::format("{} is the most: a token outranks neither its operator nor its maker", name_of(most)));
}

}  // namespace

Operator add_operator(Desk& desk, const NewOperator& given) {
  check_operator_name(given.name);
  Operator added{.name = given.name, .role = given.role, .password_hash = given.password_hash};
  perform(desk, Verb::operator_add, [&](Act& act) {
    added.created_at = act.now();
    added.id = act.store().operators().add(added);
    act.record(EventKind::operator_added, added.name, {}, content_of(added));
  });
  return added;
}

void check_given(const TokenRequest& request) {
  constexpr std::size_t longest_label = 100;
  check_line("label", request.label, longest_label);
  if (request.owner) check_operator_name(operator_meant(*request.owner));
}

CreatedToken create_token(Desk& desk, const TokenRequest& request) {
  check_given(request);
  NewToken fresh = new_token(TokenKind::access, desk.random);
  CreatedToken created;
  perform(desk, Verb::token_create, [&](Act& act) {
    const Operator owner = find_operator(act.store(), request.owner.value_or(act.actor().name));
    created.owner = owner.name;
    created.token = {.hash = fresh.hash,
                     .owner = owner.id,
                     .role = role_for(act, request, owner),
                     .label = request.label,
                     .created_by = act.actor().name,
                     .created_at = act.now(),
                     .expires_at = act.now() + request.expires_after,
                     .last_used_at = {},
                     .revoked_at = {}};
    created.token.id = act.store().tokens().add(created.token);
    act.record(EventKind::token_created, text_of(created.token.id), {}, content_of(created.token, owner.name));
  });
  created.text = std::move(fresh.text);
  return created;
}

}  // namespace nexor
