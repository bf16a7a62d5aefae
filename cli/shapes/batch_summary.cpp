#include "cli/shapes/batch_summary.h"

#include <fmt/format.h>

#include "cli/batch_answer.h"
#include "cli/context.h"
#include "cli/shapes/cards.h"
#include "cli/shapes/shapes.h"
#include "cli/target_json.h"
#include "lib/text/json_writer.h"

namespace nexor {

namespace {

void write_counts(JsonWriter& json, std::string_view name, const std::map<std::string, std::int64_t>& counts) {
  json.key(name);
  json.begin_object();
  for (const auto& [what, count] : counts) json.member(what, count);
  json.end_object();
}

void write_failure(JsonWriter& json, const BatchItem& item, const GlobalOptions& globals) {
  json.begin_object();
  json.member("line", item.row.line);
  json.member("subscription", item.row.subscription.empty() ? std::nullopt : std::optional(item.row.subscription));
  write_item_error(json, item.last->error, globals);
  json.end_object();
}

void write_summary(JsonWriter& json, const BatchSummary& summary, const GlobalOptions& globals) {
  write_batch(json, summary.batch);
  json.member("withdrawn", summary.withdrawn);
  write_counts(json, "plans", summary.by_plan);
  write_counts(json, "errors", summary.by_error);
  json.key("failures");
  json.begin_array();
  for (const BatchItem& item : summary.failures) write_failure(json, item, globals);
  json.end_array();
}

std::string in_words(const std::map<std::string, std::int64_t>& counts) {
  std::string text;
  for (const auto& [what, count] : counts) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, what);
  return text.empty() ? "none" : text;
}

}  // namespace

Shape<BatchSummary> batch_summary_shape(const GlobalOptions& globals) {
  const Shape<Batch> batches = batch_shape();
  Shape<BatchSummary> shape{.kind = batches.kind, .schema = batches.schema, .columns = {}, .members = {}};
  shape.members = [&globals](JsonWriter& json, const BatchSummary& summary) { write_summary(json, summary, globals); };
  for (const Column<Batch>& column : batches.columns) {
    shape.columns.push_back({column.name, column.priority, column.may_be_cut,
                             [text = column.text](const BatchSummary& summary) { return text(summary.batch); }});
  }
  shape.id = [](const BatchSummary& summary) { return text_of(summary.batch.id); };
  return shape;
}

std::vector<CardLine> card_of(const BatchSummary& summary, Context& context) {
  const Batch& batch = summary.batch;
  std::vector<CardLine> lines{{"batch", text_of(batch.id), Ink::strong},
                              {"key", batch.key.value_or("none")},
                              {"status", status_phrase(batch, context.times(), summary.withdrawn)},
                              {"source", std::string(name_of(batch.source))},
                              {"reason", batch.options.reason.value_or("of each row")},
                              {"asked for", text_of(batch.options.at)},
                              {"by", batch.by},
                              {"created at", context.times()(batch.created_at)},
                              {"plans", in_words(summary.by_plan)},
                              {"errors", in_words(summary.by_error)}};
  for (const BatchItem& item : summary.failures) {
    lines.push_back(
        {item.row.line ? fmt::format("line {}", *item.row.line) : item.row.subscription, item.last->error->message});
  }
  return lines;
}

}  // namespace nexor
