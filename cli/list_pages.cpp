#include "cli/list_pages.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/command_line.h"

namespace nexor {

namespace {

// The list as it was asked for, but for where it begins and ends.
CommandLine same_list(const ListOptions& options, Context& context) {
  CommandLine line("list", context.globals());
  if (options.kind) line.operands({*options.kind});
  for (const auto& [name, value] : filter_words(options.filter)) line.option(name, value);
  line.option("reason", options.reason)
      .option("by", options.by)
      .option("batch", options.batch)
      .option("since", options.since)
      .option("until", options.until)
      .option("sort", options.sort);
  const auto& columns = context.globals().columns;
  if (!columns.empty()) line.option("columns", fmt::format("{}", fmt::join(columns, ",")));
  return line;
}

}  // namespace

void tell_end(Context& context, const ListOptions& options, const ListEnd& end) {
  if (context.format() != Format::table || context.globals().quiet) return;
  if (end.printed == 0) context.err() << "nothing is there\n";
  if (!end.next) return;
  const std::string total = end.total ? std::to_string(*end.total) : "more";
  const std::string more = same_list(options, context).option("limit", options.limit).option("cursor", end.next).text();
  const std::string all = same_list(options, context).flag("all", true).text();
  context.err() << fmt::format("{} of {} shown\n  next: {}\n    or: {}\n", end.printed, total, more, all);
}

}  // namespace nexor
