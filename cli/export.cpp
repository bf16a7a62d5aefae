#include <fmt/format.h>

#include "cli/answer_items.h"
#include "cli/commands.h"
#include "cli/context.h"
#include "cli/output/delimited.h"
#include "cli/shapes/cancel_item.h"
#include "lib/ops/batch.h"
#include "lib/ops/find.h"
#include "lib/text/json_writer.h"

namespace nexor {

namespace {

struct ExportOptions {
  std::string kind;
  std::string id;
};

// Other programs read it, so it is one of the formats that they read whole, and raw: CSV unless it is asked otherwise.
bool is_for_lines(const Context& context) {
  const auto& format = context.globals().format;
  if (format && *format != "csv" && *format != "jsonl") {
    throw Error(Fault::usage, fmt::format("export writes csv or jsonl, not {}", *format))
        .with_hint("nexor list and nexor show have the other formats");
  }
  return format == "jsonl";
}

std::string object_of(const CancelItem& item, Instant now) {
  std::string text;
  JsonWriter json(text);
  write_cancel_item(json, item, now);
  return text + '\n';
}

std::string row_of(const Shape<CancelItem>& shape, const CancelItem& item) {
  std::vector<std::string> cells;
  for (const auto& column : shape.columns) cells.push_back(column.text(item));
  return csv_row(cells, true);
}

std::string header_of(const Shape<CancelItem>& shape) {
  std::vector<std::string> names;
  for (const auto& column : shape.columns) names.push_back(column.name);
  return csv_row(names, true);
}

// What became of every row, in the order of their lines; the rows that are left are not among them.
int export_batch(const std::string& word, Context& context) {
  const bool is_lines = is_for_lines(context);
  Desk& desk = context.desk();
  Batch batch;
  look(desk, Verb::export_records, [&](Transaction& transaction, Instant) { batch = find_batch(transaction, word); });
  const auto shape = cancel_item_shape(context.now());
  KeptItems kept(desk.scratch_folder);
  each_item(desk, batch, [&](const CancelItem& item) {
    kept.add(item.line, {.summary = {}, .texts = {is_lines ? object_of(item, context.now()) : row_of(shape, item)}});
  });
  if (!is_lines && context.globals().header.value_or(true)) context.out() << header_of(shape);
  kept.each([&](const KeptItems::Kept& item) { context.out() << item.texts.front(); });
  return 0;
}

}  // namespace

Command export_command() {
  auto options = std::make_shared<ExportOptions>();
  return {
      .name = "export",
      .group = "Records",
      .summary = "Write what became of a batch for other programs, whole and raw",
      .operands = {one_of({"batches"}, one("KIND", options->kind, "What to write")),
                   one("ID", options->id, "A batch, by its id or its key")},
      .examples = {{"export batches bat_0001Y", "Every row of a batch with its outcome, as CSV"},
                   {"export batches bat_0001Y --format jsonl -o night.jsonl", "The same as JSON Lines, into a file"}},
      .run = [options](Context& context) { return export_batch(options->id, context); }};
}

}  // namespace nexor
