#include "tests/fault/story.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "cli/commands.h"

namespace nexor::fault {

namespace {

const Step log_in{"nexor login ada --password-stdin", "correct horse battery"};
const Step make_store{"nexor init --operator ada --password-stdin", "correct horse battery"};

constexpr std::string_view book =
    "key,account,plan,start_on\n"
    "B-1,C-2,month,2026-01-31\nB-2,C-2,month,2026-01-31\nB-3,C-2,month,2026-01-31\n";
constexpr std::string_view rows = "subscription\nB-1\nB-2\nB-3\nnowhere\n";
constexpr std::string_view requests =
    "key,name,email,plan\nR-2,Alan,alan@example.com,month\nR-3,Edsger,edsger@example.com,month\n";

constexpr int batch_rows = 620;

std::string many(std::string_view header, std::string_view rest) {
  std::string lines(header);
  for (int row = 0; row < batch_rows; ++row) lines += fmt::format("\nB-{:03}{}", row, rest);
  return lines + '\n';
}

constexpr std::array<std::string_view, 20> reading{
    "status",       "list",    "show",         "history",    "report reasons", "report churn", "report upcoming",
    "receipt",      "export",  "audit verify", "audit head", "config show",    "config get",   "config path",
    "config check", "reasons", "completion",   "schema",     "help",           "version"};

}  // namespace

std::vector<Step> story_of_a_desk() {
  return {
      make_store,
      log_in,
      {"nexor plan add month --name Month --period month --price 9.99 --currency EUR"},
      {"nexor plan add extra --name Extra --period month --price 1 --currency EUR --addon"},
      {"nexor plan edit month --price 10.99"},
      {"nexor account add C-1 --name 'Ada Größmann' --email ada@example.com --note 'calls on Mondays'"},
      {"nexor account add C-2 --name 'Cem Celik'"},
      {"nexor account edit C-1 --note 'calls on Tuesdays'"},
      {"nexor subscription add K-1 --account C-1 --plan month --start 2026-01-31"},
      {"nexor subscription add K-1a --account C-1 --plan extra --base K-1 --start 2026-02-10"},
      {"nexor subscription add K-2 --account C-1 --plan month --start 2026-01-31"},
      {"nexor import subscriptions -", std::string(book)},
      {"nexor cancel K-1 --reason unused --yes --feedback 'moved to Oslo'"},
      {"nexor cancel K-1 --reason unused --at 2026-11-24 --yes"},
      {"nexor undo K-1 --yes"},
      {"nexor cancel K-2 --reason fraud --at now --yes"},
      {"nexor process"},
      {"nexor undo K-2 --reinstate --yes"},
      {"nexor feedback K-1 -m 'no offline mode'"},
      {"nexor request add R-1 --name 'Grace Hopper' --email grace@example.com --plan month"},
      {"nexor import requests -", std::string(requests)},
      {"nexor approve R-1 --yes"},
      {"nexor decline R-2 R-3 --reason spam --yes"},
      {"nexor reopen R-2 --yes"},
      {"nexor operator add grace --role operator --password-stdin", "another horse battery"},
      {"nexor operator edit grace --role viewer"},
      {"nexor operator disable grace --yes"},
      {"nexor operator enable grace"},
      {"nexor passwd grace --password-stdin --yes", "a third horse battery"},
      {"nexor token create --label night --for grace"},
      {"nexor token revoke tok_0001Y --yes"},
      {"nexor backup FOLDER/kept.db"},
      {"nexor cancel --from - --reason unused --key night --yes", std::string(rows), 3},
      {"nexor undo --batch night --yes"},
      {"nexor account close C-2 --cancel-subscriptions --reason account_closed --at now --yes"},
      {"nexor account reopen C-2"},
      {"nexor redact C-1 --yes"},
      {"nexor plan retire extra --yes"},
      {"nexor session revoke ses_0001Y --yes"},
      log_in,
      {"nexor logout"},
      {"nexor doctor"},
      {"nexor restore FOLDER/kept.db --yes"},
      log_in,
      {"nexor cancel K-1 --reason unused --yes"},
  };
}

std::vector<Step> story_before_a_batch() {
  return {
      make_store,
      log_in,
      {"nexor plan add month --name Month --period month --price 9.99 --currency EUR"},
      {"nexor account add C-1 --name 'Ada Größmann'"},
      {"nexor import subscriptions -", many("key,account,plan,start_on", ",C-1,month,2026-01-31")},
  };
}

std::vector<Step> story_of_a_batch() {
  return {
      {"nexor cancel --from - --reason unused --key night --yes -q", many("subscription", "")},
      {"nexor undo --batch night --yes -q"},
  };
}

std::span<const std::string_view> reading_commands() { return reading; }

std::string_view command_in(std::string_view line) {
  std::string_view longest;
  for (const CommandEntry& entry : command_index()) {
    const bool is_named =
        line.starts_with(fmt::format("nexor {} ", entry.name)) || line == fmt::format("nexor {}", entry.name);
    if (is_named && entry.name.size() > longest.size()) longest = entry.name;
  }
  return longest;
}

}  // namespace nexor::fault
