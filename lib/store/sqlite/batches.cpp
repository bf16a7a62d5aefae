#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "lib/store/sqlite/batch_rows.h"
#include "lib/store/sqlite/connection.h"
#include "lib/store/sqlite/errors.h"
#include "lib/store/sqlite/keys.h"
#include "lib/store/sqlite/paging.h"
#include "lib/store/sqlite/query.h"
#include "lib/store/sqlite/rows.h"
#include "lib/store/sqlite/tables.h"

namespace nexor::sqlite {

namespace {

// A command a line.
std::string text_of_lines(const std::vector<std::string>& lines) { return fmt::format("{}", fmt::join(lines, "\n")); }

class BatchesTable final : public Batches {
 public:
  explicit BatchesTable(Connection& connection) : connection_(connection) {}

  std::optional<Batch> find(const Reference<BatchId>& reference) override {
    return std::visit([this](const auto& name) { return find_one(name); }, reference);
  }

  std::optional<Batch> find_unfinished(const Hash& request) override {
    Query query(connection_,
                "SELECT id, key, source, request, state, at, reason, feedback, on_behalf_of, is_backdate, is_override,"
                " by, created_at, finished_at, run, row_count, cancelled, pending, already, skipped, failed"
                " FROM batches WHERE request = :request AND state <> 'finished' AND key IS NULL"
                " ORDER BY id DESC LIMIT 1");
    if (!query.bind_bytes(":request", request).step()) return {};
    return batch_in(query);
  }

  std::vector<std::string> neighbours(std::string_view key, std::size_t most) override {
    return keys_around(connection_, "SELECT key FROM batches WHERE key < :key ORDER BY key DESC LIMIT :most",
                       "SELECT key FROM batches WHERE key >= :key ORDER BY key LIMIT :most", key, most);
  }

  BatchId next_id() override { return BatchId{connection_.ask("SELECT coalesce(max(id), 0) + 1 FROM batches")}; }

  void add(const Batch& batch) override {
    Query insert(connection_,
                 "INSERT INTO batches (id, key, source, request, state, at, reason, feedback, on_behalf_of,"
                 " is_backdate, is_override, by, created_at, finished_at, run, row_count, cancelled, pending, already,"
                 " skipped, failed) VALUES (:id, :key, :source, :request, :state, :at, :reason, :feedback,"
                 " :on_behalf_of, :is_backdate, :is_override, :by, :created_at, :finished_at, :run, :row_count,"
                 " :cancelled, :pending, :already, :skipped, :failed) ON CONFLICT (key) DO NOTHING");
    const BatchOptions& options = batch.options;
    insert.bind(":id", batch.id.number()).bind(":key", batch.key).bind(":source", name_of(batch.source));
    insert.bind_bytes(":request", batch.request).bind(":at", text_of(options.at)).bind(":reason", options.reason);
    insert.bind(":feedback", options.feedback).bind(":on_behalf_of", options.on_behalf_of);
    insert.bind_truth(":is_backdate", options.is_backdate_asked);
    insert.bind_truth(":is_override", options.is_override_asked);
    insert.bind(":by", batch.by).bind(":created_at", batch.created_at);
    bind_progress(insert, batch);
    insert_new(insert, "batch", batch.key.value_or(""));
  }

  void save(const Batch& batch) override {
    Query update(connection_,
                 "UPDATE batches SET state = :state, finished_at = :finished_at, run = :run, row_count = :row_count,"
                 " cancelled = :cancelled, pending = :pending, already = :already, skipped = :skipped,"
                 " failed = :failed WHERE id = :id");
    bind_progress(update, batch);
    update.bind(":id", batch.id.number()).run();
  }

  void stage(BatchId id, std::span<const BatchRow> rows) override {
    Query insert(connection_,
                 "INSERT INTO batch_rows (batch, position, line, subscription, target, reason, at, feedback,"
                 " on_behalf_of, problem, is_repeated, ending_at) VALUES (:batch, :position, :line, :subscription,"
                 " :target, :reason, :at, :feedback, :on_behalf_of, :problem, :is_repeated, :ending_at)");
    for (const BatchRow& row : rows) {
      insert.run_with(id, row.position, row.line, row.subscription, row.target, row.reason, row.at, row.feedback,
                      row.on_behalf_of, row.problem, row.is_repeated, row.ending_at);
    }
  }

  void discard_rows(BatchId id) override {
    Query(connection_, "DELETE FROM batch_rows WHERE batch = :batch").bind(":batch", id.number()).run();
  }

