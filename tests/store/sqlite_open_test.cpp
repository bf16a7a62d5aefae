#include <doctest/doctest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "lib/store/sqlite/connection.h"
#include "tests/store/contract.h"
#include "tests/store/raw_database.h"
#include "tests/store/sqlite_files.h"
#include "tests/support/temporary_folder.h"

namespace nexor::sqlite {

namespace {

std::optional<Fault> fault_of_opening(const std::string& path) {
  return contract::fault_of([&] { open_store(path, soon); });
}

std::optional<Fault> fault_of_making(const std::string& path) {
  return contract::fault_of([&] { make_store(path); });
}

// Opening and making are both refused, and the file and its folder stay byte for byte as they are.
void check_left_alone(const support::TemporaryFolder& folder, const std::string& path, Fault fault) {
  const std::string before = support::bytes_of(path);
  const auto files = [&] {
    const std::filesystem::directory_iterator all(std::filesystem::path(folder.path("x")).parent_path());
    return std::distance(begin(all), end(all));
  };
  const auto count_before = files();
  CHECK(fault_of_opening(path) == fault);
  CHECK(fault_of_making(path) == fault);
  CHECK(support::bytes_of(path) == before);
  CHECK(files() == count_before);
}

// A store whose file has this mode, and what comes of using it for somebody whom that binds: nobody, where this is
// root.
class Forbidding {
 public:
  explicit Forbidding(mode_t mode) {
    make_store(path_);
    REQUIRE(chmod(folder_.path(".").c_str(), 0777) == 0);
    REQUIRE(chmod(path_.c_str(), mode) == 0);
  }

  std::optional<Fault> fault_of(const std::function<void(Store&)>& use) const {
    const pid_t child = fork();
    if (child == 0) _exit(as_nobody(use));
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    REQUIRE(WIFEXITED(status));
    REQUIRE(WEXITSTATUS(status) != failed);
    if (WEXITSTATUS(status) == done) return {};
    return static_cast<Fault>(WEXITSTATUS(status));
  }

 private:
  static constexpr int done = 200;  // behind all faults
  static constexpr int failed = 201;

  int as_nobody(const std::function<void(Store&)>& use) const {
    constexpr uid_t nobody = 65534;
    if (geteuid() == 0 && setuid(nobody) != 0) return failed;
    try {
      const auto fault = contract::fault_of([&] { use(*open_store(path_, soon)); });
      return fault ? static_cast<int>(*fault) : done;
    } catch (...) {
      return failed;
    }
  }

