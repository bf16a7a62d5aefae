#pragma once

#include <string>
#include <vector>

namespace nexor::sqlite {

// Writes down every statement that runs on the connections that are opened while it lives, as the engine wrote it. One
// at a time. `statements` outlives the connections.
class StatementLog {
 public:
  explicit StatementLog(std::vector<std::string>& statements);
  ~StatementLog();
  StatementLog(const StatementLog&) = delete;
  StatementLog& operator=(const StatementLog&) = delete;
};

}  // namespace nexor::sqlite
