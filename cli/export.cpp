#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <tuple>
#include <utility>

#include "cli/answer_items.h"
#include "cli/commands.h"
#include "cli/context.h"
#include "cli/export_rows.h"
#include "cli/filter.h"
#include "cli/output/delimited.h"
#include "cli/progress.h"
#include "cli/shapes/cancel_item.h"
#include "lib/ops/batch.h"
#include "lib/ops/find.h"
#include "lib/store/accounts.h"
#include "lib/store/batches.h"
#include "lib/store/cancellations.h"
#include "lib/store/events.h"
#include "lib/store/plans.h"
#include "lib/store/requests.h"
#include "lib/store/subscriptions.h"
#include "lib/text/json_writer.h"

namespace nexor {

namespace {

struct ExportOptions {
  std::string kind;
  std::optional<std::string> id;
  std::optional<std::string> since;
  std::optional<std::string> until;
};

// Other programs read it, so it is one of the formats that they read whole, and raw: CSV unless it is asked otherwise.
RawRows::Form form_of(const Context& context) {
  const auto& format = context.globals().format;
  if (format && *format != "csv" && *format != "jsonl") {
    throw Error(Fault::usage, fmt::format("export writes csv or jsonl, not {}", *format))
        .with_hint("nexor list and nexor show have the other formats");
  }
  return format == "jsonl" ? RawRows::Form::jsonl : RawRows::Form::csv;
}

bool has_header(const Context& context) {
  return form_of(context) == RawRows::Form::csv && context.globals().header.value_or(true);
}

// At most `most` things behind a number, in the order of their numbers.
template <class T>
using Source =
    std::function<std::vector<T>(Transaction& transaction, Instant now, std::int64_t after, std::size_t most)>;

// Writes all of a kind, page by page: each is a look of its own, over before anything of it is written, so that nobody
// who changes the store has to wait for the export or for its reader. What is there as it begins is written once, as it
// stands when its page is read.
template <class T, class NumberOf>
int write_all(Context& context, const Source<T>& source, NumberOf number_of, std::size_t at_a_time = 1000) {
  constexpr std::size_t enough = 64 * 1024;
  std::string text;
  if (has_header(context)) {
    RawRows names(RawRows::Form::header, text);
    write_row(names, T{});
  }
  Desk& desk = context.desk();
  Progress progress(context);
  RawRows rows(form_of(context), text);
  std::int64_t after = 0;
  std::int64_t done = 0;
  for (bool has_more = true; has_more;) {
    std::vector<T> page;
    look(desk, Verb::export_records,
         [&](Transaction& transaction, Instant now) { page = source(transaction, now, after, at_a_time); });
    for (const T& thing : page) {
      write_row(rows, thing);
      if (text.size() < enough) continue;
      context.out() << text;
      text.clear();
    }
    context.out() << text;
    text.clear();
    has_more = page.size() == at_a_time;
    if (has_more) after = number_of(page.back());
    done += static_cast<std::int64_t>(page.size());
    progress.tell({.done = done});
  }
  return 0;
}

int export_accounts(const ExportOptions&, Context& context) {
  return write_all<Account>(
      context,
      [](Transaction& transaction, Instant, std::int64_t after, std::size_t most) {
        return transaction.accounts().added_after(AccountId{after}, most);
      },
      [](const Account& account) { return account.id.number(); });
}

int export_plans(const ExportOptions&, Context& context) {
  return write_all<Plan>(
      context,
      [](Transaction& transaction, Instant, std::int64_t after, std::size_t most) {
        return transaction.plans().added_after(PlanId{after}, most);
      },
      [](const Plan& plan) { return plan.id.number(); });
}

// So many at a time that many of their accounts share a page of the store.
int export_subscriptions(const ExportOptions&, Context& context) {
  constexpr std::size_t at_a_time = 100'000;
  return write_all<SubscriptionRecord>(
      context,
      [](Transaction& transaction, Instant, std::int64_t after, std::size_t most) {
        return transaction.subscriptions().added_after(SubscriptionId{after}, most);
      },
      [](const SubscriptionRecord& subscription) { return subscription.id.number(); }, at_a_time);
}

int export_requests(const ExportOptions&, Context& context) {
  const RequestFilter in_order{.states = {}, .plan = {}, .sort = RecordSort::created_at};
  return write_all<RegistrationRequest>(
      context,
      [&](Transaction& transaction, Instant, std::int64_t after, std::size_t most) {
        return transaction.requests().list({.after = std::to_string(after), .limit = most}, in_order).items;
      },
      [](const RegistrationRequest& request) { return request.id.number(); });
}

int export_cancellations(const ExportOptions& options, Context& context) {
  CancellationFilter filter;
  look(context.desk(), Verb::export_records, [&](Transaction& transaction, Instant) {
    std::tie(filter.requested_from, filter.requested_until) =
        range_of(context, transaction, options.since, options.until, Toward::past);
  });
  return write_all<CancellationRecord>(
      context,
      [&](Transaction& transaction, Instant now, std::int64_t after, std::size_t most) {
        return transaction.cancellations().records_after(filter, now, CancellationId{after}, most);
      },
      [](const CancellationRecord& record) { return record.cancellation.confirmation.id.number(); });
}

int export_events(const ExportOptions& options, Context& context) {
  EventFilter filter;
  look(context.desk(), Verb::export_records, [&](Transaction& transaction, Instant) {
    std::tie(filter.from, filter.until) = range_of(context, transaction, options.since, options.until, Toward::past);
  });
  return write_all<Event>(
      context,
      [&](Transaction& transaction, Instant, std::int64_t after, std::size_t most) {
        return transaction.events().after(after, filter, most);
      },
      [](const Event& event) { return event.number; });
}

std::string object_of(Context& context, const CancelItem& item) {
  std::string text;
  JsonWriter json(text);
  write_cancel_item(json, item, context.now(), context.globals());
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
int export_outcomes(const std::string& word, Context& context) {
  check_single_id(std::span(&word, 1), {IdKind::batch});
  const bool is_lines = form_of(context) == RawRows::Form::jsonl;
  Desk& desk = context.desk();
  Batch batch;
  look(desk, Verb::export_records, [&](Transaction& transaction, Instant) { batch = find_batch(transaction, word); });
  const auto shape = cancel_item_shape(context.now(), context.globals());
  KeptItems kept(desk.scratch_folder);
  each_item(desk, batch, [&](const CancelItem& item) {
    kept.add(item.line, {.summary = {}, .texts = {is_lines ? object_of(context, item) : row_of(shape, item)}});
  });
  if (has_header(context)) context.out() << header_of(shape);
  kept.each([&](const KeptItems::Kept& item) { context.out() << item.texts.front(); });
  return 0;
}

int export_batches(const ExportOptions& options, Context& context) {
  if (options.id) return export_outcomes(*options.id, context);
  return write_all<Batch>(
      context,
      [](Transaction& transaction, Instant, std::int64_t after, std::size_t most) {
        return transaction.batches().added_after(BatchId{after}, most);
      },
      [](const Batch& batch) { return batch.id.number(); });
}

struct Kind {
  std::string_view name;
  int (*run)(const ExportOptions&, Context&);
  bool has_times = false;  // --since and --until say something
};

constexpr std::array kinds{Kind{"accounts", export_accounts},
                           Kind{"plans", export_plans},
                           Kind{"subscriptions", export_subscriptions},
                           Kind{"requests", export_requests},
                           Kind{"cancellations", export_cancellations, true},
                           Kind{"events", export_events, true},
                           Kind{"batches", export_batches}};

std::vector<std::string> kind_names() {
  std::vector<std::string> names;
  for (const Kind& kind : kinds) names.emplace_back(kind.name);
  return names;
}

int run_export(const ExportOptions& options, Context& context) {
  form_of(context);
  const Kind& kind = *std::ranges::find(kinds, options.kind, &Kind::name);
  if (options.id && kind.run != export_batches) {
    throw Error(Fault::usage, fmt::format("{} are exported whole: '{}' is one word too many", kind.name, *options.id))
        .with_hint("only batches take an ID: one writes what became of its rows");
  }
  if ((options.since || options.until) && !kind.has_times) {
    throw Error(Fault::usage, fmt::format("--{} means nothing for {}", options.since ? "since" : "until", kind.name));
  }
  check_range(context, "since", options.since, "until", options.until, Toward::past);
  return kind.run(options, context);
}

}  // namespace

Command export_command() {
  auto options = std::make_shared<ExportOptions>();
  return {.name = "export",
          .group = "Records",
          .summary = "Write records for other programs, whole and raw: what import reads",
          .operands = {one_of(kind_names(), one("KIND", options->kind, "What to write")),
                       maybe("ID", options->id, "A batch, by its id or its key: what became of its rows")},
          .options = {option("since", "TIME", options->since, "Only what was requested, or happened, then or later"),
                      option("until", "TIME", options->until, "Only what was requested, or happened, before this")},
          .examples = {{"export subscriptions -o subscriptions.csv", "All subscriptions, as 'nexor import' reads them"},
                       {"export cancellations --since 30d --format jsonl", "What was cancelled lately, as JSON Lines"},
                       {"export batches bat_0001Y", "Every row of a batch with its outcome, as CSV"}},
          .run = [options](Context& context) { return run_export(*options, context); }};
}

}  // namespace nexor
