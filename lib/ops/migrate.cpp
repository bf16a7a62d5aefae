#include "lib/ops/migrate.h"

#include "lib/ops/desk.h"
#include "lib/store/operation.h"
#include "lib/text/json_writer.h"

namespace nexor {

namespace {

std::string content_of(SchemaVersion from) {
  std::string content;
  JsonWriter json(content);
  json.begin_object();
  json.member("from", from.version);
  json.member("to", from.newest);
  json.end_object();
  return content;
}

}  // namespace

void migrate(Desk& desk, SchemaVersion from) {
  const Operation operation = new_operation(desk);
  desk.store.migrate(operation, [&](Transaction& transaction) {
    Act act(transaction, desk, operation.key);
    act.record(EventKind::store_migrated, "", {}, content_of(from));
    act.finish();
  });
}

}  // namespace nexor
