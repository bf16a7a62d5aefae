#include "cli/report_error.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/exit_code.h"
#include "cli/output/error_json.h"
#include "cli/output/prose.h"
#include "cli/output/width.h"
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

// Where a word in quotes begins, or ends: an apostrophe stands between letters.
bool is_opening(std::string_view text, std::size_t at) {
  return text[at] == '\'' && (at == 0 || text[at - 1] == ' ' || text[at - 1] == '(');
}
std::size_t closing_behind(std::string_view text, std::size_t begin) {
  for (std::size_t at = text.find('\'', begin); at != std::string_view::npos; at = text.find('\'', at + 1)) {
    if (at + 1 == text.size() || std::string_view(" ,;:.)?-").find(text[at + 1]) != std::string_view::npos) return at;
  }
  return text.size();
}

// What somebody typed is told whole where a glance takes it in; a path wherever it could be one.
std::string shortened_word(std::string_view word) {
  constexpr int most = 80;
  constexpr int most_of_a_path = 255;
  const int width = word.find('/') == std::string_view::npos ? most : most_of_a_path;
  std::string shown = harmless(word);
  return display_width(shown) > width ? cut(shown, width) : std::string(word);
}

std::string shortened(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const bool is_quoted = is_opening(text, at);
    result += text[at++];
    if (!is_quoted) continue;
    const std::size_t end = closing_behind(text, at);
    result += shortened_word(text.substr(at, end - at));
    at = end;
  }
  constexpr int most_of_all = 2000;
  return display_width(harmless(result)) > most_of_all ? cut(harmless(result), most_of_all) : result;
}

}  // namespace

void report_error(std::ostream& err, Error error, const std::string& command, const std::string& contact, bool is_json,
                  int width) {
  error.message = shortened(error.message);
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
  const std::string named = command.empty() ? "nexor: " : fmt::format("nexor: {}: ", command);
  err << prose(named + harmless(error.message), width) << '\n';
  for (const std::string& line : lines_below(error, support)) err << prose("  " + harmless(line), width) << '\n';
}

std::string in_a_line(const Error& error) {
  const bool says_what_is_near = error.fault == Fault::not_found || error.hint.starts_with("did you mean");
  return says_what_is_near && !error.hint.empty() ? error.message + "; " + error.hint : error.message;
}

}  // namespace nexor
