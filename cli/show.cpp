#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "cli/commands.h"
#include "cli/context.h"
#include "cli/output/table.h"
#include "cli/print.h"
#include "cli/several.h"
#include "cli/shapes/account_page.h"
#include "cli/shapes/batch_summary.h"
#include "cli/shapes/cards.h"
#include "cli/shapes/shapes.h"
#include "cli/shared_key.h"
#include "cli/target_json.h"
#include "lib/ops/find.h"
#include "lib/store/later_feedback.h"
#include "lib/store/notices.h"
#include "lib/store/plans.h"
#include "lib/store/subscriptions.h"

namespace nexor {

namespace {

struct ShowOptions {
  std::vector<std::string> ids;
};

// What a word doesn't name, and why.
struct NotShown {
  std::string id;
  Error error;
};

using Shown = std::variant<Service, AccountPage, ShownCancellation, RegistrationRequest, Plan, BatchSummary, NotShown>;

struct ShowItem {
  std::string id;
  Shown thing;
  std::optional<Error> error;
};

Service with_later(Transaction& transaction, Service service) {
  service.said_later = transaction.later_feedback().of(service.subscription.id);
  return service;
}

// Throws `error` where the word is no plan's key either, with the plans near it where nothing else is.
Plan find_plan_instead(Transaction& transaction, const std::string& word, Error& error) {
  try {
    return find_plan(transaction, word);
  } catch (const Error& no_plan) {
    if (no_plan.fault != Fault::not_found) throw;
    if (error.hint.empty()) {
      error.hint = no_plan.hint;
      if (!error.hint.empty()) error.next = no_plan.next;
    }
    throw Error(error);
  }
}

// What a word names: a plan where it is no key of anything else.
Shown find_shown(Context& context, Transaction& transaction, const std::string& word, Instant now) {
  try {
    const Thing found = find_thing_aloud(context, transaction, word);
    if (const auto* service = std::get_if<Service>(&found)) return with_later(transaction, *service);
    if (const auto* account = std::get_if<Account>(&found)) return page_of(transaction, *account, now);
    if (const auto* request = std::get_if<RegistrationRequest>(&found)) return *request;
    if (const auto* batch = std::get_if<Batch>(&found)) return summary_of(transaction, *batch, now);
    const auto& cancellation = std::get<Cancellation>(found);
    Service service = with_later(transaction, find_service(transaction, text_of(cancellation.subscription)));
    ShownCancellation result = shown(cancellation, service);
    result.account = std::move(service.account);
    result.notices = transaction.notices().of(cancellation.confirmation);
    return result;
  } catch (Error& error) {
    if (error.fault != Fault::not_found || has_id_shape(word)) throw;
    return find_plan_instead(transaction, word, error);
  }
}

std::vector<ShowItem> find_all(const ShowOptions& options, Context& context) {
  std::vector<ShowItem> items;
  look(context.desk(), Verb::show, [&](Transaction& transaction, Instant now) {
    for (const std::string& id : options.ids) {
      try {
        items.push_back({id, find_shown(context, transaction, id, now), {}});
      } catch (const Error& error) {
        if (options.ids.size() == 1) throw;
        items.push_back({id, NotShown{id, error}, error});
      }
    }
  });
  return items;
}

Shape<NotShown> not_shown_shape(const GlobalOptions& globals) {
  return {.kind = "",
          .schema = "nexor.not_shown/1",
          .columns = {},
          .members =
              [&globals](JsonWriter& json, const NotShown& missing) {
                json.member("id", missing.id);
                write_item_error(json, missing.error, globals);
              },
          .id = [](const NotShown&) { return std::string(); }};
}

// Everything that can be shown, each by its own shape.
struct Shapes {
  explicit Shapes(Context& context)
      : service(subscription_shape(context, Feedback::shown)),
        account(account_page_shape(context)),
        cancellation(cancellation_shape(context, Feedback::shown)),
        request(request_shape()),
        plan(plan_shape()),
        batch(batch_summary_shape(context.globals())),
        not_shown(not_shown_shape(context.globals())) {}

