#include "lib/ops/report.h"

#include <fmt/format.h>

#include <utility>

#include "cli/commands.h"
#include "cli/context.h"
#include "cli/filter.h"
#include "cli/print.h"
#include "cli/say.h"
#include "cli/shapes/report.h"
#include "cli/shapes/report_page.h"
#include "lib/ops/records.h"

namespace nexor {

namespace {

struct ReportOptions {
  std::optional<std::string> since;
  std::optional<std::string> until;
  std::optional<std::string> by;
  std::optional<std::string> days;
  std::optional<std::string> html;
};

Toward direction_of(ReportKind kind) { return kind == ReportKind::upcoming ? Toward::future : Toward::past; }

std::chrono::days days_of(const ReportOptions& options) {
  constexpr std::chrono::days unless_said{30};
  constexpr std::int64_t most = 36600;
  if (!options.days) return unless_said;
  const std::int64_t days = parse_number("--days", *options.days);
  if (days > most) throw Error(Fault::usage, fmt::format("--days: {} is more than a hundred years", days));
  return std::chrono::days{days};
}

// What is wrong with the words is told before any store is opened.
void check(ReportKind kind, const ReportOptions& options, Context& context) {
  const GlobalOptions& globals = context.globals();
  check_range(context, "since", options.since, "until", options.until, direction_of(kind));
  days_of(options);
  if (options.days && options.until)
    throw Error(Fault::usage, "--days and --until exclude each other").with_hint("give one of them");
  if (!options.html) return;
  if (globals.format || globals.get || !globals.columns.empty()) {
    throw Error(Fault::usage, "--html is a form of its own: it takes no --format, --json, --columns or --get");
  }
  if (globals.output) throw Error(Fault::usage, "--html and --output both say where the answer goes");
}

std::optional<ReportBy> by_of(const ReportOptions& options) {
  if (options.by == "plan") return ReportBy::plan;
  if (options.by == "month") return ReportBy::month;
  if (options.by == "reason") return ReportBy::reason;
  return {};
}

// The order that the words mean in this store, which also fills in how its bounds are shown.
ReportOrder order_of(ReportKind kind, const ReportOptions& options, Context& context, Transaction& transaction,
                     Instant now, ShownReport& shown) {
  ReportOrder order{.kind = kind, .by = by_of(options)};
  const auto [from, until] = range_of(context, transaction, options.since, options.until, direction_of(kind));
  if (kind == ReportKind::reasons) {
    order.requested = {from, until};
    if (from) shown.since = text_of(*from);
    if (until) shown.until = text_of(*until);
    return order;
  }
  const Zone& zone = context.zones().find(transaction.info().time_zone);
  if (from) order.ends.from = zone.date_at(*from);
  if (until) order.ends.until = zone.date_at(*until);
  if (kind == ReportKind::churn && !until) order.ends.at_last = now;
  if (kind == ReportKind::upcoming) {
    order.ends.after = now;
    order.ends.with_terms = true;
    if (!until) order.ends.until = zone.date_at(now) + days_of(options) + std::chrono::days{1};
  }
  if (order.ends.from) shown.since = text_of(*order.ends.from);
  if (order.ends.until) shown.until = text_of(*order.ends.until);
  return order;
}

ShownReport make(ReportKind kind, const ReportOptions& options, Context& context) {
  ShownReport shown;
  look(context.desk(), Verb::report, [&](Transaction& transaction, Instant now) {
    shown.time_zone = transaction.info().time_zone;
    shown.made_at = now;
    const ReportOrder order = order_of(kind, options, context, transaction, now, shown);
    shown.report = make_report(transaction, order, context.zones().find(shown.time_zone));
  });
  return shown;
}

void print_table(Context& context, const Report& report) {
  const bool are_columns_chosen = !context.globals().columns.empty();
  const Shape<ReportRow> shape = are_columns_chosen ? report_shape(report) : report_table_shape(report);
  print_all(context, shape, report.rows);
  if (!report.rows.empty()) context.out() << '\n';
  say(context, summary_of(report));
}

void print(Context& context, const ShownReport& shown) {
  const auto& get = context.globals().get;
  if (get || context.format() == Format::json) return print_document(context, document_of(shown));
  if (context.format() == Format::table) return print_table(context, shown.report);
  print_all(context, report_shape(shown.report), shown.report.rows);
}

int report(ReportKind kind, const ReportOptions& options, Context& context) {
  check(kind, options, context);
  const ShownReport shown = make(kind, options, context);
  if (!options.html) {
    print(context, shown);
    return 0;
  }
  if (*options.html != "-") context.send_answer_to(*options.html);
  context.out() << page_of(shown);
  return 0;
}

Command declare(ReportKind kind, std::string summary, std::string bounds, std::vector<Example> examples) {
  auto options = std::make_shared<ReportOptions>();
  Command command{.name = fmt::format("report {}", name_of(kind)),
                  .group = "Look",
                  .summary = std::move(summary),
                  .examples = std::move(examples),
                  .answer =
                      [kind](Context&) {
                        const Report none{.kind = kind, .parts = {}, .rows = {}};
                        return AnswerForm{.documents = {"report"}, .columns = names_of(report_shape(none).columns)};
                      },
                  .run = [options, kind](Context& context) { return report(kind, *options, context); }};
  if (kind == ReportKind::upcoming) {
    command.options.push_back(option("days", "N", options->days, "Only what ends within N days; 30 unless said"));
  }
  for (Option& declared : std::vector<Option>{
           option("since", "TIME", options->since, fmt::format("Only what {} then or later", bounds)),
           option("until", "TIME", options->until, fmt::format("Only what {} before this", bounds)),
           one_of({"plan", "month", "reason"}, option("by", "WHAT", options->by, "A row for each of these")),
           written(option("html", "FILE", options->html, "Write a page with charts; - is standard output"))}) {
    command.options.push_back(std::move(declared));
  }
  return command;
}

}  // namespace

Command report_reasons_command() {
  return declare(ReportKind::reasons, "Count cancellations by their reasons", "was requested",
                 {{"report reasons --since 30d", "Why customers left in the last thirty days"},
                  {"report reasons --by month --format csv", "How that has changed, for a spreadsheet"}});
}

Command report_churn_command() {
  return declare(
      ReportKind::churn, "Count what cancellations have ended, and the revenue lost", "ended",
      {{"report churn", "By month and plan"}, {"report churn --by month --html churn.html", "A page to hand on"}});
}

Command report_upcoming_command() {
  return declare(ReportKind::upcoming, "Count what ends next, by cancellations and fixed terms", "ends",
                 {{"report upcoming --days 7", "Today and the seven days that follow"},
                  {"report upcoming --by plan --json", "For a script"}});
}

}  // namespace nexor
