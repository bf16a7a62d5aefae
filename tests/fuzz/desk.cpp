#include "tests/fuzz/desk.h"

#include <algorithm>
#include <array>
#include <memory>
#include <nlohmann/json.hpp>

#include "tests/fuzz/property.h"
#include "tests/support/desk_world.h"

namespace nexor::fuzz {

namespace {

using support::Answer;
using support::DeskWorld;

constexpr std::array lines{
    "nexor init --operator ada --password-file FOLDER/pw",
    "nexor login ada --password-file FOLDER/pw",
    "nexor plan add month --name Month --price 9 --currency EUR --period month",
    "nexor plan add extra --name Extra --price 1 --currency EUR --period month --addon",
    "nexor account add C-1 --name Ada --email ada@example.com",
    "nexor subscription add S-1 --account C-1 --plan month --start 2026-01-31",
    "nexor subscription add S-2 --account C-1 --plan month --start 2026-02-01",
    "nexor subscription add E-1 --account C-1 --plan extra --start 2026-02-01 --base S-1",
};

std::unique_ptr<DeskWorld> furnished() {
  auto world = std::make_unique<DeskWorld>();
  world->write_file("pw", "correct horse battery\n");
  for (const char* line : lines) must(world->run_line(world->with_folder(line)).exit == 0, line);
  return world;
}

void check_text(std::string_view text) {
  must(std::ranges::all_of(text, [](unsigned char c) { return c == '\n' || c == '\t' || (c >= 0x20 && c != 0x7F); }),
       "nothing that is printed acts on a terminal");
}

}  // namespace

void hand_over(const std::vector<std::string>& command, std::string_view file) {
  static const std::unique_ptr<DeskWorld> world = furnished();
  const Answer answer = world->run(command, std::string(file));
  must(answer.exit == 0 || answer.exit == 2 || answer.exit == 3, "a file is done, invalid, or done in part");
  check_text(answer.out);
  check_text(answer.err);
  if (std::ranges::find(command, "--json") == command.end()) return;
  must(answer.exit == 2 || nlohmann::json::accept(answer.out), "the answer is one document");
  if (answer.exit != 2) return;
  const std::size_t last = answer.err.rfind('\n', answer.err.size() - 2);
  must(nlohmann::json::accept(answer.err.substr(last == std::string::npos ? 0 : last + 1)),
       "the last line of the errors is a document");
}

}  // namespace nexor::fuzz
