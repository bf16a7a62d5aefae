#include "lib/store/sqlite/strays.h"

#include <array>

#include "lib/store/sqlite/connection.h"
#include "lib/store/sqlite/query.h"

namespace nexor::sqlite {

namespace {

// Numbers are given from 1 on, and whoever goes through a table by its numbers begins there: a row below is met by
// those who look it up, and by nobody who counts. References are looked at too, as they aren't enforced for who writes
// the file by other means. Each statement has a sentence for each row that it finds. Rows and outcomes of batches that
// are there were counted already; whose they are is looked up for each batch, not for each row.
constexpr std::array statements{
    "SELECT printf('event %d: no event has such a number', number) FROM events WHERE number < 1",
    "SELECT printf('operation %d: no operation has such a number', id) FROM operations WHERE id < 1",
    "SELECT printf('account %d: no account has such a number', id) FROM accounts WHERE id < 1",
    "SELECT printf('plan %d: no plan has such a number', id) FROM plans WHERE id < 1",
    "SELECT printf('subscription %d: no subscription has such a number', id) FROM subscriptions WHERE id < 1",
    "SELECT printf('request %d: no request has such a number', id) FROM registration_requests WHERE id < 1",
    "SELECT printf('cancellation %d: no cancellation has such a number', id) FROM cancellations WHERE id < 1",
    "SELECT printf('feedback %d: no feedback has such a number', id) FROM later_feedback WHERE id < 1",
    "SELECT printf('batch %d: no batch has such a number', id) FROM batches WHERE id < 1",
    "SELECT printf('batch %d: row %d is none of it', r.batch, r.position) FROM batches AS b"
    " CROSS JOIN batch_rows AS r ON r.batch = b.id AND r.position < 1",
    "SELECT printf('batch %d: row %d is none of it', r.batch, r.position) FROM batches AS b"
    " CROSS JOIN batch_rows AS r ON r.batch = b.id AND r.position > b.row_count",
    "WITH RECURSIVE named (batch) AS (SELECT min(batch) FROM batch_rows UNION ALL"
    " SELECT (SELECT min(r.batch) FROM batch_rows AS r WHERE r.batch > named.batch) FROM named WHERE batch IS NOT NULL)"
    " SELECT printf('batch %d: has rows, but is not there', batch) FROM named"
    " WHERE batch IS NOT NULL AND batch NOT IN (SELECT id FROM batches)",
    "WITH RECURSIVE named (batch) AS (SELECT min(batch) FROM batch_outcomes UNION ALL SELECT"
    " (SELECT min(o.batch) FROM batch_outcomes AS o WHERE o.batch > named.batch) FROM named WHERE batch IS NOT NULL)"
    " SELECT printf('batch %d: has outcomes, but is not there', batch) FROM named"
    " WHERE batch IS NOT NULL AND batch NOT IN (SELECT id FROM batches)",
    "SELECT printf('cancellation %d: words are kept of it, but it is not there, or they are none', cancellation)"
    " FROM cancellation_words AS w WHERE (feedback IS NULL AND on_behalf_of IS NULL)"
    " OR NOT EXISTS (SELECT 1 FROM cancellations AS c WHERE c.id = w.cancellation)",
    "SELECT printf('cancellation %d: is marked as imported, but is not there', cancellation)"
    " FROM imported_cancellations AS i WHERE NOT EXISTS"
    " (SELECT 1 FROM cancellations AS c WHERE c.id = i.cancellation)",
    "SELECT printf('cancellation %d: a notice is about it, but it is not there', cancellation) FROM notices AS n"
    " WHERE NOT EXISTS (SELECT 1 FROM cancellations AS c WHERE c.id = n.cancellation)",
};

}  // namespace

std::vector<std::string> strays(Connection& connection) {
  std::vector<std::string> found;
  for (const char* statement : statements) {
    Query query(connection, statement);
    while (query.step()) found.push_back(query.text());
  }
  return found;
}

}  // namespace nexor::sqlite
