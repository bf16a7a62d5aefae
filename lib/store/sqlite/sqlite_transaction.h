#pragma once

#include <memory>
#include <string>
#include <vector>

#include "lib/store/operation.h"
#include "lib/store/sqlite/connection.h"
#include "lib/store/sqlite/search_index.h"
#include "lib/store/sqlite/tables.h"
#include "lib/store/store.h"

namespace nexor::sqlite {

// Rolls back whatever is open when it goes out of scope.
class RollbackGuard {
 public:
  explicit RollbackGuard(Connection& connection) : connection_(connection) {}
  ~RollbackGuard() {
    if (connection_.is_in_transaction()) connection_.try_run("ROLLBACK");
    connection_.end_turn();
  }
  RollbackGuard(const RollbackGuard&) = delete;
  RollbackGuard& operator=(const RollbackGuard&) = delete;

 private:
  Connection& connection_;
};

// IMMEDIATE, so that nobody reads first and then waits in vain for the right to write; checked, because everything
// rests on it.
void begin_writing(Connection& connection);

// Writes the operation itself, whose key tells afterwards whether it was kept.
void record(Connection& connection, const Operation& operation);

// Whether it was. Begins a transaction of its own.
bool is_recorded(Connection& connection, const Operation& operation);

class SqliteTransaction final : public Transaction {
 public:
  explicit SqliteTransaction(Connection& connection);

  StoreInfo info() override;
  void set_series(const std::string& series) override;

  Accounts& accounts() override { return *accounts_; }
  Plans& plans() override { return *plans_; }
  Subscriptions& subscriptions() override { return *subscriptions_; }
  Cancellations& cancellations() override { return *cancellations_; }
  Operators& operators() override { return *operators_; }
  Sessions& sessions() override { return *sessions_; }
  Tokens& tokens() override { return *tokens_; }
  Events& events() override { return *events_; }
  Requests& requests() override { return *requests_; }
  Batches& batches() override { return *batches_; }
  Notices& notices() override { return *notices_; }
  LaterFeedbacks& later_feedback() override { return *later_feedback_; }
  Reports& reports() override { return *reports_; }
  std::vector<std::string> strays() override;

  // Before the commit.
  void finish() { index_.finish(); }

 private:
  Connection& connection_;
  SearchIndex index_;
  std::unique_ptr<Accounts> accounts_;
  std::unique_ptr<Plans> plans_;
  std::unique_ptr<Subscriptions> subscriptions_;
  std::unique_ptr<Cancellations> cancellations_;
  std::unique_ptr<Operators> operators_;
  std::unique_ptr<Sessions> sessions_;
  std::unique_ptr<Tokens> tokens_;
  std::unique_ptr<Events> events_;
  std::unique_ptr<Requests> requests_;
  std::unique_ptr<Batches> batches_;
  std::unique_ptr<Notices> notices_;
  std::unique_ptr<LaterFeedbacks> later_feedback_;
  std::unique_ptr<Reports> reports_;
};

}  // namespace nexor::sqlite
