#include "cli/migrate.h"

#include <fmt/format.h>

#include <filesystem>

#include "cli/context.h"
#include "cli/place_file.h"
#include "cli/store_owner.h"
#include "cli/unfinished_file.h"
#include "lib/ops/audit.h"
#include "lib/ops/backup.h"
#include "lib/ops/migrate.h"

namespace nexor {

namespace {

// A migration that was ended on its way has left its copy behind.
bool is_copy_of(Desk& desk, const std::string& kept, const OpenStore& open) {
  AuditHead head;
  desk.store.read([&](Transaction& transaction) { head = chain_head(transaction); });
  try {
    return check_sound(desk, *open(kept)).head == head;
  } catch (const Error&) {
    return false;
  }
}

void keep_as_it_is(Desk& desk, const std::string& kept, const OpenStore& open) {
  if (is_there(kept)) {
    if (is_copy_of(desk, kept, open)) return;
    throw Error(Fault::conflict, fmt::format("'{}' is there already: the store as it is would take its place", kept))
        .with_hint("move it away");
  }
  const UnfinishedFile beside(kept + ".unfinished");
  beside.remove();
  back_up(desk, beside.path(), open);
  place_file(beside.path(), kept);
}

}  // namespace

std::string migrate_store(Context& context) {
  context.use_batch_timeout();
  check_store_owner(context);
  const Surroundings& surroundings = context.surroundings();
  const OpenStore open = [&](const std::string& path) {
    return surroundings.open_old_store(path, context.lock_timeout());
  };
  const std::string path = context.store_path();
  const auto lock = lock_care(context);
  const auto store = open(path);
  const SchemaVersion schema = store->schema();
  if (schema.is_newest()) return fmt::format("nothing to migrate: its schema is {}, this nexor's", schema.version);
  Desk desk{*store, context.system_actor(), surroundings.clock, surroundings.random, context.zones(), context.policy()};
  desk.audit_key = context.audit_key();
  const std::string kept = fmt::format("{}.schema-{}", path, schema.version);
  keep_as_it_is(desk, kept, open);
  context.begin_change();
  migrate(desk, schema);
  context.set_changed({"nexor doctor"});
  return fmt::format("migrated from schema {} to {}; as it was, it stands in '{}'", schema.version, schema.newest,
                     kept);
}

}  // namespace nexor
