#include "cli/note_head.h"

#include <fmt/format.h>

#include "cli/context.h"
#include "lib/ops/audit.h"

namespace nexor {

// The batch is done and told, whatever becomes of this.
void note_head(Context& context, BatchId batch) {
  Desk& desk = context.desk();
  std::string head;
  try {
    desk.store.read([&](Transaction& transaction) { head = "audit head " + text_of(chain_head(transaction)); });
  } catch (const Error& error) {
    head = "the audit head can't be read: " + error.message;
  }
  context.surroundings().note_in_journal(
      fmt::format("{} by {} in {}: {}", text_of(batch), desk.actor.name, desk.store.location(), head));
}

}  // namespace nexor
