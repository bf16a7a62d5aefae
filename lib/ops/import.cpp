#include "lib/ops/import.h"

#include <array>
#include <istream>

#include "lib/ops/desk.h"
#include "lib/ops/records.h"
#include "lib/secret/digest.h"
#include "lib/store/accounts.h"
#include "lib/store/plans.h"
#include "lib/store/subscriptions.h"
#include "lib/text/json_writer.h"
#include "lib/text/table_reader.h"

namespace nexor {

namespace {

constexpr std::array<std::string_view, 6> account_columns{"key", "name", "email", "time_zone", "locale", "note"};
constexpr std::array<std::string_view, 10> plan_columns{
    "key", "name", "period", "price", "currency", "trial_days", "notice_days", "minimum_terms", "fixed_terms", "addon"};
constexpr std::array<std::string_view, 7> subscription_columns{"key",         "account",  "plan", "start_on",
                                                               "billing_day", "quantity", "base"};

Verb verb_of(ImportKind kind) {
  switch (kind) {
    case ImportKind::accounts:
      return Verb::import_accounts;
    case ImportKind::plans:
      return Verb::import_plans;
    case ImportKind::subscriptions:
      return Verb::import_subscriptions;
  }
  return Verb::import_plans;
}

// Passes a stream on and hashes what goes through: the digest that the import's event keeps.
class HashingBuffer final : public std::streambuf {
 public:
  explicit HashingBuffer(std::istream& input) : input_(input) {}
  Digest digest() const { return sum_.finish(); }

 protected:
  int_type underflow() override {
    input_.read(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
    const std::streamsize count = input_.gcount();
    if (count == 0) {
      if (input_.bad()) throw Error(Fault::input_invalid, "the input can't be read to its end");
      return traits_type::eof();
    }
    sum_.update({buffer_.data(), static_cast<std::size_t>(count)});
    setg(buffer_.data(), buffer_.data(), buffer_.data() + count);
    return traits_type::to_int_type(buffer_.front());
  }

 private:
  std::istream& input_;
  std::array<char, 65536> buffer_{};
  Sha256 sum_;
};

// A cell's text. A missing one that is needed reads as empty, which no check lets through.
std::string needed(const Record& record, std::string_view column) {
  return std::string(record.field(column).value_or(""));
}

std::optional<std::string> optional(const Record& record, std::string_view column) {
  const auto cell = record.field(column);
  if (!cell) return {};
  return std::string(*cell);
}

bool truth(const Record& record, std::string_view column) {
  const auto cell = record.field(column);
  if (!cell || *cell == "false" || *cell == "0" || *cell == "no") return false;
  if (*cell == "true" || *cell == "1" || *cell == "yes") return true;
  throw Error(Fault::input_invalid, std::string(column) + ": '" + std::string(*cell) + "' is neither true nor false");
}

// One run of an import inside its change. Rows see the rows before them, so that an add-on may follow its base.
class Import {
 public:
  Import(Act& act, const ImportOrder& order) : act_(act), order_(order), event_(act.next_event()) {}

  ImportReport run(std::istream& input) {
    HashingBuffer buffer(input);
    std::istream hashed(&buffer);
    hashed.exceptions(std::ios::badbit);
    TableReader reader(hashed, columns_of(order_.kind), required_columns_of(order_.kind));
    report_.ignored_columns = reader.ignored_columns();
    Record record;
    while (reader.next(record)) take(record);
    act_.record(EventKind::records_imported, std::string(name_of(order_.kind)), {}, content(buffer.digest()));
    return std::move(report_);
  }

 private:
  void take(const Record& record) {
    ++report_.rows;
    if (const auto& problem = record.problem()) {
      report_.failures.push_back({record.line(), problem->column, Error(Fault::input_invalid, problem->message)});
      return;
    }
    try {
      add(record);
      ++report_.imported;
    } catch (Error& error) {
      if (error.fault != Fault::input_invalid && error.fault != Fault::not_found && error.fault != Fault::conflict)
        throw;
      report_.failures.push_back({record.line(), {}, std::move(error)});
    }
  }

