#include "lib/store/sqlite/connection.h"
#include "lib/store/sqlite/query.h"
#include "lib/store/sqlite/tables.h"

namespace nexor::sqlite {

namespace {

// id, series and id of the cancellation, subscription, added_at, by, feedback
LaterFeedback feedback_in(Query& row) {
  LaterFeedback feedback;
  feedback.number = row.integer();
  feedback.confirmation.series = row.text();
  feedback.confirmation.id = CancellationId{row.integer()};
  feedback.subscription = SubscriptionId{row.integer()};
  feedback.added_at = row.instant();
  feedback.by = row.text();
  feedback.text = row.optional_text();
  return feedback;
}

class LaterFeedbackTable final : public LaterFeedbacks {
 public:
  explicit LaterFeedbackTable(Connection& connection) : connection_(connection) {}

  std::int64_t add(const LaterFeedback& feedback, std::string_view salt) override {
    Query insert(connection_,
                 "INSERT INTO later_feedback (cancellation, added_at, by, feedback, salt)"
                 " VALUES (:cancellation, :added_at, :by, :feedback, :salt)");
    insert.bind(":cancellation", feedback.confirmation.id.number()).bind(":added_at", feedback.added_at);
    insert.bind(":by", feedback.by).bind(":feedback", feedback.text).bind_bytes(":salt", salt).run();
    return connection_.last_row();
  }

  std::optional<LaterFeedback> find(std::int64_t number) override {
    Query query(connection_,
                "SELECT f.id, c.series, c.id, c.subscription, f.added_at, f.by, f.feedback FROM later_feedback AS f"
                " JOIN cancellations AS c ON c.id = f.cancellation WHERE f.id = :number");
    if (!query.bind(":number", number).step()) return {};
    return feedback_in(query);
  }

  std::string salt(std::int64_t number) override {
    Query query(connection_, "SELECT salt FROM later_feedback WHERE id = :number");
    if (!query.bind(":number", number).step()) return "";
    return query.optional_bytes().value_or("");
  }

  std::vector<LaterFeedback> of(SubscriptionId subscription) override {
    Query query(connection_,
                "SELECT f.id, c.series, c.id, c.subscription, f.added_at, f.by, f.feedback FROM cancellations AS c"
                " JOIN later_feedback AS f ON f.cancellation = c.id WHERE c.subscription = :subscription"
                " ORDER BY f.id");
    query.bind(":subscription", subscription.number());
    std::vector<LaterFeedback> all;
    while (query.step()) all.push_back(feedback_in(query));
    return all;
  }

  std::int64_t count() override { return connection_.ask("SELECT count(*) FROM later_feedback"); }

 private:
  Connection& connection_;
};

}  // namespace

std::unique_ptr<LaterFeedbacks> later_feedback_table(Connection& connection) {
  return std::make_unique<LaterFeedbackTable>(connection);
}

}  // namespace nexor::sqlite
