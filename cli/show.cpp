#include <fmt/format.h>

#include <algorithm>

#include "cli/commands.h"
#include "cli/context.h"
#include "cli/output/table.h"
#include "cli/print.h"
#include "cli/several.h"
#include "cli/shapes/cards.h"
#include "cli/shapes/shapes.h"
#include "lib/ops/find.h"
#include "lib/store/plans.h"
#include "lib/store/subscriptions.h"

namespace nexor {

namespace {

struct ShowOptions {
  std::vector<std::string> ids;
};

using Shown = std::variant<Service, Account, ShownCancellation, Plan>;

struct ShowItem {
  std::string id;
  std::optional<Shown> thing;
  std::optional<Error> error;
};

// What a word names: a plan where it is no key of anything else.
Shown find_shown(Context& context, Transaction& transaction, const std::string& word) {
  try {
    const FoundThing found = find_thing(transaction, word);
    if (found.is_also_account && !context.globals().quiet) {
      context.err() << "nexor: '" << word << "' is a subscription and an account; this is the subscription\n";
    }
    if (const auto* service = std::get_if<Service>(&found.thing)) return *service;
    if (const auto* account = std::get_if<Account>(&found.thing)) return *account;
    const auto& cancellation = std::get<Cancellation>(found.thing);
    return shown(cancellation, find_service(transaction, text_of(cancellation.subscription)));
  } catch (const Error& error) {
    const auto plan = transaction.plans().find(std::span(&word, 1)).front();
    if (error.fault != Fault::not_found || !plan) throw;
    return *plan;
  }
}

std::vector<ShowItem> find_all(const ShowOptions& options, Context& context) {
  std::vector<ShowItem> items;
  look(context.desk(), Verb::show, [&](Transaction& transaction, Instant) {
    for (const std::string& id : options.ids) {
      try {
        items.push_back({id, find_shown(context, transaction, id), {}});
      } catch (const Error& error) {
        if (options.ids.size() == 1) throw;
        items.push_back({id, {}, error});
      }
    }
  });
  return items;
}

// Everything that can be shown, each by its own shape.
struct Shapes {
  explicit Shapes(Context& context)
      : service(subscription_shape(context, Feedback::shown)),
        account(account_shape()),
        cancellation(cancellation_shape(context, Feedback::shown)),
        plan(plan_shape()) {}

  const Shape<Service>& of(const Service&) const { return service; }
  const Shape<Account>& of(const Account&) const { return account; }
  const Shape<ShownCancellation>& of(const ShownCancellation&) const { return cancellation; }
  const Shape<Plan>& of(const Plan&) const { return plan; }

  Shape<Service> service;
  Shape<Account> account;
  Shape<ShownCancellation> cancellation;
  Shape<Plan> plan;
};

template <class T>
std::string object_of(Context& context, const Shape<T>& shape, const T& thing, bool is_alone) {
  return RowPrinter<T>(context, shape).object(thing, is_alone);
}

void print_one(Context& context, const Shapes& shapes, const Shown& shown) {
  std::visit(
      [&](const auto& thing) {
        const auto& shape = shapes.of(thing);
        if (context.is_json() || context.globals().get) {
          print_document(context, object_of(context, shape, thing, true));
        } else if (context.format() == Format::table) {
          context.out() << render_card(card_of(thing, context), context.width(), context.paint());
        } else {
          RowPrinter rows(context, shape);
          rows.begin();
          rows.add(thing);
          rows.finish();
        }
      },
      shown);
}

void print_json_list(Context& context, const Shapes& shapes, const std::vector<ShowItem>& items) {
  std::string list;
  std::string kind;
  std::int64_t count = 0;
  for (const ShowItem& item : items) {
    if (!item.thing) continue;
    std::visit(
        [&](const auto& thing) {
          const auto& shape = shapes.of(thing);
          kind = kind.empty() || kind == shape.kind ? shape.kind : "mixed";
          list += (count++ == 0 ? "" : ",") + object_of(context, shape, thing, false);
        },
        *item.thing);
  }
  context.out() << R"({"schema":"nexor.list/1","kind":)" << json_quoted(kind) << R"(,"items":[)" << list
                << list_end_json({.printed = 0, .total = count, .next = {}}) << '\n';
}

int show(const ShowOptions& options, Context& context) {
  check_single_id(options.ids);
  const auto items = find_all(options, context);
  const Shapes shapes(context);
  if (items.size() > 1 && context.format() == Format::json && !context.globals().get) {
    print_json_list(context, shapes, items);
  } else {
    bool is_first = true;
    for (const ShowItem& item : items) {
      if (!item.thing) continue;
      if (!is_first && context.format() == Format::table) context.out() << '\n';
      is_first = false;
      print_one(context, shapes, *item.thing);
    }
  }
  return exit_of_several(context, items, [](const ShowItem& item) { return item.id; });
}

}  // namespace

Command show_command() {
  auto options = std::make_shared<ShowOptions>();
  return {.name = "show",
          .group = "Look",
          .summary = "Show a subscription, an account, a plan or a cancellation",
          .operands = {one_or_more("ID", options->ids, "An id, a key or a confirmation number")},
          .examples = {{"show K-1001", "One subscription as a card"},
                       {"show K-1001 --get cancellation.effective_on", "One value for a script"}},
          .run = [options](Context& context) { return show(*options, context); }};
}

}  // namespace nexor
