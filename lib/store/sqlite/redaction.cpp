#include "lib/store/sqlite/redaction.h"

#include <array>

#include "lib/store/sqlite/query.h"
#include "lib/store/sqlite/search_index.h"

namespace nexor::sqlite {

namespace {

struct Blanking {
  std::int64_t Redaction::*count;
  const char* sql;  // takes :account, and changes only what holds something
};

// A row of a batch is about the account where it named one of its subscriptions, or came to mean one later. What a
// batch says for all its rows was said about each.
constexpr std::array blankings{
    Blanking{&Redaction::batches,
             "UPDATE batches SET feedback = NULL, on_behalf_of = NULL"
             " WHERE (feedback IS NOT NULL OR on_behalf_of IS NOT NULL) AND id IN"
             " (SELECT r.batch FROM batch_rows AS r JOIN subscriptions AS s ON s.id = r.target OR"
             "  (r.target IS NULL AND s.key = r.subscription) WHERE s.account = :account"
             "  UNION SELECT c.batch FROM subscriptions AS s JOIN cancellations AS c ON c.subscription = s.id"
             "  WHERE s.account = :account)"},
    Blanking{&Redaction::batch_rows,
             "UPDATE batch_rows SET feedback = NULL, on_behalf_of = NULL"
             " WHERE (feedback IS NOT NULL OR on_behalf_of IS NOT NULL) AND"
             " (target IN (SELECT id FROM subscriptions WHERE account = :account) OR (target IS NULL AND"
             "  (subscription IN (SELECT key FROM subscriptions WHERE account = :account) OR EXISTS"
             "   (SELECT 1 FROM batch_outcomes AS o JOIN cancellations AS c ON c.id = o.cancellation"
             "    JOIN subscriptions AS s ON s.id = c.subscription WHERE o.batch = batch_rows.batch"
             "    AND o.position = batch_rows.position AND s.account = :account))))"},
    Blanking{&Redaction::cancellations,
             "DELETE FROM cancellation_words WHERE cancellation IN"
             " (SELECT c.id FROM subscriptions AS s JOIN cancellations AS c ON c.subscription = s.id"
             "  WHERE s.account = :account)"},
    Blanking{&Redaction::feedback,
             "UPDATE later_feedback SET feedback = NULL, salt = NULL WHERE salt IS NOT NULL AND cancellation IN"
             " (SELECT c.id FROM subscriptions AS s JOIN cancellations AS c ON c.subscription = s.id"
             "  WHERE s.account = :account)"},
    Blanking{&Redaction::notices,
             "UPDATE notices SET output = '' WHERE output <> '' AND cancellation IN"
             " (SELECT c.id FROM subscriptions AS s JOIN cancellations AS c ON c.subscription = s.id"
             "  WHERE s.account = :account)"},
};

std::int64_t blank_account(Connection& connection, AccountId id) {
  Query update(connection,
               "UPDATE accounts SET name = :redacted, email = NULL, note = NULL, salt = NULL WHERE id = :account"
               " AND (name <> :redacted OR email IS NOT NULL OR note IS NOT NULL OR salt IS NOT NULL)");
  return update.bind(":redacted", redacted_name).bind(":account", id.number()).run();
}

// Those that became the account.
std::int64_t blank_requests(Connection& connection, AccountId id) {
  Query update(connection,
               "UPDATE registration_requests SET name = :redacted, email = :redacted, note = NULL, decline_note = NULL,"
               " salt = NULL WHERE account = :account AND name <> :redacted");
  return update.bind(":redacted", redacted_name).bind(":account", id.number()).run();
}

}  // namespace

Redaction redact(Connection& connection, SearchIndex& index, AccountId id) {
  Redaction redaction;
  redaction.accounts = blank_account(connection, id);
  redaction.requests = blank_requests(connection, id);
  for (const Blanking& blanking : blankings) {
    Query update(connection, blanking.sql);
    redaction.*blanking.count = update.bind(":account", id.number()).run();
  }
  index.make_anew();
  return redaction;
}

}  // namespace nexor::sqlite
