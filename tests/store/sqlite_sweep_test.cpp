#include <doctest/doctest.h>

#include <filesystem>

#include "tests/store/contract.h"
#include "tests/store/faulty_vfs.h"
#include "tests/store/raw_database.h"
#include "tests/store/sqlite_files.h"
#include "tests/support/temporary_folder.h"

namespace nexor::sqlite {

namespace {

using Change = std::function<void(Transaction&)>;

std::string contents_of(const std::string& path) { return RawDatabase(path).contents(); }

// One change of one store, made again and again from the same beginning with other faults.
class Sweep {
 public:
  explicit Sweep(Change change) : change_(std::move(change)) {
    make_filled_store(path_);
    bytes_before_ = support::bytes_of(path_);
    before_ = contents_of(path_);
    open_store(path_, soon)->atomically(operation_, change_);
    after_ = contents_of(path_);
    REQUIRE(before_ != after_);
  }

  // Opens the store and makes the change with these faults. False where none of them came about.
  bool run(const FaultPlan& plan) {
    start_again();
    std::optional<Fault> fault;
    bool has_failed = false;
    {
      FaultyVfs vfs;
      std::unique_ptr<Store> store;
      vfs.fail(plan);
      fault = contract::fault_of([&] {
        store = open_store(path_, soon);
        store->atomically(operation_, change_);
      });
      has_failed = vfs.has_failed();
      vfs.stop_failing();
      if (store) CHECK(contract::seen(*store, [](Transaction& t) { return t.info().id; }) == "store-1");
    }
    check_truth(fault);
    if (!has_failed) CHECK_FALSE(fault);
    return has_failed;
  }

 private:
  void start_again() {
    std::filesystem::remove(path_ + "-journal");
    support::write_bytes(path_, bytes_before_);
  }

  // The state is the one before or the one after, and the answer said which.
  void check_truth(std::optional<Fault> fault) {
    RawDatabase file(path_);
    const std::string now = file.contents();
    CHECK(file.is_sound());
    if (fault == Fault::outcome_unknown) {
      CHECK((now == before_ || now == after_));
    } else {
      CHECK(now == (fault ? before_ : after_));
    }
    if (fault) CHECK(fault != Fault::internal);
  }

  support::TemporaryFolder folder_;
  std::string path_ = folder_.path("nexor.db");
  Operation operation_ = support::operation();
  Change change_;
  std::string bytes_before_;
  std::string before_;
  std::string after_;
};

// Fails the n-th call, for n = 1 and so on by `next`, until the change gets through untouched: once and for ever, with
// the call not done and with it done but its answer lost.
template <class Next>
void sweep(Sweep& sweep, const Next& next) {
  for (const bool is_for_ever : {false, true}) {
    for (const bool is_done : {false, true}) {
      CAPTURE(is_for_ever);
      CAPTURE(is_done);
      bool is_failing = true;
      for (int nth = 1; is_failing; nth = next(nth)) {
        CAPTURE(nth);
        is_failing = sweep.run({.nth = nth, .is_for_ever = is_for_ever, .is_done = is_done});
      }
    }
  }
}

void cancel_one(Transaction& t) {
  const auto service = contract::find(t, Reference<SubscriptionId>("K-39")).value();
  Cancellation cancellation = support::cancellation(service.subscription.id, "2024-02-28");
  cancellation.feedback = "too slow";
  cancellation.replaces = service.cancellation.value().confirmation;
  contract::add(t, cancellation, "salt");
  const Event event = support::event(t.events().head().number + 1, "K-39");
  t.events().append(std::span(&event, 1));
}

// More than SQLite keeps in memory, so that the file is written before the commit.
void add_much(Transaction& t) {
  constexpr int count = 800;
  constexpr std::size_t length = 4000;
  for (int i = 0; i < count; ++i) {
    Account account = support::account("much-" + std::to_string(i));
    account.note = std::string(length, 'n');
    contract::add(t, account);
  }
}

}  // namespace

TEST_CASE("whichever call of a cancellation fails, it is whole or not there, and the answer is true") {
  Sweep cancelling(cancel_one);
  sweep(cancelling, [](int nth) { return nth + 1; });
}

TEST_CASE("a change larger than the cache is whole or not there too") {
  Sweep adding(add_much);
  sweep(adding, [](int nth) { return nth + 1 + nth / 3; });
}

TEST_CASE("whichever call fails while a store is made, there is a whole one or none, and it can be made again") {
  const support::TemporaryFolder folder;
  const std::string path = folder.path("nexor.db");
  for (const bool is_for_ever : {false, true}) {
    bool is_failing = true;
    for (int nth = 1; is_failing; ++nth) {
      CAPTURE(is_for_ever);
      CAPTURE(nth);
      std::optional<Fault> fault;
      {
        FaultyVfs vfs;
        vfs.fail({.nth = nth, .is_for_ever = is_for_ever});
        fault = contract::fault_of([&] { make_store(path); });
        is_failing = vfs.has_failed();
      }
      CHECK(fault != Fault::internal);
      const auto again = contract::fault_of([&] { make_store(path); });
      if (fault != Fault::outcome_unknown) CHECK(again == (fault ? std::nullopt : std::optional(Fault::conflict)));
      CHECK(RawDatabase(path).is_sound());
      open_store(path, soon);
      std::filesystem::remove(path);
    }
  }
}

}  // namespace nexor::sqlite