  const Shape<Service>& of(const Service&) const { return service; }
  const Shape<AccountPage>& of(const AccountPage&) const { return account; }
  const Shape<ShownCancellation>& of(const ShownCancellation&) const { return cancellation; }
  const Shape<RegistrationRequest>& of(const RegistrationRequest&) const { return request; }
  const Shape<Plan>& of(const Plan&) const { return plan; }
  const Shape<BatchSummary>& of(const BatchSummary&) const { return batch; }
  const Shape<NotShown>& of(const NotShown&) const { return not_shown; }

  Shape<Service> service;
  Shape<AccountPage> account;
  Shape<ShownCancellation> cancellation;
  Shape<RegistrationRequest> request;
  Shape<Plan> plan;
  Shape<BatchSummary> batch;
  Shape<NotShown> not_shown;
};

// Adds those that aren't there yet.
void add_names(std::vector<std::string>& all, std::vector<std::string> names) {
  for (std::string& name : names) {
    if (std::ranges::find(all, name) == all.end()) all.push_back(std::move(name));
  }
}

std::vector<std::string> all_columns(const Shapes& shapes) {
  std::vector<std::string> all;
  add_names(all, names_of(shapes.service.columns));
  add_names(all, names_of(shapes.account.columns));
  add_names(all, names_of(shapes.cancellation.columns));
  add_names(all, names_of(shapes.request.columns));
  add_names(all, names_of(shapes.plan.columns));
  add_names(all, names_of(shapes.batch.columns));
  return all;
}

// The columns of the kinds that these are of, in the order of the kinds.
std::vector<std::string> columns_of(const Shapes& shapes, std::vector<Shown> things) {
  std::ranges::stable_sort(things, {}, &Shown::index);
  std::vector<std::string> names;
  for (const Shown& shown : things) {
    std::visit([&](const auto& thing) { add_names(names, names_of(shapes.of(thing).columns)); }, shown);
  }
  return names;
}

template <class T>
std::string object_of(Context& context, const Shape<T>& shape, const T& thing, bool is_alone) {
  return RowPrinter<T>(context, shape).object(thing, is_alone);
}

// It has no columns that `--columns` could name.
std::string object_of(Context&, const Shape<NotShown>& shape, const NotShown& missing, bool is_alone) {
  return json_object(shape, missing, is_alone);
}

// Prints things one after the other: cards behind a blank line, rows of one kind under one header.
class Printer {
 public:
  Printer(Context& context, const Shapes& shapes) : context_(context), shapes_(shapes) {}

  void print(const Shown& shown) {
    std::visit([&](const auto& thing) { print_thing(thing); }, shown);
  }

 private:
  // What wasn't found has no card and no row: it is told on stderr.
  bool is_left_out(const NotShown&) const { return context_.format() != Format::jsonl || context_.globals().get; }
  template <class T>
  bool is_left_out(const T&) const {
    return false;
  }

  template <class T>
  void print_thing(const T& thing) {
    if (is_left_out(thing)) return;
    const Shape<T>& shape = shapes_.of(thing);
    if (context_.is_json() || context_.globals().get) {
      print_document(context_, object_of(context_, shape, thing, true));
    } else if (context_.is_in_words()) {
      if (!last_kind_.empty()) context_.out() << '\n';
      print_card(thing);
    } else {
      RowPrinter<T> rows(context_, shape);
      if (last_kind_ != shape.kind) rows.begin();
      rows.add(thing);
      rows.finish();
    }
    last_kind_ = shape.kind;
  }

  template <class T>
  void print_card(const T& thing) {
    context_.out() << render_card(card_of(thing, context_), context_.width(), context_.paint());
  }
  void print_card(const NotShown&) {}

