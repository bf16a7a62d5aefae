#include <fmt/format.h>

#include "lib/error.h"
#include "lib/store/sqlite/cancellation_list.h"
#include "lib/store/sqlite/connection.h"
#include "lib/store/sqlite/errors.h"
#include "lib/store/sqlite/rows.h"
#include "lib/store/sqlite/search_index.h"
#include "lib/store/sqlite/tables.h"

namespace nexor::sqlite {

namespace {

class CancellationsTable final : public Cancellations {
 public:
  CancellationsTable(Connection& connection, SearchIndex& index) : connection_(connection), index_(index) {}

  std::vector<std::optional<Cancellation>> find(std::span<const Confirmation> confirmations) override {
    std::vector<std::optional<Cancellation>> found;
    found.reserve(confirmations.size());
    for (const Confirmation& confirmation : confirmations) {
      Query query(connection_,
                  "SELECT c.id, c.series, c.subscription, c.state, c.at, c.requested_at, c.effective_on,"
                  " c.effective_at, c.reason, c.reason_label, c.is_voluntary, c.by, c.channel, c.batch, c.replaces,"
                  " r.series, c.is_backdated, c.is_override, c.recorded_at, w.feedback, w.on_behalf_of"
                  " FROM cancellations AS c LEFT JOIN cancellations AS r ON r.id = c.replaces"
                  " LEFT JOIN cancellation_words AS w ON w.cancellation = c.id"
                  " WHERE c.id = :id AND c.series = :series");
      query.bind(":id", confirmation.id.number()).bind(":series", confirmation.series);
      found.push_back(query.step() ? std::optional(cancellation_in(query)) : std::nullopt);
    }
    return found;
  }

  std::vector<Cancellation> of(SubscriptionId subscription) override {
    Query query(connection_,
                "SELECT c.id, c.series, c.subscription, c.state, c.at, c.requested_at, c.effective_on,"
                " c.effective_at, c.reason, c.reason_label, c.is_voluntary, c.by, c.channel, c.batch, c.replaces,"
                " r.series, c.is_backdated, c.is_override, c.recorded_at, w.feedback, w.on_behalf_of"
                " FROM cancellations AS c LEFT JOIN cancellations AS r ON r.id = c.replaces"
                " LEFT JOIN cancellation_words AS w ON w.cancellation = c.id"
                " WHERE c.subscription = :subscription ORDER BY c.id");
    query.bind(":subscription", subscription.number());
    std::vector<Cancellation> all;
    while (query.step()) all.push_back(cancellation_in(query));
    return all;
  }

  std::vector<Confirmation> add(std::span<const Cancellation> cancellations,
                                std::span<const std::string> salts) override {
    Added added{.series = current_series(), .issued = {}, .replaced = {}};
    added.issued.reserve(cancellations.size());
    try {
      for (std::size_t i = 0; i < cancellations.size(); ++i) add_one(cancellations[i], salts[i], added);
    } catch (const Error& error) {
      if (error.fault == Fault::conflict) take_back(added);
      throw;
    }
    return std::move(added.issued);
  }

  void add_imported(const ImportedCancellation& imported) override {
    const Cancellation& cancellation = imported.cancellation;
    insert_imported(cancellation);
    Query mark(connection_,
               "INSERT INTO imported_cancellations"
               " (cancellation, operation, state, was_recorded, feedback_sha256, on_behalf_sha256)"
               " VALUES (:id, (SELECT max(id) FROM operations), :state, :was_recorded, :feedback, :on_behalf)");
    mark.run_with(cancellation.confirmation.id, name_of(cancellation.state), cancellation.recorded_at.has_value(),
                  imported.feedback_sha256, imported.on_behalf_sha256);
    insert_words(cancellation.confirmation.id, cancellation, imported.salt);
  }

