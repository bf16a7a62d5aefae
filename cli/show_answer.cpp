#include "cli/show_answer.h"

#include <algorithm>
#include <set>

#include "cli/context.h"
#include "cli/output/table.h"
#include "cli/print.h"
#include "cli/shapes/cards.h"
#include "cli/target_json.h"

namespace nexor {

namespace {

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

}  // namespace

void print_shown(Context& context, const std::vector<ShowItem>& items) {
  const Shapes shapes(context);
  if (items.size() > 1 && context.format() == Format::json && !context.globals().get) {
    print_json_list(context, shapes, items);
  } else {
    print_one_by_one(context, shapes, items);
  }
}

AnswerForm shown_form(Context& context) {
  return {.documents = {"subscription", "account", "cancellation", "registration_request", "plan", "batch"},
          .columns = all_columns(Shapes(context))};
}

}  // namespace nexor
