#pragma once

#include <optional>
#include <string>
#include <utility>

#include "cli/context.h"
#include "cli/list_options.h"
#include "cli/print.h"
#include "lib/ops/desk.h"

namespace nexor {

// What there is besides, for somebody who reads, and the lines that go on with it.
void tell_end(Context& context, const ListOptions& options, const ListEnd& end);

// Prints a list whose pages `page_of` reads in a look of their own each.
template <class T, class PageOf>
int print_pages(const ListOptions& options, Context& context, const Shape<T>& shape, PageOf page_of) {
  const std::string name = name_of_list(options, shape.kind);
  const auto limit = limit_of(options, context);
  Desk& desk = context.desk();
  const ListEnd end = print_list<T>(
      context, shape, place_of(options, shape.kind), limit,
      [&, is_first = true](const std::optional<std::string>& position, std::size_t count) mutable {
        const auto after =
            std::exchange(is_first, false) || !position ? position : std::optional(position->substr(name.size()));
        Page<T> page;
        look(desk, Verb::list, [&](Transaction& transaction, Instant now) {
          page = page_of(transaction, now, PageRequest{after, count});
        });
        if (page.next) page.next = name + *page.next;
        return page;
      });
  tell_end(context, options, end);
  return 0;
}

}  // namespace nexor
