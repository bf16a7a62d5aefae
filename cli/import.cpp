#include "lib/ops/import.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cerrno>
#include <cstring>
#include <fstream>

#include "cli/commands.h"
#include "cli/context.h"
#include "cli/exit_code.h"
#include "cli/output/error_json.h"
#include "cli/output/harmless.h"
#include "cli/print.h"
#include "lib/text/json_writer.h"

namespace nexor {

namespace {

struct ImportOptions {
  std::string kind;
  std::string file;
  bool is_dry_run = false;
};

std::string document_of(const ImportReport& report, const ImportOptions& options) {
  std::string document;
  JsonWriter json(document);
  json.begin_object();
  json.member("schema", "nexor.import/1");
  json.member("kind", options.kind);
  json.member("dry_run", options.is_dry_run);
  json.member("rows", report.rows);
  json.member("imported", report.imported);
  json.member("failed", report.failures.size());
  json.key("failures");
  json.begin_array();
  for (const ImportFailure& failure : report.failures) {
    json.begin_object();
    json.member("line", failure.line);
    json.member("column", failure.column);
    json.key("error");
    write_error(json, failure.error, exit_code_of(failure.error.fault));
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return document;
}

void tell_failures(Context& context, const ImportReport& report, const ImportOptions& options) {
  for (const ImportFailure& failure : report.failures) {
    const std::string column = failure.column ? fmt::format(":{}", *failure.column) : "";
    context.err() << harmless(fmt::format("{}:{}{}: {}", options.file, failure.line, column, failure.error.message))
                  << '\n';
  }
}

void tell(Context& context, const ImportReport& report, const ImportOptions& options) {
  if (!report.ignored_columns.empty() && !context.globals().quiet) {
    context.err() << harmless(fmt::format("ignored columns: {}", fmt::join(report.ignored_columns, ", "))) << '\n';
  }
  if (context.is_json() || context.globals().get) {
    if (!context.globals().quiet || !report.failures.empty()) print_document(context, document_of(report, options));
    return;
  }
  tell_failures(context, report, options);
  if (context.globals().quiet) return;
  context.out() << fmt::format("{} {} of {} {}\n", options.is_dry_run ? "would import" : "imported", report.imported,
                               report.rows, options.kind);
}

ImportReport import_from(Context& context, const ImportOptions& options) {
  std::ifstream file;
  if (options.file != "-") file.open(options.file, std::ios::binary);
  if (!file) {
    throw Error(Fault::input_invalid, fmt::format("'{}' can't be read: {}", options.file, std::strerror(errno)));
  }
  const ImportOrder order{*parse_import_kind(options.kind), options.is_dry_run};
  Desk& desk = context.desk();
  context.set_subject(options.kind);
  if (options.is_dry_run) context.set_dry_run();
  context.begin_change();
  return import_records(desk, order, options.file == "-" ? context.surroundings().in : file);
}

int import(const ImportOptions& options, Context& context) {
  const ImportReport report = import_from(context, options);
  if (!options.is_dry_run) context.set_changed();
  tell(context, report, options);
  if (report.failures.empty()) return 0;
  throw Error(Fault::partial, fmt::format("{} of {} rows failed", report.failures.size(), report.rows))
      .with_hint(options.is_dry_run ? "a dry run: nothing was changed"
                                    : "mend them and import only those: the others are in");
}

}  // namespace

Command import_command() {
  auto options = std::make_shared<ImportOptions>();
  return {.name = "import",
          .group = "Records",
          .summary = "Add records from a CSV file; a bad row stops no other",
          .operands = {one_of({"accounts", "plans", "subscriptions"}, one("KIND", options->kind, "What the rows are")),
                       one("FILE", options->file, "CSV with a header, or - for standard input")},
          .options = {flag("dry-run", 'n', options->is_dry_run, "Say what would happen, and change nothing")},
          .examples = {{"import accounts accounts.csv", "Add accounts"},
                       {"import subscriptions - --dry-run <new.csv", "Look at what a file would do"}},
          .run = [options](Context& context) { return import(*options, context); }};
}

}  // namespace nexor