  std::vector<ImportedCancellation> imported_after(const OperationKey& import, CancellationId after,
                                                   std::size_t most) override {
    // One that was recorded, and isn't any more, is not as it came; nor is one of which neither is kept.
    Query query(connection_,
                "SELECT c.id, c.series, c.subscription, i.state, c.at, c.requested_at, c.effective_on,"
                " c.effective_at, c.reason, c.reason_label, c.is_voluntary, c.by, c.channel, c.batch, c.replaces,"
                " r.series, c.is_backdated, c.is_override,"
                " CASE i.was_recorded WHEN 0 THEN NULL WHEN 1 THEN coalesce(c.recorded_at, 0) ELSE 0 END,"
                " w.feedback, w.on_behalf_of, w.salt, i.feedback_sha256, i.on_behalf_sha256"
                " FROM imported_cancellations AS i CROSS JOIN cancellations AS c ON c.id = i.cancellation"
                " LEFT JOIN cancellations AS r ON r.id = c.replaces"
                " LEFT JOIN cancellation_words AS w ON w.cancellation = c.id"
                " WHERE i.cancellation > :after AND i.operation = (SELECT id FROM operations WHERE key = :import)"
                " ORDER BY i.cancellation LIMIT :most");
    query.bind(":after", after.number()).bind_bytes(":import", import).bind(":most", static_cast<std::int64_t>(most));
    std::vector<ImportedCancellation> imported;
    while (query.step()) {
      ImportedCancellation& one = imported.emplace_back();
      one.cancellation = cancellation_in(query);
      one.salt = query.optional_bytes().value_or("");
      one.feedback_sha256 = query.optional_text();
      one.on_behalf_sha256 = query.optional_text();
    }
    return imported;
  }

  void set_state(CancellationId id, CancellationState state) override {
    Query update(connection_, "UPDATE OR IGNORE cancellations SET state = :state WHERE id = :id");
    if (update.bind(":state", name_of(state)).bind(":id", id.number()).run() == 1) return;
    throw Error(Fault::conflict, fmt::format("cancellation {} can't become {}: another one is live, or it isn't there",
                                             id.number(), name_of(state)));
  }

  std::vector<Cancellation> effects_to_record(Instant now, std::size_t most) override {
    Query query(connection_,
                "SELECT c.id, c.series, c.subscription, c.state, c.at, c.requested_at, c.effective_on,"
                " c.effective_at, c.reason, c.reason_label, c.is_voluntary, c.by, c.channel, c.batch, c.replaces,"
                " r.series, c.is_backdated, c.is_override, c.recorded_at, w.feedback, w.on_behalf_of"
                " FROM cancellations AS c LEFT JOIN cancellations AS r ON r.id = c.replaces"
                " LEFT JOIN cancellation_words AS w ON w.cancellation = c.id"
                " WHERE c.state = 'live' AND c.recorded_at IS NULL AND c.effective_at <= :now"
                " ORDER BY c.effective_at, c.id LIMIT :most");
    query.bind(":now", now).bind(":most", static_cast<std::int64_t>(most));
    std::vector<Cancellation> due;
    while (query.step()) due.push_back(cancellation_in(query));
    return due;
  }

  std::int64_t count_effects_to_record(Instant now) override {
    Query query(connection_,
                "SELECT count(*) FROM cancellations"
                " WHERE state = 'live' AND recorded_at IS NULL AND effective_at <= :now");
    query.bind(":now", now).step();
    return query.integer();
  }

  void record_effect(CancellationId id, Instant at) override {
    Query update(connection_, "UPDATE cancellations SET recorded_at = :at WHERE id = :id");
    if (update.run_with(at, id) != 1) throw corrupt(fmt::format("cancellation {} is gone", id.number()));
  }

  std::vector<SubscriptionId> pending(Instant now, std::size_t most) override {
    Query query(connection_,
                "SELECT subscription FROM cancellations"
                " WHERE state = 'live' AND recorded_at IS NULL AND effective_at > :now"
                " ORDER BY effective_at, id LIMIT :most");
    query.bind(":now", now).bind(":most", static_cast<std::int64_t>(most));
    std::vector<SubscriptionId> soonest;
    while (query.step()) soonest.emplace_back(query.integer());
    return soonest;
  }

