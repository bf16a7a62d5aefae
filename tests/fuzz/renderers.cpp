// Text from outside in every form that nexor prints: the first byte says which, the rest is the text.

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <sstream>
#include <vector>

#include "cli/output/delimited.h"
#include "cli/output/paint.h"
#include "cli/output/shell_quoted.h"
#include "cli/output/table.h"
#include "cli/output/width.h"
#include "lib/text/bar_chart.h"
#include "lib/text/csv.h"
#include "lib/text/harmless.h"
#include "lib/text/html.h"
#include "lib/text/json_writer.h"
#include "lib/text/mail.h"
#include "lib/text/utf8.h"
#include "tests/fuzz/property.h"

namespace nexor {

namespace {

using fuzz::must;

bool has_control(std::string_view text, std::string_view but = "") {
  return std::ranges::any_of(text, [&](unsigned char c) {
    return (c < 0x20 || c == 0x7F) && but.find(static_cast<char>(c)) == std::string_view::npos;
  });
}

void render_harmless(std::string_view text) {
  must(!has_control(harmless(text)), "a harmless line has no control");
  must(!has_control(harmless_block(text), "\n"), "harmless lines have newlines only");
  must(is_utf8(harmless(text)) && is_utf8(harmless_block(text)), "what is shown is UTF-8");
}

void render_html(std::string_view text) {
  for (const std::string& shown : {html_text(text), html_block(text)}) {
    must(shown.find_first_of("<>\"'") == std::string::npos, "no text begins or ends a tag or an attribute");
    must(!has_control(shown, "\n"), "no control gets into a page");
    must(is_utf8(shown), "a page is UTF-8");
  }
}

void render_chart(std::string_view text) {
  const std::string words(text);
  const std::string svg = bar_chart_svg({.name = "chart",
                                         .title = words,
                                         .description = words,
                                         .series = {words, words},
                                         .bars = {{words, {1, 2}, words}, {words, {0, 0}, words}}});
  must(is_utf8(svg) && !has_control(svg, "\n"), "a chart is text");
}

void render_json(std::string_view text) {
  const std::string quoted = json_quoted(text);
  must(!has_control(quoted), "JSON has no control");
  const auto read = nlohmann::json::parse(quoted);
  must(!is_utf8(text) || read == text, "JSON is read as what it was written from");
}

// The fields are what stands between bytes of 0x1F.
std::vector<std::string> cells_of(std::string_view text) {
  std::vector<std::string> cells;
  std::stringstream parts{std::string(text)};
  for (std::string cell; std::getline(parts, cell, '\x1F');) cells.push_back(std::move(cell));
  return cells;
}

void render_delimited(std::string_view text) {
  const std::vector<std::string> cells = cells_of(text);
  if (cells.empty()) return;
  const std::string tabs = tsv_row(cells);
  must(std::ranges::count(tabs, '\n') == 1 && tabs.ends_with('\n'), "a row of tabs is a line");
  must(std::ranges::count(tabs, '\t') == static_cast<std::ptrdiff_t>(cells.size()) - 1,
       "a tab stands between two cells");
  must(!has_control(tabs, "\t\n"), "a row of tabs has no other control");
  must(!has_control(csv_row(cells, false), "\t\n"), "CSV for people has no other control");
  if (!is_utf8(text) || text.find('\0') != std::string_view::npos || text.size() > CsvReader::row_limit / 4) return;
  std::stringstream in("header\n" + csv_row(cells, true));
  CsvReader reader(in);
  CsvRow row;
  must(reader.next(row) && reader.next(row) && !row.problem && row.fields == cells,
       "raw CSV is read as what it was written from");
  must(!reader.next(row), "a row is one row");
}

void render_quoted(std::string_view text) {
  must(!has_control(shell_quoted(text)), "a quoted word is a harmless line");
}

void check_lines(std::string_view text, int width) {
  std::stringstream lines{std::string(text)};
  for (std::string line; std::getline(lines, line);) {
    must(display_width(line) <= width, "no line is wider than the terminal");
    must(!has_control(line), "a line has no control");
  }
}

void render_table(std::string_view text) {
  constexpr int width = 60;
  const std::vector<std::string> cells = cells_of(text);
  const std::vector<TableColumn> columns{{.header = "id"}, {.header = "name", .may_be_cut = true}};
  std::vector<std::vector<TableCell>> rows;
  for (const std::string& cell : cells) rows.push_back({{"sub_0001"}, {cell}});
  check_lines(render_table(columns, rows, width, Paint(false)), width);
  std::vector<CardLine> lines;
  for (const std::string& cell : cells) lines.push_back({"label", cell});
  check_lines(render_card(lines, width, Paint(false)), width);
  for (const std::string& line : wrapped(harmless_block(text), width)) check_lines(line, width);
}

void render_mail(std::string_view text) {
  const std::string words(text);
  const std::string message = message_of({.from = {words, "desk@example.com"},
                                          .to = Mailbox{words, "ada@example.com"},
                                          .subject = words,
                                          .date = *parse_instant("2026-11-22T10:00:00Z"),
                                          .message_id = "1@example.com",
                                          .text = words,
                                          .html = words});
  must(std::ranges::all_of(message, [](unsigned char c) { return c < 0x7F; }), "a message is ASCII");
  must(!has_control(message, "\r\n\t"), "a message has no other control");
  std::stringstream lines(message);
  int from = 0;
  for (std::string line; std::getline(lines, line) && line != "\r";) {
    must(line.ends_with('\r') && line.size() <= 77, "a header's line is short, and ends as RFC 5322 wants it");
    if (line.starts_with("From:")) ++from;
  }
  must(from == 1, "no text makes a header");
}

void read_mailbox(std::string_view text) {
  const auto mailbox = parse_mailbox(text);
  if (mailbox) must(!mailbox->address.empty() && !has_control(mailbox->address), "a mailbox has an address");
}

}  // namespace

}  // namespace nexor

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace nexor;
  using Renderer = void (*)(std::string_view);
  constexpr std::array<Renderer, 9> renderers{render_harmless, render_html,      render_chart,
                                              render_json,     render_delimited, render_quoted,
                                              render_table,    render_mail,      read_mailbox};
  std::string_view text = fuzz::text_of(data, size);
  renderers[fuzz::choice(text, renderers.size())](text);
  return 0;
}