  void record(BatchId id, std::span<const RowOutcome> outcomes) override {
    Query insert(connection_,
                 "INSERT INTO batch_outcomes (batch, position, run, outcome, cancellation, error_code, error_message,"
                 " error_hint, error_next) VALUES (:batch, :position, :run, :outcome, :cancellation, :error_code,"
                 " :error_message, :error_hint, :error_next)");
    for (const RowOutcome& outcome : outcomes) {
      std::optional<std::int64_t> number;
      if (outcome.confirmation) number = outcome.confirmation->id.number();
      const auto& error = outcome.error;
      insert.run_with(id, outcome.position, outcome.run, name_of(outcome.outcome), number,
                      error ? std::optional(name_of(error->fault)) : std::nullopt,
                      error ? std::optional(std::string_view(error->message)) : std::nullopt,
                      error ? std::optional(std::string_view(error->hint)) : std::nullopt,
                      error ? std::optional(std::string_view(text_of_lines(error->next))) : std::nullopt);
    }
  }

  std::vector<BatchRow> rows(BatchId id, std::int64_t after, std::size_t most) override {
    Query query(connection_,
                "SELECT position, line, subscription, target, reason, at, feedback, on_behalf_of, problem, is_repeated,"
                " ending_at FROM batch_rows WHERE batch = :batch AND position > :after ORDER BY position LIMIT :most");
    query.restart_with(id, after, static_cast<std::int64_t>(most));
    std::vector<BatchRow> rows;
    while (query.step()) rows.push_back(batch_row_in(query));
    return rows;
  }

  // Of several outcomes of a row, in the order of their runs, the last one stays.
  std::vector<BatchItem> items(BatchId id, std::int64_t after, std::size_t most) override {
    std::vector<BatchItem> items;
    for (BatchRow& row : rows(id, after, most)) items.push_back({std::move(row), {}});
    if (items.empty()) return items;
    Query query(
        connection_,
        "SELECT o.position, o.run, o.outcome, o.cancellation, c.series, o.error_code, o.error_message,"
        " o.error_hint, o.error_next FROM batch_outcomes AS o LEFT JOIN cancellations AS c ON c.id = o.cancellation"
        " WHERE o.batch = :batch AND o.position BETWEEN :first AND :last ORDER BY o.position, o.run");
    query.restart_with(id, items.front().row.position, items.back().row.position);
    auto item = items.begin();
    while (query.step()) {
      RowOutcome outcome = outcome_in(query);
      while (item != items.end() && item->row.position < outcome.position) ++item;
      if (item == items.end() || item->row.position != outcome.position) throw corrupt("an outcome has no row");
      item->last = std::move(outcome);
    }
    return items;
  }

  void each_outcome(BatchId id, int run, std::int64_t first, std::int64_t last,
                    const std::function<void(const RowOutcome&)>& visit) override {
    Query query(
        connection_,
        "SELECT o.position, o.run, o.outcome, o.cancellation, c.series, o.error_code, o.error_message,"
        " o.error_hint, o.error_next FROM batch_outcomes AS o LEFT JOIN cancellations AS c ON c.id = o.cancellation"
        " WHERE o.batch = :batch AND o.position BETWEEN :first AND :last AND o.run = :run"
        " ORDER BY o.position");
    query.restart_with(id, first, last, run);
    while (query.step()) visit(outcome_in(query));
  }

  std::int64_t outcome_count(BatchId id) override {
    Query query(connection_, "SELECT count(*) FROM batch_outcomes WHERE batch = :batch");
    query.restart_with(id);
    query.step();
    return query.integer();
  }

  // With max(run) the outcome is that of its row.
  OutcomeCounts standing(BatchId id) override {
    Query query(connection_,
                "SELECT outcome, count(*) FROM"
                " (SELECT outcome, max(run) FROM batch_outcomes WHERE batch = :batch GROUP BY position)"
                " GROUP BY outcome");
    query.restart_with(id);
    OutcomeCounts counts;
    while (query.step()) {
      const Outcome outcome = word_in(query, parse_outcome);
      counts[outcome] = query.integer();
    }
    return counts;
  }

  std::int64_t last_decided(BatchId id) override {
    Query query(connection_, "SELECT coalesce(max(position), 0) FROM batch_outcomes WHERE batch = :batch");
    query.restart_with(id);
    query.step();
    return query.integer();
  }