  std::vector<ReasonCount> count_by_reason() override {
    // With max(id) the other columns are those of that row.
    Query query(connection_,
                "SELECT reason, reason_label, is_voluntary, max(id), count(*), sum(state = 'live')"
                " FROM cancellations GROUP BY reason ORDER BY reason");
    std::vector<ReasonCount> counts;
    while (query.step()) {
      ReasonCount count;
      count.reason.code = query.text();
      count.reason.label = query.text();
      count.reason.is_voluntary = query.truth();
      query.integer();
      count.ever = query.integer();
      count.live = query.integer();
      counts.push_back(std::move(count));
    }
    return counts;
  }

  Page<Cancellation> list(const CancellationFilter& filter, Instant now, const PageRequest& request) override {
    if (!filter.search.empty()) index_.finish();
    return cancellation_page(connection_, filter, now, request);
  }

  std::vector<CancellationRecord> records_after(const CancellationFilter& filter, Instant now, CancellationId number,
                                                std::size_t most) override {
    return cancellation_records(connection_, filter, now, number, most);
  }

  std::vector<SaltedCancellation> after(CancellationId number, std::size_t most) override {
    Query query(connection_,
                "SELECT c.id, c.series, c.subscription, c.state, c.at, c.requested_at, c.effective_on,"
                " c.effective_at, c.reason, c.reason_label, c.is_voluntary, c.by, c.channel, c.batch, c.replaces,"
                " r.series, c.is_backdated, c.is_override, c.recorded_at, w.feedback, w.on_behalf_of, w.salt"
                " FROM cancellations AS c LEFT JOIN cancellations AS r ON r.id = c.replaces"
                " LEFT JOIN cancellation_words AS w ON w.cancellation = c.id"
                " WHERE c.id > :number ORDER BY c.id LIMIT :most");
    query.restart_with(number, static_cast<std::int64_t>(most));
    std::vector<SaltedCancellation> found;
    while (query.step()) {
      SaltedCancellation& one = found.emplace_back();
      one.cancellation = cancellation_in(query);
      one.salt = query.optional_bytes().value_or("");
    }
    return found;
  }

 private:
  // What a call of add() has done so far.
  struct Added {
    std::string series;
    std::vector<Confirmation> issued;
    std::vector<CancellationId> replaced;
  };

  void add_one(const Cancellation& of, const std::string& salt, Added& added) {
    if (of.replaces) {
      replace(*of.replaces, of.subscription);
      added.replaced.push_back(of.replaces->id);
    }
    Query insert(connection_,
                 "INSERT INTO cancellations (series, subscription, state, at, requested_at, effective_on, effective_at,"
                 " reason, reason_label, is_voluntary, by, channel, batch, replaces, is_backdated, is_override)"
                 " VALUES (:series, :subscription, 'live', :at, :requested_at, :effective_on, :effective_at, :reason,"
                 " :reason_label, :is_voluntary, :by, :channel, :batch, :replaces, :is_backdated, :is_override)"
                 " ON CONFLICT (subscription) WHERE state = 'live' DO NOTHING");
    const int rows = insert.run_with(
        added.series, of.subscription, text_of(of.at), of.requested_at, of.effective_on, of.effective_at,
        of.reason.code, of.reason.label, of.reason.is_voluntary, of.by, name_of(of.channel), of.batch,
        of.replaces ? std::optional(of.replaces->id) : std::nullopt, of.is_backdated, of.is_override);
    if (rows != 1) {
      throw Error(Fault::conflict, fmt::format("{} has a live cancellation already", text_of(of.subscription)));
    }
    added.issued.push_back({added.series, CancellationId{connection_.last_row()}});
    insert_words(added.issued.back().id, of, salt);
  }

