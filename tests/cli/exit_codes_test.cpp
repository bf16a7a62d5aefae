// The table of exit codes: each fault that a store can answer with reaches the shell as its own code, in text and in
// JSON, and 1 and 12 where the answer can't be written. What commands themselves refuse is in the transcripts.

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>

#include "cli/exit_code.h"
#include "tests/support/desk_world.h"

namespace nexor {

namespace {

using support::Answer;
using support::DeskWorld;

struct Row {
  Fault fault;
  int exit;
};

// commands.md, "Exit codes", to the letter.
constexpr std::array rows{
    Row{Fault::internal, 1},          Row{Fault::output_failed, 1},    Row{Fault::usage, 2},
    Row{Fault::config_invalid, 2},    Row{Fault::input_invalid, 2},    Row{Fault::confirmation_required, 2},
    Row{Fault::reason_unknown, 2},    Row{Fault::partial, 3},          Row{Fault::not_logged_in, 4},
    Row{Fault::session_expired, 4},   Row{Fault::login_failed, 4},     Row{Fault::locked_out, 4},
    Row{Fault::permission_denied, 5}, Row{Fault::not_found, 6},        Row{Fault::already_cancelled, 7},
    Row{Fault::already_expired, 7},   Row{Fault::already_pending, 7},  Row{Fault::not_cancelled, 7},
    Row{Fault::date_refused, 7},      Row{Fault::not_allowed_yet, 7},  Row{Fault::ends_by_itself, 7},
    Row{Fault::conflict, 7},          Row{Fault::expect_mismatch, 7},  Row{Fault::over_max, 7},
    Row{Fault::batch_running, 7},     Row{Fault::store_busy, 8},       Row{Fault::store_unavailable, 8},
    Row{Fault::disk_full, 8},         Row{Fault::store_corrupt, 9},    Row{Fault::store_foreign, 9},
    Row{Fault::store_newer, 9},       Row{Fault::store_older, 9},      Row{Fault::audit_broken, 9},
    Row{Fault::declined, 10},         Row{Fault::outcome_unknown, 11}, Row{Fault::output_lost, 12}};

// A warning may stand before the error, never behind it.
std::string last_line(const std::string& text) {
  const std::size_t end = text.size() - 1;
  return text.substr(text.rfind('\n', end - 1) + 1);
}

DeskWorld desk_with_a_subscription() {
  DeskWorld world;
  world.run({"init", "--operator", "ada", "--password-stdin"}, "correct horse battery\n");
  world.run({"login", "ada", "--password-stdin"}, "correct horse battery\n");
  world.run({"plan", "add", "month", "--name", "M", "--period", "month", "--price", "1", "--currency", "EUR"});
  world.run({"account", "add", "C-1", "--name", "Ada"});
  world.run({"subscription", "add", "K-1", "--account", "C-1", "--plan", "month", "--start", "2024-01-31"});
  return world;
}

}  // namespace

TEST_CASE("every fault has its exit code, whether told in text or in JSON") {
  DeskWorld world = desk_with_a_subscription();
  for (const auto& [fault, exit] : rows) {
    CAPTURE(name_of(fault));
    CHECK(exit_code_of(fault) == exit);
    world.fail_changes(fault);
    const Answer text = world.run({"cancel", "K-1", "--reason", "unused", "--yes"});
    CHECK(text.exit == exit);
    CHECK(text.out.empty());
    CHECK(text.err.find("nexor: cancel: as the test wants it\n") != std::string::npos);
    const Answer json = world.run({"cancel", "K-1", "--reason", "unused", "--yes", "--json"});
    CHECK(json.exit == exit);
    CHECK(json.out.empty());
    const std::string told = R"({"schema":"nexor.error/1","error":{"code":")" + std::string(name_of(fault)) +
                             R"(","exit":)" + std::to_string(exit);
    CHECK(last_line(json.err).starts_with(told));
  }
}

TEST_CASE("an answer that can't be written is 1 for a read and 12 after a change") {
  DeskWorld world = desk_with_a_subscription();
  world.break_output();
  CHECK(world.run({"list"}).exit == 1);
  CHECK(world.run({"list", "--json"}).err.find(R"("code":"output_failed","exit":1)") != std::string::npos);
  CHECK(world.run({"cancel", "K-1", "--reason", "unused", "--yes"}).exit == 12);
  CHECK(world.run({"undo", "K-1", "--yes", "--json"}).err.find(R"("code":"output_lost","exit":12)") !=
        std::string::npos);
}

TEST_CASE("a partial answer that can't be written is lost as well") {
  DeskWorld world = desk_with_a_subscription();
  world.break_output();
  CHECK(world.run({"show", "K-1", "K-9"}).exit == 1);
  CHECK(world.run({"status", "K-1", "K-9", "--json"}).exit == 1);
  CHECK(world.run({"cancel", "K-8", "K-9", "--reason", "unused", "--yes"}).exit == 1);
  CHECK(world.run({"cancel", "K-1", "K-9", "--reason", "unused", "--yes"}).exit == 12);
  CHECK(world.run({"undo", "K-8", "K-9", "--yes"}).exit == 1);
  CHECK(world.run({"undo", "K-1", "K-9", "--yes"}).exit == 12);
}

