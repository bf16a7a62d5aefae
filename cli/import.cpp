#include "lib/ops/import.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <filesystem>
#include <utility>

#include "cli/command_line.h"
#include "cli/commands.h"
#include "cli/context.h"
#include "cli/held_signals.h"
#include "cli/input_file.h"
#include "cli/last_words.h"
#include "cli/parse/suggest.h"
#include "cli/print.h"
#include "cli/progress.h"
#include "cli/say.h"
#include "cli/spool.h"
#include "cli/target_json.h"
#include "lib/text/harmless.h"
#include "lib/text/json_writer.h"

namespace nexor {

namespace {

struct ImportOptions {
  std::string kind;
  std::string file;
  std::vector<std::string> map;
  std::vector<std::string> set;
  bool is_update = false;
  bool is_dry_run = false;
};

// `field=text` as a pair. Throws usage where there is no `=`, or the kind has no such field.
std::pair<std::string, std::string> assignment_of(std::string_view option, const std::string& word, ImportKind kind) {
  const std::size_t equals = word.find('=');
  const bool is_map = option == "--map";
  if (equals == std::string::npos || (is_map && equals + 1 == word.size())) {
    throw Error(Fault::usage,
                fmt::format("{}: '{}' is not like {}", option, word, is_map ? "field=column" : "field=value"));
  }
  std::string field = word.substr(0, equals);
  const auto known = columns_of(kind);
  check_choice(option, std::vector<std::string>(known.begin(), known.end()), field);
  return {std::move(field), word.substr(equals + 1)};
}

ImportOrder order_of(const ImportOptions& options) {
  ImportOrder order{.kind = *parse_import_kind(options.kind),
                    .columns = {},
                    .values = {},
                    .is_update = options.is_update,
                    .is_dry_run = options.is_dry_run};
  if (order.is_update && order.kind == ImportKind::cancellations) {
    throw Error(Fault::usage, "--update means nothing for cancellations: none is ever edited");
  }
  const auto take = [&](std::string_view option, const std::string& word, auto& into) {
    const auto [field, text] = assignment_of(option, word, order.kind);
    if (order.columns.count(field) + order.values.count(field) > 0) {
      throw Error(Fault::usage, fmt::format("{}: '{}' is said twice where it comes from", option, field));
    }
    into.emplace(field, text);
  };
  for (const std::string& word : options.map) take("--map", word, order.columns);
  for (const std::string& word : options.set) take("--set", word, order.values);
  return order;
}

// A failure as it is printed: an object of the document, or a line that says where it is.
std::string text_of(const ImportFailure& failure, const std::string& file, bool is_json, const GlobalOptions& globals) {
  if (!is_json) {
    const std::string column = failure.column ? fmt::format(":{}", *failure.column) : "";
    return harmless(fmt::format("{}:{}{}: {}", file, failure.line, column, failure.error.message));
  }
  std::string text;
  JsonWriter json(text);
  json.begin_object();
  json.member("line", failure.line);
  json.member("column", failure.column);
  json.member("field", failure.error.field.empty() ? std::nullopt : std::optional(failure.error.field));
  write_item_error(json, failure.error, globals);
  json.end_object();
  return text;
}

// The document up to its failures, which are its last member.
std::string document_head(const ImportReport& report, const ImportOptions& options) {
  std::string head;
  JsonWriter json(head);
  json.begin_object();
  json.member("schema", "nexor.import/1");
  json.member("kind", options.kind);
  json.member("dry_run", options.is_dry_run);
  json.member("rows", report.rows);
  json.member("imported", report.added);
  json.member("updated", report.updated);
  json.member("unchanged", report.unchanged);
  json.member("failed", report.failed);
  json.key("failures");
  json.begin_array();
  return head;
}

// Written as it comes, since a file may have failures without end; only `--get` needs all of it at once.
void print_json(Context& context, const ImportReport& report, const ImportOptions& options, Spool& failures) {
  std::string whole;
  const bool is_whole = context.globals().get.has_value();
  const auto put = [&](std::string_view text) {
    if (is_whole) {
      whole += text;
    } else {
      context.out() << text;
    }
  };
  put(document_head(report, options));
  bool is_first = true;
  failures.each([&](const std::string& failure) {
    put(std::exchange(is_first, false) ? "" : ",");
    put(failure);
  });
  put("]}");
  if (is_whole) {
    print_document(context, whole);
  } else {
    context.out() << '\n';
  }
}

// But for its failures.
std::vector<std::string> document_fields() {
  return {"kind", "dry_run", "rows", "imported", "updated", "unchanged", "failed"};
}

std::string counts_of(const ImportReport& report, const ImportOptions& options) {
  const bool is_dry = options.is_dry_run;
  std::string text = fmt::format("{} {}", is_dry ? "would import" : "imported", report.added);
  if (options.is_update) {
    text += fmt::format(", {} {}, {} {} as they are,", is_dry ? "update" : "updated", report.updated,
                        is_dry ? "leave" : "left", report.unchanged);
  }
  return text + fmt::format(" of {} {}\n", report.rows, options.kind);
}

void tell(Context& context, const ImportReport& report, const ImportOptions& options, Spool& failures) {
  const bool is_quiet = context.globals().quiet;
  if (!report.ignored_columns.empty() && !is_quiet) {
    note(context, harmless(fmt::format("ignored columns: {}", fmt::join(report.ignored_columns, ", "))));
  }
  if (context.is_json() || context.globals().get) {
    if (!is_quiet || report.failed > 0) print_json(context, report, options, failures);
    return;
  }
  failures.each([&](const std::string& failure) { note(context, failure); });
  if (is_quiet) return;
  if (context.is_line()) {
    context.out() << counts_of(report, options);
    for (const std::string& line : context.telling_again()) {
      context.out() << "  next: " << same_world(line, context.globals()) << '\n';
    }
  } else {
    print_fields(context, document_head(report, options) + "]}", document_fields());
  }
}

// In bytes; 0 where nobody knows, as for a pipe.
std::int64_t size_of(const std::string& file) {
  std::error_code error;
  const auto size = std::filesystem::file_size(file, error);
  return error ? 0 : static_cast<std::int64_t>(size);
}

ImportReport import_from(Context& context, const ImportOptions& options, const ImportOrder& order, Spool& failures) {
  InputFile input(context, options.file);
  const auto words = [&](int signal) {
    const Error error = interrupted(signal, "nothing was changed");
    return text_in_midst(context.surroundings(), error, context.command(), context.is_json());
  };
  std::optional<LastWords> last_words(std::in_place, words);
  ImportFile file(order, input.stream());
  Desk& desk = context.desk();
  if (options.is_dry_run) context.set_dry_run();
  last_words.reset();
  context.begin_change();
  last_words.emplace(words);
  const bool is_json = context.is_json() || context.globals().get.has_value();
  const std::int64_t total_bytes = size_of(options.file);
  Progress progress(context);
  const ImportSink sink{.failure =
                            [&](const ImportFailure& failure) {
                              failures.add(text_of(failure, options.file, is_json, context.globals()));
                            },
                        .progress =
                            [&](const ImportProgress& at) {
                              progress.tell({at.rows, at.failed, at.bytes, total_bytes});
                            },
                        .all_read =
                            [&] {
                              last_words.reset();
                              context.surroundings().hold_signals();
                            }};
  return import_records(desk, order, file, sink);
}

std::string hint_of(const ImportReport& report, const ImportOptions& options) {
  if (options.is_dry_run) return "a dry run: nothing was changed";
  if (report.is_taken_back) return "nothing was imported: mend them and import all, as cancellations come only once";
  const bool is_any_in = report.added + report.updated + report.unchanged > 0;
  return is_any_in ? "mend them and import only those: the others are in"
                   : "nothing was imported: mend them, and import again";
}

int import(const ImportOptions& options, Context& context) {
  Spool failures;
  const ImportReport report = import_from(context, options, order_of(options), failures);
  const bool is_change = !options.is_dry_run && !report.is_taken_back && report.added + report.updated > 0;
  if (is_change) context.set_changed({"nexor list " + options.kind});
  tell(context, report, options, failures);
  if (const int signal = context.surroundings().held_signal()) {
    throw Error(interrupted(signal, "the import was done before"));
  }
  if (report.failed == 0) return 0;
  throw Error(Fault::partial, fmt::format("{} of {} rows failed", report.failed, report.rows))
      .with_hint(hint_of(report, options));
}

}  // namespace

Command import_command() {
  auto options = std::make_shared<ImportOptions>();
  return {.name = "import",
          .group = "Records",
          .summary = "Add or update records from a file; a bad row stops no other",
          .operands = {one_of({"accounts", "plans", "subscriptions", "requests", "cancellations"},
                              one("KIND", options->kind, "What the rows are")),
                       one("FILE", options->file, "CSV with a header or JSON Lines; - for standard input")},
          .options = {repeatable("map", "FIELD=COLUMN", options->map, "Read a field from a column of another name"),
                      repeatable("set", "FIELD=VALUE", options->set, "Give a field one value in every row"),
                      flag("update", options->is_update, "Change the records whose keys are there already"),
                      flag("dry-run", 'n', options->is_dry_run, "Say what would happen, and change nothing")},
          .examples = {{"import accounts accounts.csv", "Add accounts"},
                       {"import subscriptions - --dry-run <new.csv", "Look at what a file would do"},
                       {"import accounts crm.csv --map key=CustomerNo --map name=Company --set locale=de-DE",
                        "Take a file of another program as it is"},
                       {"import accounts accounts.jsonl --update", "Add what is new, change what is different"},
                       {"import cancellations cancellations.csv", "Take those of another store, with their numbers"}},
          .run = [options](Context& context) { return import(*options, context); }};
}

}  // namespace nexor
