#pragma once

#include <string>
#include <vector>

#include "cli/context.h"
#include "cli/print.h"
#include "cli/report_error.h"
#include "cli/say.h"
#include "lib/text/harmless.h"

namespace nexor {

// A row for each item; of a quiet answer only for those that failed.
template <class Item>
void print_items(Context& context, const Shape<Item>& shape, const std::vector<Item>& items) {
  RowPrinter rows(context, shape);
  rows.begin();
  for (const Item& item : items) {
    if (item.error || !context.globals().quiet) rows.add(item);
  }
  rows.finish();
}

// Ends a command of several targets: 0 where all went well; else tells each failure on stderr (unless the answer is a
// JSON document, where it stands beside its target) and throws partial. An item has `error`, and `named()` is its
// target.
template <class Item, class Named>
int exit_of_several(Context& context, const std::vector<Item>& items, Named named) {
  std::size_t failed = 0;
  for (const Item& item : items) {
    if (!item.error) continue;
    ++failed;
    if (!context.is_json() || context.globals().get) {
      note(context,
           "nexor: " + context.command() + ": " + harmless(named(item)) + ": " + harmless(in_a_line(*item.error)));
    }
  }
  if (failed == 0) return 0;
  throw Error(Fault::partial, std::to_string(failed) + " of " + std::to_string(items.size()) + " failed");
}

}  // namespace nexor
