#include <doctest/doctest.h>
#include <sys/stat.h>

#include <chrono>
#include <future>
#include <thread>

#include "lib/store/sqlite/work_lock.h"
#include "tests/store/contract.h"
#include "tests/store/raw_database.h"
#include "tests/store/sqlite_files.h"
#include "tests/support/temporary_folder.h"

namespace nexor::sqlite {

namespace {

using namespace std::chrono_literals;

void add_account(Store& store, const std::string& key) {
  contract::changed(store, [&](Transaction& t) { contract::add(t, support::account(key)); });
}

std::optional<std::int64_t> accounts(Transaction& t) { return t.accounts().list({.after = {}, .limit = 1}).total; }

// How long `work` takes to be refused as busy.
std::chrono::milliseconds time_to_busy(const std::function<void()>& work) {
  const auto since = std::chrono::steady_clock::now();
  CHECK(contract::fault_of(work) == Fault::store_busy);
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - since);
}

}  // namespace

TEST_CASE("a store that another holds is busy when the lock timeout has passed, and not much later") {
  const support::TemporaryFolder folder;
  const std::string path = folder.path("nexor.db");
  make_store(path);
  constexpr auto timeout = 100ms;
  constexpr auto slack = 400ms;
  const auto store = open_store(path, timeout);
  RawDatabase other(path);
  other.run("BEGIN EXCLUSIVE");
  const auto writing = time_to_busy([&] { add_account(*store, "C-1"); });
  const auto reading = time_to_busy([&] { contract::seen(*store, accounts); });
  const auto opening = time_to_busy([&] { open_store(path, timeout); });
  for (const auto waited : {writing, reading, opening}) {
    CHECK(waited >= timeout);
    CHECK(waited < timeout + slack);
  }
  other.run("ROLLBACK");
  add_account(*store, "C-1");
  CHECK(contract::seen(*store, accounts) == 1);
}

TEST_CASE("with no time to wait, a busy store answers at once") {
  const support::TemporaryFolder folder;
  make_store(folder.path("nexor.db"));
  const auto store = open_store(folder.path("nexor.db"), 0ms);
  RawDatabase other(folder.path("nexor.db"));
  other.run("BEGIN IMMEDIATE");
  CHECK(time_to_busy([&] { add_account(*store, "C-1"); }) < 100ms);
  CHECK(contract::seen(*store, accounts) == 0);
}

TEST_CASE("who waits for a lock gets it when it is free") {
  const support::TemporaryFolder folder;
  make_store(folder.path("nexor.db"));
  const auto store = open_store(folder.path("nexor.db"), soon);
  RawDatabase other(folder.path("nexor.db"));
  other.run("BEGIN EXCLUSIVE");
  auto waiting = std::async(std::launch::async, [&] { add_account(*store, "C-1"); });
  CHECK(waiting.wait_for(50ms) == std::future_status::timeout);
  other.run("ROLLBACK");
  waiting.get();
  CHECK(contract::seen(*store, accounts) == 1);
}

TEST_CASE("who waits for the store is seen by those who work in many steps, until the turn is over") {
  const support::TemporaryFolder folder;
  const auto worker = make_store(folder.path("nexor.db"));
  const auto waiter = open_store(folder.path("nexor.db"), soon);
  RawDatabase other(folder.path("nexor.db"));
  const auto wait_for = [&](bool is_waited_for) {
    const auto until = std::chrono::steady_clock::now() + soon;
    while (worker->is_waited_for() != is_waited_for && std::chrono::steady_clock::now() < until) {
      std::this_thread::sleep_for(1ms);
    }
    return worker->is_waited_for() == is_waited_for;
  };
  const auto lock = worker->lock_batch(BatchId{1});
  CHECK_FALSE(worker->is_waited_for());
  other.run("BEGIN EXCLUSIVE");
  auto waiting = std::async(std::launch::async, [&] {
    bool is_seen_at_work = false;
    contract::changed(*waiter, [&](Transaction&) { is_seen_at_work = worker->is_waited_for(); });
    return is_seen_at_work;
  });
  CHECK(wait_for(true));
  other.run("ROLLBACK");
  CHECK(waiting.get());
  CHECK_FALSE(worker->is_waited_for());
}

TEST_CASE("who waits where no lock file is, or something else in its place, is only not seen") {
  const support::TemporaryFolder folder;
  const std::string path = folder.path("nexor.db");
  const auto worker = make_store(path);
  CHECK_FALSE(worker->is_waited_for());
  CHECK_FALSE(show_waiting(lock_file_of(path)));
  REQUIRE(mkfifo(lock_file_of(path).c_str(), 0600) == 0);
  CHECK_FALSE(worker->is_waited_for());
  CHECK_FALSE(show_waiting(lock_file_of(path)));
}

TEST_CASE("a read that is under way sees one state, and a writer who can't wait for it changes nothing") {
  const support::TemporaryFolder folder;
  const auto reader = make_store(folder.path("nexor.db"));
  const auto writer = open_store(folder.path("nexor.db"), 50ms);
  reader->read([&](Transaction& t) {
    CHECK(accounts(t) == 0);
    CHECK(contract::fault_of([&] { add_account(*writer, "C-1"); }) == Fault::store_busy);
    CHECK(accounts(t) == 0);
  });
  CHECK(contract::seen(*reader, accounts) == 0);
  add_account(*writer, "C-1");
  CHECK(contract::seen(*reader, accounts) == 1);
}

TEST_CASE("a writer waits for a read that is under way, which sees one state to its end") {
  const support::TemporaryFolder folder;
  const auto reader = make_store(folder.path("nexor.db"));
  const auto writer = open_store(folder.path("nexor.db"), soon);
  std::future<void> writing;
  reader->read([&](Transaction& t) {
    CHECK(accounts(t) == 0);
    writing = std::async(std::launch::async, [&] { add_account(*writer, "C-1"); });
    CHECK(writing.wait_for(50ms) == std::future_status::timeout);
    CHECK(accounts(t) == 0);
  });
  writing.get();
  CHECK(contract::seen(*reader, accounts) == 1);
}

TEST_CASE("changes that many make at once are all made, one after the other") {
  const support::TemporaryFolder folder;
  make_store(folder.path("nexor.db"));
  constexpr int writers = 6;
  constexpr int changes = 5;
  std::vector<std::future<void>> writing;
  for (int writer = 0; writer < writers; ++writer) {
    writing.push_back(std::async(std::launch::async, [&, writer] {
      const auto store = open_store(folder.path("nexor.db"), 10s);
      for (int i = 0; i < changes; ++i) {
        contract::changed(*store, [&](Transaction& t) {
          const Event event = support::event(t.events().head().number + 1, std::to_string(writer));
          t.events().append(std::span(&event, 1));
        });
      }
    }));
  }
  for (auto& one : writing) one.get();
  const auto store = open_store(folder.path("nexor.db"), soon);
  CHECK(contract::seen(*store, [](Transaction& t) { return t.events().head().number; }) == writers * changes);
}

}  // namespace nexor::sqlite
