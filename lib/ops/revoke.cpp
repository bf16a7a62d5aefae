#include "lib/ops/revoke.h"

#include <fmt/format.h>

#include <algorithm>

#include "lib/ops/desk.h"
#include "lib/ops/find.h"
#include "lib/store/operators.h"
#include "lib/store/sessions.h"

namespace nexor {

namespace {

std::int64_t number_of(const std::string& word, IdKind kind) {
  check_single_id(std::span(&word, 1), {kind});
  const auto id = parse_id(word);
  if (id && id->kind == kind) return id->number;
  const bool is_token = kind == IdKind::token;
  throw Error(Fault::input_invalid, fmt::format("'{}' is no id of a {}", word, is_token ? "token" : "session"))
      .with_next(fmt::format("nexor list {}", is_token ? "tokens" : "sessions"));
}

// `Table` is that of sessions or tokens.
template <class Table>
void revoke_in(Act& act, Table& table, RevokeItem& item, std::int64_t number, EventKind event) {
  const auto all = table.all();
  const auto found = std::ranges::find_if(all, [&](const auto& each) { return each.id.number() == number; });
  if (found == all.end()) {
    throw Error(Fault::not_found, fmt::format("there is no '{}'", item.id))
        .with_next(fmt::format("nexor list {}", event == EventKind::token_revoked ? "tokens" : "sessions"));
  }
  item.owner = act.store().operators().find(found->owner).value().name;
  if (found->revoked_at) return;
  table.revoke(found->id, act.now());
  act.record(event, text_of(found->id), {}, {});
  item.is_ended = true;
}

template <class TableOf>
std::vector<RevokeItem> revoke_all(Desk& desk, Verb verb, const std::vector<std::string>& ids, IdKind kind,
                                   EventKind event, TableOf table_of) {
  std::vector<RevokeItem> items;
  perform(desk, verb, [&](Act& act) {
    for (const std::string& id : ids) {
      RevokeItem item{.id = id, .owner = {}, .error = {}};
      try {
        revoke_in(act, table_of(act.store()), item, number_of(id, kind), event);
      } catch (const Error& error) {
        if (ids.size() == 1 || error.fault == Fault::store_corrupt) throw;
        item.error = error;
      }
      items.push_back(std::move(item));
    }
  });
  return items;
}

}  // namespace

std::vector<RevokeItem> revoke_sessions(Desk& desk, const std::vector<std::string>& ids) {
  return revoke_all(desk, Verb::session_revoke, ids, IdKind::session, EventKind::session_closed,
                    [](Transaction& store) -> Sessions& { return store.sessions(); });
}

std::vector<RevokeItem> revoke_tokens(Desk& desk, const std::vector<std::string>& ids) {
  return revoke_all(desk, Verb::token_revoke, ids, IdKind::token, EventKind::token_revoked,
                    [](Transaction& store) -> Tokens& { return store.tokens(); });
}

}  // namespace nexor