  Page<Batch> list(const BatchFilter& filter, const PageRequest& request) override {
    Page<Batch> page;
    Query query(connection_,
                "SELECT id, key, source, request, state, at, reason, feedback, on_behalf_of, is_backdate, is_override,"
                " by, created_at, finished_at, run, row_count, cancelled, pending, already, skipped, failed"
                " FROM batches WHERE source <> 'single' AND id < CAST(:after AS INTEGER)" +
                    conditions(filter) + " ORDER BY id DESC LIMIT :limit");
    bind_filter(query, filter);
    query.bind(":after", request.after.value_or("9223372036854775807")).bind(":limit", rows_to_read(request));
    while (query.step()) page.items.push_back(batch_in(query));
    finish_page(page, request, [](const Batch& last) { return std::to_string(last.id.number()); });
    if (!request.after) page.total = count(filter);
    return page;
  }

  std::vector<Batch> added_after(BatchId after, std::size_t most) override {
    Query query(connection_,
                "SELECT id, key, source, request, state, at, reason, feedback, on_behalf_of, is_backdate, is_override,"
                " by, created_at, finished_at, run, row_count, cancelled, pending, already, skipped, failed"
                " FROM batches WHERE source <> 'single' AND id > :after ORDER BY id LIMIT :most");
    query.bind(":after", after.number()).bind(":most", static_cast<std::int64_t>(most));
    std::vector<Batch> batches;
    while (query.step()) batches.push_back(batch_in(query));
    return batches;
  }

  void each(const std::function<void(const Batch&)>& visit) override {
    for (std::int64_t after = 0;;) {
      Batch batch;
      {
        Query query(connection_,
                    "SELECT id, key, source, request, state, at, reason, feedback, on_behalf_of, is_backdate,"
                    " is_override, by, created_at, finished_at, run, row_count, cancelled, pending, already, skipped,"
                    " failed FROM batches WHERE id > :after ORDER BY id LIMIT 1");
        if (!query.bind(":after", after).step()) return;
        batch = batch_in(query);
      }
      visit(batch);
      after = batch.id.number();
    }
  }

 private:
  std::optional<Batch> find_one(BatchId id) {
    Query query(connection_,
                "SELECT id, key, source, request, state, at, reason, feedback, on_behalf_of, is_backdate, is_override,"
                " by, created_at, finished_at, run, row_count, cancelled, pending, already, skipped, failed"
                " FROM batches WHERE id = :id");
    if (!query.bind(":id", id.number()).step()) return {};
    return batch_in(query);
  }

  std::optional<Batch> find_one(const std::string& key) {
    Query query(connection_,
                "SELECT id, key, source, request, state, at, reason, feedback, on_behalf_of, is_backdate, is_override,"
                " by, created_at, finished_at, run, row_count, cancelled, pending, already, skipped, failed"
                " FROM batches WHERE key = :key");
    if (!query.bind(":key", key).step()) return {};
    return batch_in(query);
  }

  static void bind_progress(Query& query, const Batch& batch) {
    query.bind(":state", name_of(batch.state)).bind(":finished_at", batch.finished_at).bind(":run", batch.run);
    query.bind(":row_count", batch.rows).bind(":cancelled", batch.counts[Outcome::cancelled]);
    query.bind(":pending", batch.counts[Outcome::pending]).bind(":already", batch.counts[Outcome::already]);
    query.bind(":skipped", batch.counts[Outcome::skipped]).bind(":failed", batch.counts[Outcome::failed]);
  }

  static std::string conditions(const BatchFilter& filter) {
    std::string sql;
    if (filter.is_finished) sql += " AND (state = 'finished') = :is_finished";
    if (filter.created_from) sql += " AND created_at >= :from";
    if (filter.created_until) sql += " AND created_at < :until";
    return sql;
  }

  static void bind_filter(Query& query, const BatchFilter& filter) {
    if (filter.is_finished) query.bind_truth(":is_finished", *filter.is_finished);
    if (filter.created_from) query.bind(":from", *filter.created_from);
    if (filter.created_until) query.bind(":until", *filter.created_until);
  }

  std::int64_t count(const BatchFilter& filter) {
    Query query(connection_, "SELECT count(*) FROM batches WHERE source <> 'single'" + conditions(filter));
    bind_filter(query, filter);
    query.step();
    return query.integer();
  }

  Connection& connection_;
};

}  // namespace

std::unique_ptr<Batches> batches_table(Connection& connection) { return std::make_unique<BatchesTable>(connection); }

}  // namespace nexor::sqlite
