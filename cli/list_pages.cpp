#include "cli/list_pages.h"

#include <fmt/format.h>

namespace nexor {

void tell_end(Context& context, const ListEnd& end) {
  if (context.format() != Format::table || context.globals().quiet) return;
  if (end.printed == 0) context.err() << "nothing is there\n";
  if (!end.next) return;
  context.err() << fmt::format("{} of {} shown; more: --cursor {} or --all\n", end.printed,
                               end.total ? std::to_string(*end.total) : "more", *end.next);
}

}  // namespace nexor