  Context& context_;
  const Shapes& shapes_;
  std::string last_kind_;
};

// Rows of several kinds under one header, with nothing where a kind has no column of that name.
Shape<Shown> mixed_shape(const Shapes& shapes, const std::vector<std::string>& names) {
  const auto text_in = [&shapes](const Shown& shown, const std::string& name) {
    return std::visit(
        [&](const auto& thing) {
          const auto& columns = shapes.of(thing).columns;
          const auto found = std::ranges::find(columns, name, [](const auto& column) { return column.name; });
          return found == columns.end() ? std::string() : found->text(thing);
        },
        shown);
  };
  Shape<Shown> mixed{.kind = "mixed", .schema = "", .columns = {}, .members = {}};
  for (const std::string& name : names) {
    mixed.columns.push_back({name, 0, false, [=](const Shown& shown) { return text_in(shown, name); }});
  }
  mixed.id = [&shapes](const Shown& shown) {
    return std::visit([&](const auto& thing) { return shapes.of(thing).id(thing); }, shown);
  };
  return mixed;
}

// Of one kind where all that were found are.
std::string kind_of(const Shapes& shapes, const std::vector<ShowItem>& items) {
  std::set<std::string> kinds;
  for (const ShowItem& item : items) {
    if (!item.error) std::visit([&](const auto& thing) { kinds.insert(shapes.of(thing).kind); }, item.thing);
  }
  return kinds.size() == 1 ? *kinds.begin() : "mixed";
}

void print_json_list(Context& context, const Shapes& shapes, const std::vector<ShowItem>& items) {
  std::string list;
  for (const ShowItem& item : items) {
    std::visit(
        [&](const auto& thing) {
          list += (list.empty() ? "" : ",") + object_of(context, shapes.of(thing), thing, false);
        },
        item.thing);
  }
  const auto total = static_cast<std::int64_t>(items.size());
  context.out() << R"({"schema":"nexor.list/1","kind":)" << json_quoted(kind_of(shapes, items)) << R"(,"items":[)"
                << list << list_end_json({.printed = 0, .total = total, .next = {}}) << '\n';
}

AnswerForm form_of(Context& context) {
  return {.documents = {"subscription", "account", "cancellation", "registration_request", "plan", "batch"},
          .columns = all_columns(Shapes(context))};
}

// One document, or one row, behind the other.
void print_one_by_one(Context& context, const Shapes& shapes, const std::vector<ShowItem>& items) {
  const bool is_rows = !context.is_json() && !context.globals().get && !context.is_in_words();
  if (is_rows && kind_of(shapes, items) == "mixed") {
    std::vector<Shown> found;
    for (const ShowItem& item : items) {
      if (!item.error) found.push_back(item.thing);
    }
    if (!found.empty()) print_all(context, mixed_shape(shapes, columns_of(shapes, found)), found);
    return;
  }
  Printer printer(context, shapes);
  for (const ShowItem& item : items) printer.print(item.thing);
}

int show(const ShowOptions& options, Context& context) {
  check_single_id(options.ids);
  const auto items = find_all(options, context);
  const Shapes shapes(context);
  if (items.size() > 1 && context.format() == Format::json && !context.globals().get) {
    print_json_list(context, shapes, items);
  } else {
    print_one_by_one(context, shapes, items);
  }
  return exit_of_several(context, items, [](const ShowItem& item) { return item.id; });
}

}  // namespace

Command show_command() {
  auto options = std::make_shared<ShowOptions>();
  return {.name = "show",
          .group = "Look",
          .summary = "Show a subscription, an account, a request, a plan, a batch or a cancellation",
          .operands = {one_or_more("ID", options->ids, "An id, a key or a confirmation number")},
          .examples = {{"show K-1001", "One subscription as a card"},
                       {"show K-1001 --get cancellation.effective_on", "One value for a script"}},
          .answer = form_of,
          .run = [options](Context& context) { return show(*options, context); }};
}

}  // namespace nexor
