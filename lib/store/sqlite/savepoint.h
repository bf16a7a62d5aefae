#pragma once

namespace nexor::sqlite {

class Connection;

// A part of the open transaction that stands as a whole or not at all: undone at the end of its scope unless it is
// kept. So whoever catches the refusal of one part can go on with the next.
class Savepoint {
 public:
  explicit Savepoint(Connection& connection);
  ~Savepoint();
  Savepoint(const Savepoint&) = delete;
  Savepoint& operator=(const Savepoint&) = delete;

  void keep();

 private:
  Connection& connection_;
  bool is_kept_ = false;
};

}  // namespace nexor::sqlite
