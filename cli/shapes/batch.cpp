#include <fmt/format.h>

#include "cli/batch_answer.h"
#include "cli/output/time_text.h"
#include "cli/shapes/shapes.h"
#include "lib/text/json_writer.h"

namespace nexor {

namespace {

Column<Batch> count_column(std::string name, int priority, Outcome outcome) {
  return {std::move(name), priority, false,
          [outcome](const Batch& batch) { return std::to_string(counts_of(batch)[outcome]); }, Align::right};
}

}  // namespace

std::string_view status_of(const Batch& batch) {
  return batch.state == BatchState::finished ? "finished" : "unfinished";
}

std::string status_phrase(const Batch& batch, const TimeText& times, std::int64_t withdrawn) {
  std::string totals = totals_of(batch.rows, counts_of(batch));
  if (withdrawn > 0) totals += fmt::format("; {} taken back since", withdrawn);
  if (!batch.finished_at) return fmt::format("{}: {}", status_of(batch), totals);
  return fmt::format("finished {}: {}", times.since(*batch.finished_at), totals);
}

void write_batch(JsonWriter& json, const Batch& batch) {
  using enum Outcome;
  json.member("id", text_of(batch.id));
  json.member("key", batch.key);
  json.member("status", status_of(batch));
  json.member("source", name_of(batch.source));
  json.member("reason", batch.options.reason);
  json.member("at", text_of(batch.options.at));
  json.member("by", batch.by);
  json.member("created_at", text_of(batch.created_at));
  json.member("finished_at", batch.finished_at ? std::optional(text_of(*batch.finished_at)) : std::nullopt);
  json.member("rows", batch.rows);
  json.key("counts");
  json.begin_object();
  for (const Outcome outcome : {cancelled, pending, already, skipped, failed, remaining}) {
    json.member(name_of(outcome), counts_of(batch)[outcome]);
  }
  json.end_object();
}

Shape<Batch> batch_shape() {
  using enum Outcome;
  return {
      .kind = "batches",
      .schema = "nexor.batch/1",
      .columns =
          {
              id_column<Batch>("id", 0, [](const Batch& b) { return text_of(b.id); }),
              key_column<Batch>("key", [](const Batch& b) { return b.key.value_or(""); }),
              {"status", 0, false, [](const Batch& b) { return std::string(status_of(b)); }},
              {"rows", 0, false, [](const Batch& b) { return std::to_string(b.rows); }, Align::right},
              count_column("cancelled", 1, cancelled),
              count_column("pending", 0, pending),
              count_column("already", 2, already),
              count_column("skipped", 2, skipped),
              count_column("failed", 0, failed),
              count_column("remaining", 1, remaining),
              {"by", 2, true, [](const Batch& b) { return b.by; }},
              time_column<Batch>("created_at", 1, [](const Batch& b) { return std::optional(b.created_at); }),
              time_column<Batch>("finished_at", 3, [](const Batch& b) { return b.finished_at; }),
          },
      .members = write_batch,
      .id = [](const Batch& b) { return text_of(b.id); },
  };
}

}  // namespace nexor
