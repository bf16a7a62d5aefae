#include "cli/parse/global_options.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/command.h"
#include "lib/error.h"

namespace nexor {

namespace {

// `id,key` as two names.
std::vector<std::string> columns_of(std::string_view text) {
  std::vector<std::string> names;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    if (end == begin) throw Error{Fault::usage, fmt::format("--columns: an empty name in '{}'", text)};
    names.emplace_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return names;
}

// They are those of rows: nothing is left out of a document, and one value has none.
void check_columns_are_shown(const GlobalOptions& options) {
  if (options.columns.empty()) return;
  const bool has_rows =
      !options.format || options.format == "table" || options.format == "tsv" || options.format == "csv";
  if (has_rows && !options.get) return;
  throw Error{Fault::usage, fmt::format("--columns and {} contradict each other",
                                        options.get ? "--get" : "--format " + *options.format)}
      .with_hint("columns are those of table, tsv and csv");
}

}  // namespace

std::vector<Option> global_options(GlobalWords& words) {
  GlobalOptions& options = words.options;
  return {
      flag("help", 'h', words.help, "Explain the command"),
      flag("version", 'V', words.version, "Say which nexor this is"),
      flag("quiet", 'q', options.quiet, "Say nothing when all went well"),
      flag("verbose", 'v', options.verbose, "Tell which store, who acted, and how long it took"),
      flag("json", words.json, "The same as --format json"),
      one_of({"table", "tsv", "csv", "json", "jsonl", "id"},
             option("format", "FORMAT", options.format, "How results are written")),
      option("columns", "A,B", words.columns, "Only these columns, in this order"),
      option("get", "FIELD", options.get, "One raw value: cancellation.effective_on"),
      flag("header", words.header, "Name the columns in the first line"),
      flag("no-header", words.no_header, "Leave the line of names out"),
      flag("csv-raw", options.csv_raw, "Write CSV as it is, also what a spreadsheet would run"),
      option("output", 'o', "FILE", options.output, "Write results to a file"),
      one_of({"auto", "always", "never"}, option("color", "WHEN", options.color, "Colour the output")),
      one_of({"relative", "local", "iso"}, option("time", "FORM", options.time, "How times are written for people")),
      flag("utc", options.utc, "The same as --time iso"),
      flag("no-pager", options.no_pager, "Show long answers without a pager"),
      flag("no-input", options.no_input, "Ask nothing; a missing answer is an error"),
      option("store", "URL", options.store, "The store: sqlite:PATH"),
      option("config", "FILE", options.config, "The configuration to read; - for standard input"),
      option("token-file", "FILE", options.token_file, "Act with the token in this file"),
      option("lock-timeout", "TIME", options.lock_timeout, "How long to wait for a busy store: 10s"),
      one_of({"none", "plain"}, option("progress", "HOW", options.progress, "How work that lasts is told of")),
  };
}

GlobalOptions settle(GlobalWords words) {
  GlobalOptions& options = words.options;
  if (words.json && options.format && *options.format != "json") {
    throw Error{Fault::usage, fmt::format("--json and --format {} contradict each other", *options.format)};
  }
  if (words.header && words.no_header) {
    throw Error{Fault::usage, "--header and --no-header contradict each other"};
  }
  if (options.utc && options.time && options.time != "iso") {
    throw Error{Fault::usage, fmt::format("--utc and --time {} contradict each other", *options.time)};
  }
  if (words.json) options.format = "json";
  if (options.utc) options.time = "iso";
  if (words.header || words.no_header) options.header = words.header;
  if (words.columns) options.columns = columns_of(*words.columns);
  check_columns_are_shown(options);
  return std::move(options);
}

}  // namespace nexor
