#include "cli/shapes/finding.h"

#include <fmt/format.h>

#include "cli/context.h"
#include "cli/output/table.h"
#include "cli/print.h"
#include "lib/text/json_writer.h"

namespace nexor {

namespace {

std::string_view name_of(FindingLevel level) {
  switch (level) {
    case FindingLevel::good:
      return "ok";
    case FindingLevel::warning:
      return "warning";
    case FindingLevel::bad:
      break;
  }
  return "bad";
}

Ink ink_of(FindingLevel level) {
  if (level == FindingLevel::good) return Ink::plain;
  return level == FindingLevel::bad ? Ink::bad : Ink::warning;
}

}  // namespace

Shape<Finding> finding_shape() {
  return {.kind = "findings",
          .schema = "nexor.finding/1",
          .columns = {{"check", 0, false, [](const Finding& f) { return f.check; }},
                      {"status", 0, false, [](const Finding& f) { return std::string(name_of(f.level)); }},
                      {"message", 0, true, [](const Finding& f) { return f.message; }},
                      {"advice", 1, true, [](const Finding& f) { return f.advice; }}},
          .members =
              [](JsonWriter& json, const Finding& f) {
                json.member("check", f.check);
                json.member("status", name_of(f.level));
                json.member("message", f.message);
                json.member("advice", f.advice.empty() ? std::nullopt : std::optional(f.advice));
                json.member("code", f.level == FindingLevel::bad ? std::optional(name_of(f.fault)) : std::nullopt);
              },
          .id = [](const Finding& f) { return f.check; }};
}

void print_findings(Context& context, const std::vector<Finding>& findings) {
  if (!context.is_in_words()) return print_all(context, finding_shape(), findings);
  std::vector<CardLine> lines;
  for (const Finding& f : findings) {
    lines.push_back({f.check, fmt::format("{}: {}", name_of(f.level), f.message), ink_of(f.level)});
    if (!f.advice.empty()) lines.push_back({"", f.advice});
  }
  context.out() << render_card(lines, context.width(), context.paint());
}

}  // namespace nexor
