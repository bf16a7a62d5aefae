#include <doctest/doctest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <stdexcept>

#include "tests/store/contract.h"
#include "tests/store/raw_database.h"
#include "tests/store/sqlite_files.h"
#include "tests/support/temporary_folder.h"

namespace nexor::sqlite {

namespace {

enum Answer { made, conflict, other };

Answer try_to_make(const std::string& path) {
  try {
    make_store(path);
    return made;
  } catch (const Error& error) {
    return error.fault == Fault::conflict ? conflict : other;
  } catch (...) {
    return other;
  }
}

// Makes the store in a process of its own, as soon as `start` is closed.
pid_t fork_maker(const std::string& path, const std::array<int, 2>& start) {
  const pid_t child = fork();
  if (child != 0) return child;
  close(start[1]);
  char nothing = 0;
  if (read(start[0], &nothing, 1) != 0) _exit(other);
  _exit(try_to_make(path));
}

Answer answer_of(pid_t child) {
  int status = 0;
  if (waitpid(child, &status, 0) != child || !WIFEXITED(status)) return other;
  return static_cast<Answer>(WEXITSTATUS(status));
}

}  // namespace

TEST_CASE("of two processes that make a store at once, one does and one is told") {
  constexpr int rounds = 20;
  const support::TemporaryFolder folder;
  for (int round = 0; round < rounds; ++round) {
    CAPTURE(round);
    const std::string path = folder.path("nexor-" + std::to_string(round) + ".db");
    std::array<int, 2> start{};
    REQUIRE(pipe(start.data()) == 0);
    const std::array children{fork_maker(path, start), fork_maker(path, start)};
    close(start[0]);
    close(start[1]);
    std::array answers{answer_of(children[0]), answer_of(children[1])};
    std::sort(answers.begin(), answers.end());
    CHECK(answers == std::array{made, conflict});
    CHECK(RawDatabase(path).ask("SELECT count(*) FROM operations") == "1\n");
  }
}

TEST_CASE("a store that is there is not made again") {
  const support::TemporaryFolder folder;
  make_filled_store(folder.path("nexor.db"));
  const std::string before = support::bytes_of(folder.path("nexor.db"));
  CHECK(try_to_make(folder.path("nexor.db")) == conflict);
  CHECK(support::bytes_of(folder.path("nexor.db")) == before);
}

TEST_CASE("a store is made with its first content, or not at all") {
  const support::TemporaryFolder folder;
  const std::string path = folder.path("nexor.db");
  const auto make_with = [&](const std::function<void(Transaction&)>& content) {
    return create_store(path, soon, contract::info(), support::operation(), content);
  };
  CHECK_THROWS_AS(make_with([](Transaction&) { throw std::runtime_error("no"); }), std::runtime_error);
  CHECK(contract::fault_of([&] { open_store(path, soon); }) == Fault::store_foreign);
  make_with([](Transaction& t) { contract::add(t, support::account("C-1")); });
  CHECK(contract::seen(*open_store(path, soon), [](Transaction& t) { return t.accounts().list({}).total; }) == 1);
}

TEST_CASE("folders that are missing are made for their owner alone, whatever the umask") {
  const support::TemporaryFolder folder;
  const mode_t before = umask(0);
  make_store(folder.path("a/b/nexor.db"));
  umask(before);
  for (const char* made_folder : {"a", "a/b"}) {
    struct stat status {};
    REQUIRE(stat(folder.path(made_folder).c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0700);
  }
}

}  // namespace nexor::sqlite
