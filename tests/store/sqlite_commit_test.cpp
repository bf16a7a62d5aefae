#include <doctest/doctest.h>

#include "tests/store/contract.h"
#include "tests/store/faulty_vfs.h"
#include "tests/store/sqlite_files.h"
#include "tests/support/temporary_folder.h"

namespace nexor::sqlite {

namespace {

void add_account(Store& store, const std::string& key) {
  contract::changed(store, [&](Transaction& t) { contract::add(t, support::account(key)); });
}

bool has_account(Store& store, const std::string& key) {
  return contract::seen(store,
                        [&](Transaction& t) { return contract::find(t, Reference<AccountId>(key)).has_value(); });
}

// A store whose way to the system can be made to fail, and what then comes of a change.
struct Bench {
  support::TemporaryFolder folder;
  FaultyVfs vfs;
  std::string path = folder.path("nexor.db");
  std::unique_ptr<Store> store = make_store(path);

  std::optional<Fault> add_with(const FaultPlan& plan) {
    vfs.fail(plan);
    const auto fault = contract::fault_of([&] { add_account(*store, "C-1"); });
    CHECK(vfs.has_failed());
    vfs.stop_failing();
    return fault;
  }

  // The call that makes a change stand: the removal of its journal.
  int number_of_commit() {
    vfs.stop_failing();
    add_account(*store, "before");
    const auto removal = vfs.calls().find('x');
    REQUIRE(removal != std::string::npos);
    return static_cast<int>(removal) + 1;
  }

  void check_kept(bool is_kept) {
    CHECK(has_account(*store, "C-1") == is_kept);
    CHECK(has_account(*open_store(path, soon), "C-1") == is_kept);
    add_account(*store, "next");
    CHECK(has_account(*store, "next"));
  }
};

}  // namespace

TEST_CASE("a commit that happened but whose answer was lost is a success") {
  Bench bench;
  CHECK_FALSE(bench.add_with({.is_done = true, .kinds = "x"}));
  bench.check_kept(true);
}

TEST_CASE("a commit that failed is a failure, and the store works again") {
  Bench bench;
  CHECK(bench.add_with({.kinds = "x"}) == Fault::store_unavailable);
  bench.check_kept(false);
}

TEST_CASE("a sync that failed is a failure") {
  Bench bench;
  CHECK(bench.add_with({.kinds = "s"}) == Fault::store_unavailable);
  bench.check_kept(false);
}

TEST_CASE("a disk that is full is told as such, and nothing was changed") {
  Bench bench;
  CHECK(bench.add_with({.kinds = "w"}) == Fault::disk_full);
  bench.check_kept(false);
}

TEST_CASE("a commit that can't be asked about has an unknown outcome, also where it happened") {
  Bench bench;
  CHECK(bench.add_with({.nth = bench.number_of_commit(), .is_for_ever = true, .is_done = true}) ==
        Fault::outcome_unknown);
  bench.check_kept(true);
}

TEST_CASE("a commit that can't be asked about has an unknown outcome, also where it didn't happen") {
  Bench bench;
  CHECK(bench.add_with({.nth = bench.number_of_commit(), .is_for_ever = true}) == Fault::outcome_unknown);
  bench.check_kept(false);
}

TEST_CASE("while the system goes on failing, a store with an unknown outcome refuses and doesn't crash") {
  Bench bench;
  bench.vfs.fail({.nth = bench.number_of_commit(), .is_for_ever = true});
  CHECK(contract::fault_of([&] { add_account(*bench.store, "C-1"); }) == Fault::outcome_unknown);
  CHECK(contract::fault_of([&] { add_account(*bench.store, "C-2"); }) == Fault::store_unavailable);
  CHECK(contract::fault_of([&] { has_account(*bench.store, "C-1"); }) == Fault::store_unavailable);
  bench.vfs.stop_failing();
  bench.check_kept(false);
}

TEST_CASE("a change made only where the store is free is unknown just so, and the store is good again") {
  Bench bench;
  bench.vfs.fail({.nth = bench.number_of_commit(), .is_for_ever = true});
  const auto add_if_free = [&](const std::string& key) {
    bench.store->atomically_if_free(support::operation(),
                                    [&](Transaction& t) { contract::add(t, support::account(key)); });
  };
  CHECK(contract::fault_of([&] { add_if_free("C-1"); }) == Fault::outcome_unknown);
  CHECK(contract::fault_of([&] { add_if_free("C-2"); }) == Fault::store_unavailable);
  bench.vfs.stop_failing();
  bench.check_kept(false);
}

// An I/O error ends SQLite's transaction: what the change wrote after it would otherwise stand by itself.
TEST_CASE("a change that overlooks an error of the store is not kept, neither its beginning nor its end") {
  Bench bench;
  bench.store.reset();
  make_filled_store(bench.folder.path("filled.db"));
  bench.store = open_store(bench.folder.path("filled.db"), soon);
  const auto overlook = [](const auto& work) {
    try {
      work();
      FAIL("no error");
    } catch (const std::exception&) {
    }
  };
  CHECK(contract::fault_of([&] {
          contract::changed(*bench.store, [&](Transaction& t) {
            contract::add(t, support::account("begin"));
            bench.vfs.fail({.kinds = "r"});
            overlook([&] { contract::find(t, Reference<SubscriptionId>("K-39")); });
            bench.vfs.stop_failing();
            overlook([&] { contract::add(t, support::account("end")); });
            overlook([&] { t.operators().add({.name = "end"}); });
          });
        }) == Fault::store_unavailable);
  CHECK_FALSE(has_account(*bench.store, "begin"));
  CHECK_FALSE(has_account(*bench.store, "end"));
  CHECK_FALSE(contract::seen(*bench.store, [](Transaction& t) { return t.operators().find("end").has_value(); }));
}

}  // namespace nexor::sqlite