TEST_CASE("a mistake in what is asked of a change's answer is told before anything is changed") {
  DeskWorld world = desk_with_a_subscription();
  const Answer answer = world.run({"cancel", "K-1", "--reason", "unused", "--yes", "--get", "nonsense"});
  CHECK(answer.exit == 2);
  CHECK(answer.err.find("--get: no field 'nonsense'") != std::string::npos);
  CHECK(world.run({"cancel", "K-1", "--reason", "unused", "--yes", "--columns", "nonsense"}).exit == 2);
  CHECK(world.run({"undo", "K-1", "--yes"}).exit == 7);
}

TEST_CASE("a change whose answer is lost names what tells it again, and nothing that doesn't fit") {
  DeskWorld world = desk_with_a_subscription();
  world.break_output();
  const auto next_of = [&](const std::vector<std::string>& words, const std::string& input = "") {
    const std::string error = world.run(words, input).err;
    CHECK(error.find(R"("code":"output_lost")") != std::string::npos);
    return error.substr(error.find(R"("next")"));
  };
  CHECK(next_of({"account", "add", "C 2", "--name", "Ada", "--json"}) == "\"next\":[\"nexor show 'C 2'\"]}}\n");
  CHECK(next_of({"account", "edit", "C-1", "--note", "x", "--json"}) == "\"next\":[\"nexor show C-1\"]}}\n");
  CHECK(next_of({"login", "ada", "--password-stdin", "--json"}, "correct horse battery\n") ==
        "\"next\":[\"nexor status\"]}}\n");
  CHECK(next_of({"token", "create", "--label", "t", "--json"}) == "\"next\":[\"nexor token revoke tok_0001Y\"]}}\n");
}

TEST_CASE("details that are asked for are told where a command fails, too, before its error") {
  DeskWorld world = desk_with_a_subscription();
  const Answer failed = world.run({"show", "K-9", "--verbose", "--json"});
  CHECK(failed.exit == 6);
  CHECK(failed.err.find("nexor: acted as ada (admin) with ") != std::string::npos);
  CHECK(last_line(failed.err).starts_with(R"({"schema":"nexor.error/1")"));
}

TEST_CASE("a no is 10, in JSON as well") {
  DeskWorld world = desk_with_a_subscription();
  world.set_terminal(true, 80);
  const Answer answer = world.run({"cancel", "K-1", "--reason", "unused", "--json"}, "n\n");
  CHECK(answer.exit == 10);
  CHECK(answer.err.find(R"("code":"declined","exit":10)") != std::string::npos);
}

TEST_CASE(
    "what is wrong with the words alone is told before a store is missed, a log-in asked for or a role looked at") {
  DeskWorld world = desk_with_a_subscription();
  for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
           {"list", "--columns", "bogus"},
           {"list", "cancellations", "--columns", "bogus"},
           {"list", "--account", "sub_0001Y"},
           {"receipt", "nope"},
           {"receipt", "sub_0001Y"},
           {"cancel", "acc_0001Y", "--reason", "unused", "--yes"},
           {"cancel", "K-1", "--reason", "unused", "--yes", "--expect", "soon"},
           {"cancel", "K-1", "--reason", "unused", "--yes", "--on-behalf-of", "a\x1b"},
           {"cancel", "K-1", "--reason", "unused", "--yes", "--feedback", std::string(5001, 'x')},
           {"undo", "acc_0001Y", "--yes"},
           {"account", "add", "NX-7Z00-001H", "--name", "A"},
           {"account", "add", "A", "--name", "A", "--time-zone", "Mars/Olympus"},
           {"account", "edit", "A", "--email", "nowhere"},
           {"plan", "add", "p", "--name", "P", "--period", "1 moon", "--price", "1", "--currency", "EUR"},
           {"subscription", "add", "S", "--account", "A", "--plan", "P", "--start", "2024-02-30"},
           {"subscription", "add", "S", "--account", "A", "--plan", "P", "--billing-day", "32"},
           {"login", "ada", "--password-file", "/nonexistent/password"},
       }) {
    CAPTURE(fmt::format("{}", fmt::join(words, " ")));
    std::vector<std::string> elsewhere = words;
    elsewhere.insert(elsewhere.end(), {"--store", "sqlite:/nonexistent/nexor.db"});
    CHECK(world.run(elsewhere).exit == 2);
    world.set_variable("NEXOR_TOKEN", "nonsense");
    CHECK(world.run(words).exit == 2);
    world.set_variable("NEXOR_TOKEN", "");
  }
}

}  // namespace nexor
