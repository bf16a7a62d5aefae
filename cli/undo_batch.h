#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/ask/confirm.h"

namespace nexor {

class Context;

// What `undo` was told, as it was typed.
struct UndoOptions {
  std::vector<std::string> targets;
  std::optional<std::string> batch;  // its key
  bool is_reinstate = false;
  bool is_dry_run = false;
  Confirmed confirmed;
};

// True where a batch is to be taken back. Throws usage where something else is named beside it.
bool means_batch(const UndoOptions& options);

int undo_whole_batch(const UndoOptions& options, Context& context);

}  // namespace nexor
