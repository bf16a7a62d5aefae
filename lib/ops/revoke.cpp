#include "lib/ops/revoke.h"

#include <fmt/format.h>

#include <algorithm>

#include "lib/ops/desk.h"
#include "lib/ops/find.h"
#include "lib/store/operators.h"
#include "lib/store/sessions.h"

namespace nexor {

namespace {

std::string_view bare_name(IdKind kind) { return kind == IdKind::token ? "token" : "session"; }

std::string list_of(IdKind kind) { return fmt::format("nexor list {}s", bare_name(kind)); }

std::int64_t number_of(const std::string& word, IdKind kind) {
  check_single_id(std::span(&word, 1), {kind});
  const auto id = parse_id(word);
  if (id && id->kind == kind) return id->number;
  throw Error(Fault::input_invalid, fmt::format("'{}' is no id of a {}", word, bare_name(kind)))
      .with_next(list_of(kind));
}

// Ends one by `end`, unless it has ended; `Table` is that of sessions or tokens.
template <class Table, class End>
void revoke_in(Transaction& store, Table& table, RevokeItem& item, IdKind kind, End end) {
  const std::int64_t number = number_of(item.id, kind);
  const auto all = table.all();
  const auto found = std::ranges::find_if(all, [&](const auto& each) { return each.id.number() == number; });
  if (found == all.end()) {
    throw Error(Fault::not_found, fmt::format("there is no {} '{}'", bare_name(kind), item.id))
        .with_next(list_of(kind));
  }
  item.owner = store.operators().find(found->owner).value().name;
  if (found->revoked_at) return;
  end(found->id);
  item.is_ended = true;
}

// One that fails does so alone among several.
template <class One>
std::vector<RevokeItem> each_of(const std::vector<std::string>& ids, One one) {
  std::vector<RevokeItem> items;
  for (const std::string& id : ids) {
    RevokeItem item{.id = id, .owner = {}, .error = {}};
    try {
      one(item);
    } catch (const Error& error) {
      if (ids.size() == 1 || error.fault == Fault::store_corrupt) throw;
      item.error = error;
    }
    items.push_back(std::move(item));
  }
  return items;
}

template <class TableOf>
std::vector<RevokeItem> preview_all(Desk& desk, Verb verb, const std::vector<std::string>& ids, IdKind kind,
                                    TableOf table_of) {
  std::vector<RevokeItem> items;
  look(desk, verb, [&](Transaction& store, Instant) {
    items = each_of(ids, [&](RevokeItem& item) { revoke_in(store, table_of(store), item, kind, [](auto) {}); });
  });
  return items;
}

template <class TableOf>
std::vector<RevokeItem> revoke_all(Desk& desk, Verb verb, const std::vector<std::string>& ids, IdKind kind,
                                   EventKind event, TableOf table_of) {
  std::vector<RevokeItem> items;
  perform(desk, verb, [&](Act& act) {
    auto& table = table_of(act.store());
    const auto end = [&](auto id) {
      table.revoke(id, act.now());
      act.record(event, text_of(id), {}, {});
    };
    items = each_of(ids, [&](RevokeItem& item) { revoke_in(act.store(), table, item, kind, end); });
  });
  return items;
}

Sessions& sessions_of(Transaction& store) { return store.sessions(); }
Tokens& tokens_of(Transaction& store) { return store.tokens(); }

}  // namespace

void check_single_session(const std::vector<std::string>& ids) {
  if (ids.size() == 1) number_of(ids.front(), IdKind::session);
}

void check_single_token(const std::vector<std::string>& ids) {
  if (ids.size() == 1) number_of(ids.front(), IdKind::token);
}

std::vector<RevokeItem> preview_revoke_sessions(Desk& desk, const std::vector<std::string>& ids) {
  return preview_all(desk, Verb::session_revoke, ids, IdKind::session, sessions_of);
}

std::vector<RevokeItem> preview_revoke_tokens(Desk& desk, const std::vector<std::string>& ids) {
  return preview_all(desk, Verb::token_revoke, ids, IdKind::token, tokens_of);
}

std::vector<RevokeItem> revoke_sessions(Desk& desk, const std::vector<std::string>& ids) {
  return revoke_all(desk, Verb::session_revoke, ids, IdKind::session, EventKind::session_closed, sessions_of);
}

std::vector<RevokeItem> revoke_tokens(Desk& desk, const std::vector<std::string>& ids) {
  return revoke_all(desk, Verb::token_revoke, ids, IdKind::token, EventKind::token_revoked, tokens_of);
}

}  // namespace nexor
