#include "lib/ops/import.h"

#include "lib/ops/desk.h"
#include "lib/ops/import_cancellation.h"
#include "lib/ops/records.h"
#include "lib/ops/requests.h"
#include "lib/store/accounts.h"
#include "lib/store/plans.h"
#include "lib/store/requests.h"
#include "lib/store/subscriptions.h"
#include "lib/text/json_writer.h"

namespace nexor {

namespace {

Verb verb_of(ImportKind kind) {
  switch (kind) {
    case ImportKind::accounts:
      return Verb::import_accounts;
    case ImportKind::plans:
      return Verb::import_plans;
    case ImportKind::subscriptions:
      return Verb::import_subscriptions;
    case ImportKind::requests:
      return Verb::import_requests;
    case ImportKind::cancellations:
      return Verb::import_cancellations;
  }
  return Verb::import_plans;
}

// One run of an import inside its change. Rows see the rows before them, so that an add-on may follow its base.
class Import {
 public:
  Import(Act& act, const ImportOrder& order, ImportFile& file, const ImportSink& sink)
      : act_(act), order_(order), fields_(file.fields()), records_(file.records()), sink_(sink) {}

  ImportReport run() {
    if (order_.kind == ImportKind::cancellations) require_no_cancellation(act_.store());
    Record record;
    while (records_.next(record)) {
      take(record);
      if (sink_.progress) sink_.progress({report_.rows, report_.failed, records_.bytes()});
    }
    report_.ignored_columns = records_.ignored_columns();
    act_.record(EventKind::records_imported, std::string(name_of(order_.kind)), {}, content(records_.digest()));
    return std::move(report_);
  }

 private:
  void take(const Record& record) {
    ++report_.rows;
    if (const auto& problem = record.problem) {
      fail({record.line, problem->column, Error(Fault::input_invalid, problem->message)});
      return;
    }
    const ImportRow row(fields_, record);
    try {
      add(row);
    } catch (Error& error) {
      if (error.fault != Fault::input_invalid && error.fault != Fault::not_found && error.fault != Fault::conflict)
        throw;
      fail({record.line, row.column(error.field), std::move(error)});
    }
  }

  void fail(const ImportFailure& failure) {
    ++report_.failed;
    sink_.failure(failure);
  }

  void add(const ImportRow& row) {
    switch (order_.kind) {
      case ImportKind::accounts:
        return add_account(row);
      case ImportKind::plans:
        return add_plan(row);
      case ImportKind::subscriptions:
        return add_subscription(row);
      case ImportKind::requests:
        return add_request(row);
      case ImportKind::cancellations:
        return add_cancellation(row);
    }
  }

  // What an update finds under the row's key.
  template <class IdOfThing, class Table>
  auto known_one(Table& table, const ImportRow& row) {
    const Reference<IdOfThing> key = row.needed("key");
    return order_.is_update ? table.find(std::span(&key, 1)).front() : std::nullopt;
  }

  void add_account(const ImportRow& row) {
    if (const auto known = known_one<AccountId>(act_.store().accounts(), row)) return count_edit(edit(*known, row));
    const Account account = make_account(act_, {.key = row.needed("key"),
                                                .name = row.needed("name"),
                                                .email = row.value("email"),
                                                .time_zone = row.value("time_zone"),
                                                .locale = row.value("locale"),
                                                .note = row.value("note")});
    act_.store().accounts().add(std::span(&account, 1), Origin::import);
    ++report_.added;
  }

  bool edit(const Account& known, const ImportRow& row) {
    Account edited = make_account(act_, {.key = known.key,
                                         .name = row.value_over("name", known.name).value_or(""),
                                         .email = row.value_over("email", known.email),
                                         .time_zone = row.value_over("time_zone", known.time_zone),
                                         .locale = row.value_over("locale", known.locale),
                                         .note = row.value_over("note", known.note)});
    edited.id = known.id;
    edited.created_at = known.created_at;
    edited.closed_at = known.closed_at;
    return save_edit(act_, known, edited);
  }

  void add_plan(const ImportRow& row) {
    if (order_.is_update) {
      const std::string key = row.needed("key");
      const auto known = act_.store().plans().find(std::span(&key, 1)).front();
      if (known) return count_edit(edit(*known, row));
    }
    const Plan plan = make_plan(act_, {.key = row.needed("key"),
                                       .name = row.needed("name"),
                                       .period = row.needed("period"),
                                       .price = row.needed("price"),
                                       .currency = row.needed("currency"),
                                       .trial_days = row.value("trial_days"),
                                       .notice_days = row.value("notice_days"),
                                       .minimum_terms = row.value("minimum_terms"),
                                       .fixed_terms = row.value("fixed_terms"),
                                       .is_addon = row.truth("addon")});
    act_.store().plans().add(std::span(&plan, 1), Origin::import);
    ++report_.added;
  }

  bool edit(const Plan& known, const ImportRow& row) {
    const auto fixed_terms = known.fixed_terms ? std::optional(std::to_string(*known.fixed_terms)) : std::nullopt;
    Plan edited =
        make_plan(act_, {.key = known.key,
                         .name = row.value_over("name", known.name).value_or(""),
                         .period = row.value_over("period", text_of(known.period)).value_or(""),
                         .price = row.value_over("price", amount_text(known.price)).value_or(""),
                         .currency = row.value_over("currency", known.price.currency).value_or(""),
                         .trial_days = row.value_over("trial_days", std::to_string(known.trial_days)),
                         .notice_days = row.value_over("notice_days", std::to_string(known.notice_days)),
                         .minimum_terms = row.value_over("minimum_terms", std::to_string(known.minimum_terms)),
                         .fixed_terms = row.value_over("fixed_terms", fixed_terms),
                         .is_addon = row.truth("addon", known.is_addon)});
    edited.id = known.id;
    edited.created_at = known.created_at;
    edited.retired_at = known.retired_at;
    return save_edit(act_, known, edited);
  }