  support::TemporaryFolder folder_;
  std::string path_ = folder_.path("nexor.db");
};

}  // namespace

TEST_CASE("a store that is missing is not made by opening it") {
  const support::TemporaryFolder folder;
  CHECK(fault_of_opening(folder.path("nexor.db")) == Fault::store_unavailable);
  CHECK(fault_of_opening(folder.path("no/folder/nexor.db")) == Fault::store_unavailable);
  CHECK_FALSE(std::filesystem::exists(folder.path("nexor.db")));
  CHECK_FALSE(std::filesystem::exists(folder.path("no")));
}

TEST_CASE("what is no file is refused at once") {
  const support::TemporaryFolder folder;
  REQUIRE(mkfifo(folder.path("fifo").c_str(), 0600) == 0);
  for (const std::string& path : {folder.path("."), folder.path("fifo"), std::string("/dev/null")}) {
    CAPTURE(path);
    CHECK(fault_of_opening(path) == Fault::store_unavailable);
    CHECK(fault_of_making(path) == Fault::store_unavailable);
  }
}

TEST_CASE("a path below a file is refused") {
  const support::TemporaryFolder folder;
  support::write_bytes(folder.path("file"), "");
  CHECK(fault_of_opening(folder.path("file/nexor.db")) == Fault::store_unavailable);
  CHECK(fault_of_making(folder.path("file/nexor.db")) == Fault::store_unavailable);
}

TEST_CASE("a store that may not be written can be read, and a change is refused in words") {
  const Forbidding forbidding(0444);
  CHECK_FALSE(
      forbidding.fault_of([](Store& store) { contract::seen(store, [](Transaction& t) { return t.info(); }); }));
  CHECK(forbidding.fault_of([](Store& store) {
    contract::changed(store, [](Transaction& t) { contract::add(t, support::account("C-1")); });
  }) == Fault::permission_denied);
}

TEST_CASE("a store that may not be read is refused") {
  CHECK(Forbidding(0).fault_of([](Store&) {}) == Fault::store_unavailable);
}

TEST_CASE("another program's database is refused and left alone") {
  const support::TemporaryFolder folder;
  const std::string path = folder.path("other.db");
  RawDatabase(path).run("CREATE TABLE accounts (id INTEGER PRIMARY KEY); INSERT INTO accounts VALUES (1)");
  check_left_alone(folder, path, Fault::store_foreign);
  RawDatabase(path).run("PRAGMA application_id = 7");
  check_left_alone(folder, path, Fault::store_foreign);
}

TEST_CASE("another program's database with a log of its own is left alone too") {
  const support::TemporaryFolder folder;
  const std::string path = folder.path("other.db");
  {
    RawDatabase other(folder.path("running.db"));
    other.run("PRAGMA journal_mode = WAL; CREATE TABLE t (x); INSERT INTO t VALUES (1)");
    for (const char* suffix : {"", "-wal"}) {
      std::filesystem::copy_file(folder.path("running.db") + suffix, path + suffix);
    }
  }
  const std::string before = support::bytes_of(path) + support::bytes_of(path + "-wal");
  CHECK(fault_of_opening(path) == Fault::store_foreign);
  CHECK(fault_of_making(path) == Fault::store_foreign);
  CHECK(support::bytes_of(path) + support::bytes_of(path + "-wal") == before);
}

TEST_CASE("a file of text is refused and left alone") {
  const support::TemporaryFolder folder;
  for (const std::string& text : {std::string("x"), std::string("subscription,reason\n"), std::string(5000, '\n')}) {
    support::write_bytes(folder.path("list.csv"), text);
    check_left_alone(folder, folder.path("list.csv"), Fault::store_foreign);
  }
}

TEST_CASE("an empty file is no store, but one can be made in it") {
  const support::TemporaryFolder folder;
  support::write_bytes(folder.path("nexor.db"), "");
  CHECK(fault_of_opening(folder.path("nexor.db")) == Fault::store_foreign);
  CHECK(support::bytes_of(folder.path("nexor.db")).empty());
  CHECK_FALSE(fault_of_making(folder.path("nexor.db")));
  CHECK_FALSE(fault_of_opening(folder.path("nexor.db")));
}

TEST_CASE("a store of a newer nexor is refused and left alone") {
  const support::TemporaryFolder folder;
  make_filled_store(folder.path("nexor.db"));
  RawDatabase(folder.path("nexor.db")).run("PRAGMA user_version = 9999");
  check_left_alone(folder, folder.path("nexor.db"), Fault::store_newer);
}

TEST_CASE("a store of no version is damaged, and is left alone") {
  const support::TemporaryFolder folder;
  make_filled_store(folder.path("nexor.db"));
  RawDatabase(folder.path("nexor.db")).run("PRAGMA user_version = 0");
  check_left_alone(folder, folder.path("nexor.db"), Fault::store_corrupt);
}

TEST_CASE("a store whose tables aren't there is damaged") {
  const support::TemporaryFolder folder;
  make_store(folder.path("nexor.db"));
  RawDatabase(folder.path("nexor.db")).run("DROP TABLE login_failures");
  const auto store = open_store(folder.path("nexor.db"), soon);
  CHECK(contract::fault_of([&] {
          contract::seen(*store, [](Transaction& t) { return t.operators().login_failures("ada"); });
        }) == Fault::store_corrupt);
}

TEST_CASE("a name that SQLite has another meaning for is a file's name") {
  const support::TemporaryFolder folder;
  const auto before = std::filesystem::current_path();
  std::filesystem::current_path(folder.path("."));
  for (const std::string path : {":memory:", "file:nexor.db?mode=memory"}) {
    CAPTURE(path);
    CHECK(fault_of_opening(path) == Fault::store_unavailable);
    CHECK_FALSE(fault_of_making(path));
    CHECK(std::filesystem::exists(folder.path(path)));
    CHECK_FALSE(fault_of_opening(path));
  }
  CHECK(fault_of_making("") == Fault::store_unavailable);
  std::filesystem::current_path(before);
}

TEST_CASE("every setting that a store rests on is in force") {
  const support::TemporaryFolder folder;
  make_store(folder.path("nexor.db"));
  Connection connection(folder.path("nexor.db"), soon, OpenAs::existing);
  connection.configure();
  constexpr int extra = 3;
  constexpr int memory = 2;
  CHECK(connection.ask("PRAGMA synchronous") == extra);
  CHECK(connection.ask("PRAGMA foreign_keys") == 1);
  CHECK(connection.ask("PRAGMA trusted_schema") == 0);
  CHECK(connection.ask("PRAGMA cell_size_check") == 1);
  CHECK(connection.ask("PRAGMA temp_store") == memory);
  CHECK(connection.ask("SELECT count(*) FROM pragma_journal_mode WHERE journal_mode = 'delete'") == 1);
  CHECK(connection.ask("PRAGMA application_id") == 0x4E584F52);
  CHECK(connection.ask("PRAGMA user_version") == 2);
}

TEST_CASE("a store that somebody has given a log gets its journal back") {
  const support::TemporaryFolder folder;
  make_store(folder.path("nexor.db"));
  RawDatabase(folder.path("nexor.db")).run("PRAGMA journal_mode = WAL");
  const auto store = open_store(folder.path("nexor.db"), soon);
  contract::changed(*store, [](Transaction& t) { contract::add(t, support::account("C-1")); });
  CHECK(RawDatabase(folder.path("nexor.db")).ask("PRAGMA journal_mode") == "delete\n");
}

TEST_CASE("a store is told by its kind and its path") {
  const support::TemporaryFolder folder;
  CHECK(make_store(folder.path("nexor.db"))->location() == "sqlite:" + folder.path("nexor.db"));
}

}  // namespace nexor::sqlite
