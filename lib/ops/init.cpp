#include "lib/ops/init.h"

#include <array>

#include "lib/model/crockford.h"
#include "lib/ops/content.h"
#include "lib/store/operators.h"
#include "lib/zoneinfo.h"

namespace nexor {

namespace {

// A store that is being made: it stands behind a Desk only so that its first events are recorded like all others.
class Unmade final : public Store {
 public:
  void read(const std::function<void(Transaction&)>&) override {}
  void atomically(const Operation&, const std::function<void(Transaction&)>&) override {}
  bool atomically_if_free(const Operation&, const std::function<void(Transaction&)>&) override { return false; }
  std::unique_ptr<WorkLock> lock_batch(BatchId) override { return nullptr; }
  std::unique_ptr<WorkLock> lock_notices() override { return nullptr; }
  bool is_waited_for() override { return false; }
  std::vector<std::string> flaws(std::size_t) override { return {}; }
  void copy_to(const std::string&) override {}
  void replace_with(const std::string&) override {}
  void leave_no_trace() override {}
  SchemaVersion schema() override { return {}; }
  void migrate(const Operation&, const std::function<void(Transaction&)>&) override {}
  std::string engine() const override { return {}; }
  std::string location() const override { return {}; }
};

}  // namespace

std::string random_symbols(const RandomBytes& random, std::size_t count) {
  std::string text;
  while (text.size() < count) {
    std::array<std::uint8_t, 1> byte{};
    random(byte);
    constexpr unsigned symbols = 32;
    text += crockford::symbol_of(byte[0] % symbols);
  }
  return text;
}

StoreInfo found_store(const Founding& founding, const NewStore& given) {
  check_operator_name(given.first_admin);
  founding.zones.find(given.time_zone);
  constexpr std::size_t id_symbols = 26;  // 130 bits
  const StoreInfo info{.id = random_symbols(founding.random, id_symbols),
                       .series = random_symbols(founding.random, 2),
                       .time_zone = given.time_zone,
                       .created_at = founding.clock()};
  Unmade unmade;
  Desk desk{unmade, founding.actor, founding.clock, founding.random, founding.zones, {}};
  desk.audit_key = founding.audit_key;
  const Operation operation = new_operation(desk);
  founding.make(info, operation, [&](Transaction& transaction) {
    Act act(transaction, desk, operation.key);
    act.record(EventKind::store_created, "", {}, content_of(info));
    Operator admin{.name = given.first_admin, .role = Role::admin, .password_hash = given.password_hash};
    admin.created_at = act.now();
    act.store().operators().add(admin);
    act.record(EventKind::operator_added, admin.name, {}, content_of(admin));
    act.finish();
  });
  return info;
}

}  // namespace nexor