  void add_subscription(const ImportRow& row) {
    if (const auto known = known_one<SubscriptionId>(act_.store().subscriptions(), row)) {
      return count_edit(edit(*known, row));
    }
    const Subscription subscription = make_subscription(act_, {.key = row.needed("key"),
                                                               .account = row.needed("account"),
                                                               .plan = row.needed("plan"),
                                                               .start_on = row.value("start_on"),
                                                               .billing_day = row.value("billing_day"),
                                                               .quantity = row.value("quantity"),
                                                               .base = row.value("base"),
                                                               .bases_from = first_added_});
    const SubscriptionId id = act_.store().subscriptions().add(std::span(&subscription, 1), Origin::import).front();
    if (!first_added_) first_added_ = id;
    ++report_.added;
  }

  bool edit(const Service& known, const ImportRow& row) {
    return edit_subscription(act_, known,
                             {.account = row.value("account"),
                              .plan = row.value("plan"),
                              .start_on = row.value("start_on"),
                              .billing_day = row.value("billing_day"),
                              .quantity = row.value_over("quantity", std::to_string(known.subscription.quantity)),
                              .base = row.value("base")});
  }

  void add_request(const ImportRow& row) {
    Requests& requests = act_.store().requests();
    if (const auto known = known_one<RequestId>(requests, row)) return count_edit(edit(*known, row));
    const RegistrationRequest request = make_request(act_, {.key = row.needed("key"),
                                                            .name = row.needed("name"),
                                                            .email = row.needed("email"),
                                                            .plan = row.needed("plan"),
                                                            .time_zone = row.value("time_zone"),
                                                            .note = row.value("note")});
    requests.add(std::span(&request, 1), Origin::import);
    ++report_.added;
  }

  bool edit(const RegistrationRequest& known, const ImportRow& row) {
    return edit_request(act_, known,
                        {.key = known.key,
                         .name = row.value_over("name", known.name).value_or(""),
                         .email = row.value_over("email", known.email).value_or(""),
                         .plan = row.value_over("plan", known.plan_key).value_or(""),
                         .time_zone = row.value_over("time_zone", known.time_zone),
                         .note = row.value_over("note", known.note)});
  }

  void add_cancellation(const ImportRow& row) {
    const auto truth_or_none = [&](std::string_view field) -> std::optional<bool> {
      if (!row.value(field)) return {};
      return row.truth(field);
    };
    act_.store().cancellations().add_imported(make_cancellation(act_, {.confirmation = row.needed("confirmation"),
                                                                       .subscription = row.needed("subscription"),
                                                                       .status = row.needed("status"),
                                                                       .at = row.value("at"),
                                                                       .requested_at = row.needed("requested_at"),
                                                                       .effective_on = row.needed("effective_on"),
                                                                       .effective_at = row.value("effective_at"),
                                                                       .reason = row.needed("reason"),
                                                                       .reason_label = row.value("reason_label"),
                                                                       .is_voluntary = truth_or_none("voluntary"),
                                                                       .feedback = row.value("feedback"),
                                                                       .by = row.needed("by"),
                                                                       .channel = row.value("channel"),
                                                                       .on_behalf_of = row.value("on_behalf_of"),
                                                                       .replaces = row.value("replaces"),
                                                                       .is_backdated = row.truth("backdated"),
                                                                       .is_override = row.truth("override"),
                                                                       .recorded_at = row.value("recorded_at")}));
    ++report_.added;
  }

  void count_edit(bool was_different) { ++(was_different ? report_.updated : report_.unchanged); }

  std::string content(const Digest& digest) const {
    std::string text;
    JsonWriter json(text);
    json.begin_object();
    json.member("input_sha256", hex_of(digest));
    json.member("rows", report_.rows);
    json.member("imported", report_.added);
    json.member("updated", report_.updated);
    json.member("unchanged", report_.unchanged);
    json.member("failed", report_.failed);
    if (order_.kind == ImportKind::cancellations) {
      json.member("rows_sha256", hex_of(digest_of_imported(act_.store(), act_.operation())));
    }
    json.end_object();
    return text;
  }

  Act& act_;
  const ImportOrder& order_;
  const ImportFields& fields_;
  RecordInput& records_;
  const ImportSink& sink_;
  ImportReport report_;
  std::optional<SubscriptionId> first_added_;
};

// Thrown to take a change back.
struct TakenBack {};

}  // namespace

ImportFile::ImportFile(const ImportOrder& order, std::istream& stream)
    : fields_(columns_of(order.kind), order.columns, order.values, required_columns_of(order.kind, order.is_update)),
      records_(stream, fields_.wanted()) {}

ImportReport import_records(Desk& desk, const ImportOrder& order, ImportFile& file, const ImportSink& sink) {
  ImportReport report;
  try {
    perform(desk, verb_of(order.kind), [&](Act& act) {
      report = Import(act, order, file, sink).run();
      if (order.kind == ImportKind::cancellations && report.failed > 0) {
        report.added = 0;
        report.is_taken_back = true;
      }
      if (order.is_dry_run || report.is_taken_back) throw TakenBack();
      if (sink.all_read) sink.all_read();
    });
  } catch (const TakenBack&) {
  }
  return report;
}

}  // namespace nexor
