#include "lib/store/sqlite/redaction.h"

#include <algorithm>
#include <array>
#include <string>

#include "lib/store/sqlite/query.h"
#include "lib/store/sqlite/search_index.h"

namespace nexor::sqlite {

namespace {

// What is blanked in one table, and where there is something to blank. Both take :account.
struct Blanking {
  std::int64_t Redaction::*count;
  const char* table;
  const char* change;
  const char* where;
  bool takes_name = false;  // :redacted as well
};

// A row of a batch is about the account where it named one of its subscriptions, or came to mean one later. What a
// batch says for all its rows was said about each. Requests are those that became the account.
constexpr std::array blankings{
    Blanking{&Redaction::accounts, "accounts",
             "UPDATE accounts SET name = :redacted, email = NULL, note = NULL, salt = NULL",
             "id = :account AND (name <> :redacted OR email IS NOT NULL OR note IS NOT NULL OR salt IS NOT NULL)",
             true},
    Blanking{&Redaction::requests, "registration_requests",
             "UPDATE registration_requests SET name = :redacted, email = :redacted, note = NULL, decline_note = NULL,"
             " salt = NULL",
             "account = :account AND name <> :redacted", true},
    Blanking{&Redaction::batches, "batches", "UPDATE batches SET feedback = NULL, on_behalf_of = NULL",
             "(feedback IS NOT NULL OR on_behalf_of IS NOT NULL) AND id IN"
             " (SELECT r.batch FROM batch_rows AS r JOIN subscriptions AS s ON s.id = r.target OR"
             "  (r.target IS NULL AND s.key = r.subscription) WHERE s.account = :account"
             "  UNION SELECT c.batch FROM subscriptions AS s JOIN cancellations AS c ON c.subscription = s.id"
             "  WHERE s.account = :account)"},
    Blanking{&Redaction::batch_rows, "batch_rows", "UPDATE batch_rows SET feedback = NULL, on_behalf_of = NULL",
             "(feedback IS NOT NULL OR on_behalf_of IS NOT NULL) AND"
             " (target IN (SELECT id FROM subscriptions WHERE account = :account) OR (target IS NULL AND"
             "  (subscription IN (SELECT key FROM subscriptions WHERE account = :account) OR EXISTS"
             "   (SELECT 1 FROM batch_outcomes AS o JOIN cancellations AS c ON c.id = o.cancellation"
             "    JOIN subscriptions AS s ON s.id = c.subscription WHERE o.batch = batch_rows.batch"
             "    AND o.position = batch_rows.position AND s.account = :account))))"},
    Blanking{&Redaction::cancellations, "cancellation_words", "DELETE FROM cancellation_words",
             "cancellation IN"
             " (SELECT c.id FROM subscriptions AS s JOIN cancellations AS c ON c.subscription = s.id"
             "  WHERE s.account = :account)"},
    Blanking{&Redaction::feedback, "later_feedback", "UPDATE later_feedback SET feedback = NULL, salt = NULL",
             "salt IS NOT NULL AND cancellation IN"
             " (SELECT c.id FROM subscriptions AS s JOIN cancellations AS c ON c.subscription = s.id"
             "  WHERE s.account = :account)"},
    Blanking{&Redaction::notices, "notices", "UPDATE notices SET output = ''",
             "output <> '' AND cancellation IN"
             " (SELECT c.id FROM subscriptions AS s JOIN cancellations AS c ON c.subscription = s.id"
             "  WHERE s.account = :account)"},
};

void bind(Query& query, const Blanking& blanking, AccountId id) {
  query.bind(":account", id.number());
  if (blanking.takes_name) query.bind(":redacted", redacted_name);
}

bool is_anything_left(Connection& connection, const Blanking& blanking, AccountId id) {
  Query query(connection,
              std::string("SELECT EXISTS (SELECT 1 FROM ") + blanking.table + " WHERE " + blanking.where + ")");
  bind(query, blanking, id);
  query.step();
  return query.truth();
}

}  // namespace

Redaction redact(Connection& connection, SearchIndex& index, AccountId id) {
  Redaction redaction;
  for (const Blanking& blanking : blankings) {
    Query update(connection, std::string(blanking.change) + " WHERE " + blanking.where);
    bind(update, blanking, id);
    redaction.*blanking.count = update.run();
  }
  index.make_anew();
  return redaction;
}

bool is_redacted(Connection& connection, AccountId id) {
  return std::ranges::none_of(blankings, [&](const Blanking& part) { return is_anything_left(connection, part, id); });
}

}  // namespace nexor::sqlite
