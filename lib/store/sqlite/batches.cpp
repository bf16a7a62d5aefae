#include "lib/store/sqlite/connection.h"
#include "lib/store/sqlite/errors.h"
#include "lib/store/sqlite/keys.h"
#include "lib/store/sqlite/query.h"
#include "lib/store/sqlite/tables.h"

namespace nexor::sqlite {

namespace {

// subscription, outcome, cancellation, series, error_code, error_message, error_hint
BatchItem item_in(Query& row) {
  BatchItem item;
  item.subscription = row.text();
  const auto outcome = parse_outcome(row.text());
  if (!outcome) throw corrupt("an outcome is unknown");
  item.outcome = *outcome;
  const auto cancellation = row.optional_integer();
  const auto series = row.optional_text();
  if (cancellation && series) item.confirmation = Confirmation{*series, CancellationId{*cancellation}};
  const auto code = row.optional_text();
  const auto message = row.optional_text();
  const auto hint = row.optional_text();
  if (!code && (message || hint)) throw corrupt("an error has no code");
  if (!code) return item;
  const auto fault = parse_fault(*code);
  if (!fault) throw corrupt("an error's code is unknown");
  item.error = Error(*fault, message.value_or("")).with_hint(hint.value_or(""));
  return item;
}

// id, key, request, by, created_at
Batch batch_in(Query& row) {
  Batch batch;
  batch.id = BatchId{row.integer()};
  batch.key = row.text();
  batch.request = row.hash();
  batch.by = row.text();
  batch.created_at = row.instant();
  return batch;
}

class BatchesTable final : public Batches {
 public:
  explicit BatchesTable(Connection& connection) : connection_(connection) {}

  std::optional<Batch> find(const Reference<BatchId>& reference) override {
    auto batch = std::visit([this](const auto& name) { return find_one(name); }, reference);
    if (batch) batch->items = items_of(batch->id);
    return batch;
  }

  BatchId next_id() override { return BatchId{connection_.ask("SELECT coalesce(max(id), 0) + 1 FROM batches")}; }

  void add(const Batch& batch) override {
    Query insert(connection_,
                 "INSERT INTO batches (id, key, request, by, created_at)"
                 " VALUES (:id, :key, :request, :by, :created_at) ON CONFLICT (key) DO NOTHING");
    insert.bind(":id", batch.id.number()).bind(":key", batch.key).bind_bytes(":request", batch.request);
    insert.bind(":by", batch.by).bind(":created_at", batch.created_at);
    insert_new(insert, "batch", batch.key);
    std::int64_t position = 0;
    for (const BatchItem& item : batch.items) add_item(batch.id, ++position, item);
  }

  void each(const std::function<void(const Batch&)>& visit) override {
    for (std::int64_t after = 0;;) {
      Batch batch;
      {
        Query query(connection_,
                    "SELECT id, key, request, by, created_at FROM batches WHERE id > :after ORDER BY id LIMIT 1");
        if (!query.bind(":after", after).step()) return;
        batch = batch_in(query);
      }
      batch.items = items_of(batch.id);
      visit(batch);
      after = batch.id.number();
    }
  }

 private:
  std::optional<Batch> find_one(BatchId id) {
    Query query(connection_, "SELECT id, key, request, by, created_at FROM batches WHERE id = :id");
    if (!query.bind(":id", id.number()).step()) return {};
    return batch_in(query);
  }

  std::optional<Batch> find_one(const std::string& key) {
    Query query(connection_, "SELECT id, key, request, by, created_at FROM batches WHERE key = :key");
    if (!query.bind(":key", key).step()) return {};
    return batch_in(query);
  }

  std::vector<BatchItem> items_of(BatchId id) {
    Query query(connection_,
                "SELECT i.subscription, i.outcome, i.cancellation, c.series, i.error_code, i.error_message,"
                " i.error_hint FROM batch_items AS i LEFT JOIN cancellations AS c ON c.id = i.cancellation"
                " WHERE i.batch = :batch ORDER BY i.position");
    query.bind(":batch", id.number());
    std::vector<BatchItem> items;
    while (query.step()) items.push_back(item_in(query));
    return items;
  }

  void add_item(BatchId id, std::int64_t position, const BatchItem& item) {
    Query insert(connection_,
                 "INSERT INTO batch_items (batch, position, subscription, outcome, cancellation, error_code,"
                 " error_message, error_hint) VALUES (:batch, :position, :subscription, :outcome, :cancellation,"
                 " :error_code, :error_message, :error_hint)");
    insert.bind(":batch", id.number()).bind(":position", position).bind(":subscription", item.subscription);
    insert.bind(":outcome", name_of(item.outcome));
    insert.bind(":cancellation", item.confirmation ? std::optional(item.confirmation->id.number()) : std::nullopt);
    if (item.error) {
      insert.bind(":error_code", name_of(item.error->fault)).bind(":error_message", item.error->message);
      insert.bind(":error_hint", item.error->hint);
    }
    insert.run();
  }

  Connection& connection_;
};

}  // namespace

std::unique_ptr<Batches> batches_table(Connection& connection) { return std::make_unique<BatchesTable>(connection); }

}  // namespace nexor::sqlite
