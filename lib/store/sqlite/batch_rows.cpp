#include "lib/store/sqlite/batch_rows.h"

#include <algorithm>
#include <string>
#include <vector>

#include "lib/store/sqlite/errors.h"
#include "lib/store/sqlite/query.h"
#include "lib/store/sqlite/rows.h"

namespace nexor::sqlite {

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

}  // namespace

Batch batch_in(Query& row) {
  Batch batch;
  batch.id = BatchId{row.integer()};
  batch.key = row.optional_text();
  batch.source = word_in(row, parse_batch_source);
  batch.request = row.hash();
  batch.state = word_in(row, parse_batch_state);
  batch.options.at = word_in(row, parse_cancel_at);
  batch.options.reason = row.optional_text();
  batch.options.feedback = row.optional_text();
  batch.options.on_behalf_of = row.optional_text();
  batch.options.is_backdate_asked = row.truth();
  batch.options.is_override_asked = row.truth();
  batch.by = row.text();
  batch.created_at = row.instant();
  batch.finished_at = row.optional_instant();
  batch.run = row.small_integer();
  batch.rows = row.integer();
  using enum Outcome;
  for (const Outcome outcome : {cancelled, pending, already, skipped, failed}) batch.counts[outcome] = row.integer();
  return batch;
}

BatchRow batch_row_in(Query& query) {
  BatchRow row;
  row.position = query.integer();
  row.line = query.optional_integer();
  row.subscription = query.text();
  const auto target = query.optional_integer();
  if (target) row.target = SubscriptionId{*target};
  row.reason = query.optional_text();
  row.at = query.optional_text();
  row.feedback = query.optional_text();
  row.on_behalf_of = query.optional_text();
  row.problem = query.optional_text();
  row.is_repeated = query.truth();
  row.ending_at = query.optional_integer();
  return row;
}

RowOutcome outcome_in(Query& row) {
  RowOutcome outcome;
  outcome.position = row.integer();
  outcome.run = row.small_integer();
  outcome.outcome = word_in(row, parse_outcome);
  const auto cancellation = row.optional_integer();
  const auto series = row.optional_text();
  if (cancellation && series) outcome.confirmation = Confirmation{*series, CancellationId{*cancellation}};
  const auto code = row.optional_text();
  const auto message = row.optional_text();
  const auto hint = row.optional_text();
  const auto next = row.optional_text();
  if (message.has_value() != code.has_value() || hint.has_value() != code.has_value() ||
      next.has_value() != code.has_value()) {
    throw corrupt("an error is not whole");
  }
  if (!code) return outcome;
  const auto fault = parse_fault(*code);
  if (!fault) throw corrupt("an error's code is unknown");
  outcome.error = Error(*fault, *message).with_hint(*hint);
  outcome.error->next = lines_of(*next);
  return outcome;
}

}  // namespace nexor::sqlite
