#include "cli/report_error.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/exit_code.h"
#include "cli/output/error_json.h"
#include "lib/text/harmless.h"
#include "lib/text/json_writer.h"

namespace nexor {

namespace {

// Faults that a person must take further.
bool needs_a_person(Fault fault) {
  constexpr int damaged = 9;
  return fault == Fault::internal || fault == Fault::outcome_unknown || exit_code_of(fault) == damaged;
}

// What is near and what to do, in at most two lines. `support` is empty where nobody has to be asked.
std::vector<std::string> lines_below(const Error& error, const std::string& support) {
  std::vector<std::string> lines;
  if (!error.hint.empty()) lines.push_back(error.hint);
  if (!error.next.empty()) lines.push_back(fmt::format("next: {}", fmt::join(error.next, "   or: ")));
  if (support.empty()) return lines;
  if (lines.size() < 2) {
    lines.push_back("support: " + support);
  } else {
    lines.back() += "   support: " + support;
  }
  return lines;
}

}  // namespace

void report_error(std::ostream& err, const Error& error, const std::string& command, const std::string& contact,
                  bool is_json) {
  const std::string support = needs_a_person(error.fault) ? contact : "";
  if (is_json) {
    std::string text;
    JsonWriter json(text);
    json.begin_object();
    json.member("schema", "nexor.error/1");
    json.key("error");
    write_error(json, error, exit_code_of(error), support);
    json.end_object();
    err << text << '\n';
    return;
  }
  err << "nexor: " << (command.empty() ? "" : command + ": ") << harmless(error.message) << '\n';
  for (const std::string& line : lines_below(error, support)) err << "  " << harmless(line) << '\n';
}

}  // namespace nexor