  // By hand: a savepoint would keep a copy of every page that thousands of rows are added to.
  void take_back(const Added& added) {
    for (const Confirmation& issued : added.issued) {
      Query(connection_, "DELETE FROM cancellation_words WHERE cancellation = :id").run_with(issued.id);
      Query(connection_, "DELETE FROM cancellations WHERE id = :id").run_with(issued.id);
    }
    for (const CancellationId replaced : added.replaced) set_state(replaced, CancellationState::live);
  }

  std::string current_series() {
    Query query(connection_, "SELECT series FROM store");
    if (!query.step()) throw corrupt("it has no series");
    return query.text();
  }

  void replace(const Confirmation& replaced, SubscriptionId subscription) {
    Query update(connection_,
                 "UPDATE cancellations SET state = 'replaced' WHERE id = :id AND series = :series"
                 " AND subscription = :subscription AND state = 'live'");
    update.bind(":id", replaced.id.number()).bind(":series", replaced.series);
    if (update.bind(":subscription", subscription.number()).run() == 1) return;
    throw Error(Fault::conflict,
                fmt::format("{} is no live cancellation of {}", text_of(replaced), text_of(subscription)));
  }

  void insert_imported(const Cancellation& cancellation) {
    Query query(connection_,
                "INSERT INTO cancellations (id, series, subscription, state, at, requested_at, effective_on,"
                " effective_at, reason, reason_label, is_voluntary, by, channel, replaces, is_backdated, is_override,"
                " recorded_at) VALUES (:id, :series, :subscription, :state, :at, :requested_at, :effective_on,"
                " :effective_at, :reason, :reason_label, :is_voluntary, :by, :channel, :replaces, :is_backdated,"
                " :is_override, :recorded_at)"
                " ON CONFLICT (id) DO NOTHING ON CONFLICT (subscription) WHERE state = 'live' DO NOTHING");
    const std::string at = text_of(cancellation.at);
    std::optional<std::int64_t> replaced;
    if (cancellation.replaces) replaced = cancellation.replaces->id.number();
    const int added =
        query.run_with(cancellation.confirmation.id, cancellation.confirmation.series, cancellation.subscription,
                       name_of(cancellation.state), at, cancellation.requested_at, cancellation.effective_on,
                       cancellation.effective_at, cancellation.reason.code, cancellation.reason.label,
                       cancellation.reason.is_voluntary, cancellation.by, name_of(cancellation.channel), replaced,
                       cancellation.is_backdated, cancellation.is_override, cancellation.recorded_at);
    if (added == 1) return;
    Query taken(connection_, "SELECT 1 FROM cancellations WHERE id = :id");
    if (taken.bind(":id", cancellation.confirmation.id.number()).step()) {
      throw Error(Fault::conflict, fmt::format("there is a cancellation of the number in {} already",
                                               text_of(cancellation.confirmation)))
          .in_field("confirmation");
    }
    throw Error(Fault::conflict, fmt::format("{} has a live cancellation already", text_of(cancellation.subscription)))
        .in_field("status");
  }

  void insert_words(CancellationId id, const Cancellation& cancellation, const std::string& salt) {
    if (!cancellation.feedback && !cancellation.on_behalf_of) return;
    Query query(connection_,
                "INSERT INTO cancellation_words (cancellation, feedback, on_behalf_of, salt)"
                " VALUES (:cancellation, :feedback, :on_behalf_of, :salt)");
    query.bind(":cancellation", id.number()).bind(":feedback", cancellation.feedback);
    query.bind(":on_behalf_of", cancellation.on_behalf_of).bind_bytes(":salt", salt).run();
  }

  Connection& connection_;
  SearchIndex& index_;
};

}  // namespace

std::unique_ptr<Cancellations> cancellations_table(Connection& connection, SearchIndex& index) {
  return std::make_unique<CancellationsTable>(connection, index);
}

}  // namespace nexor::sqlite
