#include "lib/store/sqlite/savepoint.h"

#include "lib/store/sqlite/connection.h"

namespace nexor::sqlite {

// Outside of a transaction SAVEPOINT would begin one.
Savepoint::Savepoint(Connection& connection, std::size_t statements)
    : connection_(connection), is_open_(statements > 1) {
  connection.check_transaction();
  if (is_open_) connection.run("SAVEPOINT part");
}

// Where an error has ended the transaction, the savepoint went with it.
Savepoint::~Savepoint() {
  if (!is_open_ || !connection_.is_in_transaction()) return;
  connection_.try_run("ROLLBACK TO part");
  connection_.try_run("RELEASE part");
}

void Savepoint::keep() {
  if (is_open_) connection_.run("RELEASE part");
  is_open_ = false;
}

}  // namespace nexor::sqlite