  void add(const Record& record) {
    switch (order_.kind) {
      case ImportKind::accounts:
        return add_account(record);
      case ImportKind::plans:
        return add_plan(record);
      case ImportKind::subscriptions:
        return add_subscription(record);
    }
  }

  void add_account(const Record& record) {
    const Account account = make_account(act_, {.key = needed(record, "key"),
                                                .name = needed(record, "name"),
                                                .email = optional(record, "email"),
                                                .time_zone = optional(record, "time_zone"),
                                                .locale = optional(record, "locale"),
                                                .note = optional(record, "note")});
    act_.store().accounts().add(std::span(&account, 1), event_);
  }

  void add_plan(const Record& record) {
    const Plan plan = make_plan(act_, {.key = needed(record, "key"),
                                       .name = needed(record, "name"),
                                       .period = needed(record, "period"),
                                       .price = needed(record, "price"),
                                       .currency = needed(record, "currency"),
                                       .trial_days = optional(record, "trial_days"),
                                       .notice_days = optional(record, "notice_days"),
                                       .minimum_terms = optional(record, "minimum_terms"),
                                       .fixed_terms = optional(record, "fixed_terms"),
                                       .is_addon = truth(record, "addon")});
    act_.store().plans().add(std::span(&plan, 1), event_);
  }

  void add_subscription(const Record& record) {
    const Subscription subscription = make_subscription(act_, {.key = needed(record, "key"),
                                                               .account = needed(record, "account"),
                                                               .plan = needed(record, "plan"),
                                                               .start_on = optional(record, "start_on"),
                                                               .billing_day = optional(record, "billing_day"),
                                                               .quantity = optional(record, "quantity"),
                                                               .base = optional(record, "base")});
    act_.store().subscriptions().add(std::span(&subscription, 1), event_);
  }

  std::string content(const Digest& digest) const {
    std::string text;
    JsonWriter json(text);
    json.begin_object();
    json.member("input_sha256", hex_of(digest));
    json.member("rows", report_.rows);
    json.member("imported", report_.imported);
    json.member("failed", report_.failures.size());
    json.end_object();
    return text;
  }

  Act& act_;
  const ImportOrder& order_;
  std::int64_t event_;
  ImportReport report_;
};

// Thrown to take a dry run's change back.
struct TakenBack {};

}  // namespace

std::string_view name_of(ImportKind kind) {
  switch (kind) {
    case ImportKind::accounts:
      return "accounts";
    case ImportKind::plans:
      return "plans";
    case ImportKind::subscriptions:
      return "subscriptions";
  }
  return "accounts";
}

std::optional<ImportKind> parse_import_kind(std::string_view name) {
  for (const ImportKind kind : {ImportKind::accounts, ImportKind::plans, ImportKind::subscriptions}) {
    if (name == name_of(kind)) return kind;
  }
  return {};
}

std::span<const std::string_view> columns_of(ImportKind kind) {
  switch (kind) {
    case ImportKind::accounts:
      return account_columns;
    case ImportKind::plans:
      return plan_columns;
    case ImportKind::subscriptions:
      return subscription_columns;
  }
  return {};
}

std::span<const std::string_view> required_columns_of(ImportKind kind) {
  // The first ones of each list.
  switch (kind) {
    case ImportKind::accounts:
      return columns_of(kind).first(2);
    case ImportKind::plans:
      return columns_of(kind).first(5);
    case ImportKind::subscriptions:
      return columns_of(kind).first(3);
  }
  return {};
}

ImportReport import_records(Desk& desk, const ImportOrder& order, std::istream& input) {
  ImportReport report;
  try {
    perform(desk, verb_of(order.kind), [&](Act& act) {
      report = Import(act, order).run(input);
      if (order.is_dry_run) throw TakenBack();
    });
  } catch (const TakenBack&) {
  }
  return report;
}

}  // namespace nexor
