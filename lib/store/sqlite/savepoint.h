#pragma once

#include <cstddef>

namespace nexor::sqlite {

class Connection;

// A part of the open transaction that stands as a whole or not at all: undone at the end of its scope unless it is
// kept. So whoever catches the refusal of one part can go on with the next.
class Savepoint {
 public:
  // For a part of so many statements. A single one stands as a whole or not at all by itself, and costs no savepoint.
  Savepoint(Connection& connection, std::size_t statements);
  ~Savepoint();
  Savepoint(const Savepoint&) = delete;
  Savepoint& operator=(const Savepoint&) = delete;

  void keep();

 private:
  Connection& connection_;
  bool is_open_;
};

}  // namespace nexor::sqlite
