#include <algorithm>
#include <charconv>
#include <map>

#include "cli/list_kinds.h"
#include "cli/list_pages.h"
#include "cli/shapes/access.h"
#include "lib/store/operators.h"
#include "lib/store/sessions.h"

namespace nexor {

namespace {

bool is_wanted(const std::vector<std::string>& statuses, const std::string& status) {
  return statuses.empty() || std::ranges::find(statuses, status) != statuses.end();
}

// Cuts a page out of all; a place in them is how many stand before it.
template <class T>
Page<T> cut(std::vector<T> all, const PageRequest& request) {
  Page<T> page;
  if (!request.after) page.total = static_cast<std::int64_t>(all.size());
  std::size_t begin = 0;
  if (request.after) std::from_chars(request.after->data(), request.after->data() + request.after->size(), begin);
  begin = std::min(begin, all.size());
  const std::size_t end = std::min(all.size(), begin + request.limit.value_or(all.size()));
  if (end < all.size()) page.next = std::to_string(end);
  page.items.assign(std::make_move_iterator(all.begin() + static_cast<std::ptrdiff_t>(begin)),
                    std::make_move_iterator(all.begin() + static_cast<std::ptrdiff_t>(end)));
  return page;
}

std::map<OperatorId, std::string> operator_names(Transaction& transaction) {
  std::map<OperatorId, std::string> names;
  for (const Operator& each : transaction.operators().all()) names.emplace(each.id, each.name);
  return names;
}

// Pages of who may act, and with what. `statuses` restrict, where there are any.

Page<Operator> operators_page(Transaction& transaction, const std::vector<std::string>& statuses,
                              const PageRequest& request) {
  auto all = transaction.operators().all();
  std::erase_if(all,
                [&](const Operator& each) { return !is_wanted(statuses, each.is_enabled ? "enabled" : "disabled"); });
  return cut(std::move(all), request);
}

Page<ShownSession> sessions_page(Context& context, Transaction& transaction, const std::vector<std::string>& statuses,
                                 const PageRequest& request) {
  const auto names = operator_names(transaction);
  const Instant now = context.now();
  const auto idle = context.policy().session_idle;
  std::vector<ShownSession> all;
  for (const Session& session : transaction.sessions().all()) {
    const bool is_open = !session.revoked_at && now < session.expires_at && now < session.last_used_at + idle;
    ShownSession shown{session, names.at(session.owner), is_open ? "open" : "ended"};
    if (is_wanted(statuses, shown.status)) all.push_back(std::move(shown));
  }
  return cut(std::move(all), request);
}

Page<ShownToken> tokens_page(Context& context, Transaction& transaction, const std::vector<std::string>& statuses,
                             const PageRequest& request) {
  const auto names = operator_names(transaction);
  const Instant now = context.now();
  std::vector<ShownToken> all;
  for (const Token& token : transaction.tokens().all()) {
    const bool is_valid = !token.revoked_at && now < token.expires_at;
    ShownToken shown{token, names.at(token.owner), is_valid ? "valid" : "ended"};
    if (is_wanted(statuses, shown.status)) all.push_back(std::move(shown));
  }
  return cut(std::move(all), request);
}

}  // namespace

int list_operators(const ListOptions& options, Context& context) {
  return print_pages<Operator>(options, context, operator_shape(),
                               [&](Transaction& transaction, Instant, const PageRequest& request) {
                                 return operators_page(transaction, options.filter.statuses, request);
                               });
}

int list_sessions(const ListOptions& options, Context& context) {
  return print_pages<ShownSession>(options, context, session_shape(),
                                   [&](Transaction& transaction, Instant, const PageRequest& request) {
                                     return sessions_page(context, transaction, options.filter.statuses, request);
                                   });
}

int list_tokens(const ListOptions& options, Context& context) {
  return print_pages<ShownToken>(options, context, token_shape(),
                                 [&](Transaction& transaction, Instant, const PageRequest& request) {
                                   return tokens_page(context, transaction, options.filter.statuses, request);
                                 });
}

}  // namespace nexor
