#include "lib/store/sqlite/savepoint.h"

#include "lib/store/sqlite/connection.h"

namespace nexor::sqlite {

// Outside of a transaction SAVEPOINT would begin one.
Savepoint::Savepoint(Connection& connection) : connection_(connection) {
  connection.check_transaction();
  connection.run("SAVEPOINT part");
}

// Where an error has ended the transaction, the savepoint went with it.
Savepoint::~Savepoint() {
  if (is_kept_ || !connection_.is_in_transaction()) return;
  connection_.try_run("ROLLBACK TO part");
  connection_.try_run("RELEASE part");
}

void Savepoint::keep() {
  connection_.run("RELEASE part");
  is_kept_ = true;
}

}  // namespace nexor::sqlite
