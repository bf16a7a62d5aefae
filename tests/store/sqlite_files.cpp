#include "tests/store/sqlite_files.h"

#include "lib/store/batches.h"
#include "tests/store/contract.h"
#include "tests/support/temporary_folder.h"

namespace nexor::contract {

StoreUnderTest store_under_test(const StoreInfo& info) {
  const auto folder = std::make_shared<support::TemporaryFolder>();
  const std::string path = folder->path("nexor.db");
  const auto in_folder = [folder](std::unique_ptr<Store> store) {
    return std::shared_ptr<Store>(store.release(), [folder](const Store* kept) { delete kept; });
  };
  return {
      .fresh =
          [=] {
            return in_folder(sqlite::create_store(path, sqlite::soon, info, support::operation(), [](Transaction&) {}));
          },
      .reopen = [=] { return in_folder(sqlite::open_store(path, sqlite::soon)); }};
}

}  // namespace nexor::contract

namespace nexor::sqlite {

std::unique_ptr<Store> make_store(const std::string& path) {
  return create_store(path, soon, contract::info(), support::operation(), [](Transaction&) {});
}

namespace {

void add_access(Transaction& t) {
  const auto ada = t.operators().add({.name = "ada", .role = Role::admin, .password_hash = "$argon2id$"});
  t.operators().save_login_failures("bob", {3, support::at("2024-01-01T00:00:00Z")});
  t.sessions().add({.hash = Hash{1}, .owner = ada});
  t.tokens().add({.hash = Hash{2}, .owner = ada, .label = "cron", .created_by = "ada"});
}

void add_services(Transaction& t) {
  const auto catalogue = contract::add_catalogue(t);
  for (int i = 0; i < 40; ++i) {
    const auto id =
        contract::add(t, support::subscription("K-" + std::to_string(i), catalogue.account, catalogue.plan));
    if (i % 3 != 0) continue;
    Cancellation cancellation = support::cancellation(id, "2024-03-01");
    cancellation.feedback = std::string(100, 'x');
    const auto confirmation = contract::add(t, cancellation, "salt");
    const Batch batch{.id = t.batches().next_id(), .key = "B-" + std::to_string(i), .by = "ada"};
    t.batches().add(batch);
    const BatchRow row{.position = 1, .subscription = "K"};
    t.batches().stage(batch.id, std::span(&row, 1));
    const RowOutcome outcome{.position = 1, .outcome = Outcome::pending, .confirmation = confirmation};
    t.batches().record(batch.id, std::span(&outcome, 1));
    const Event event = support::event(i / 3 + 1, "K-" + std::to_string(i));
    t.events().append(std::span(&event, 1));
  }
}

}  // namespace

void make_filled_store(const std::string& path) {
  const auto store = make_store(path);
  contract::changed(*store, add_access);
  contract::changed(*store, add_services);
}

}  // namespace nexor::sqlite
