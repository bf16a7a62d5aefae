#include "cli/undo_answer.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "cli/command_line.h"
#include "cli/context.h"
#include "cli/print.h"
#include "cli/report_error.h"
#include "cli/say.h"
#include "cli/several.h"
#include "cli/shapes/shapes.h"
#include "cli/target_json.h"
#include "lib/ops/undo.h"
#include "lib/text/harmless.h"

namespace nexor {

namespace {

// What ends an add-on all the same: its base, where nothing of its own does before.
std::string with_base(const UndoItem& item, bool is_done) {
  const auto& base = item.service->base;
  if (!base || !base->cancellation) return "";
  if (item.live && item.live->effective_at <= base->cancellation->effective_at) return "";
  return fmt::format(", but it {} with its base {} on {} ({})", is_done ? "ends" : "would end", base->subscription.key,
                     text_of(base->cancellation->effective_on), text_of(base->cancellation->confirmation));
}

std::string sentence(const UndoItem& item, bool is_done) {
  const Service& service = *item.service;
  std::string text = fmt::format("{} of {} ({}): {} for {} {} taken back", service.subscription.key,
                                 service.account.name, service.plan.key, text_of(item.cancellation->confirmation),
                                 text_of(item.cancellation->effective_on), is_done ? "is" : "would be");
  if (item.live) {
    text += fmt::format("\n  live {}: {}, which ends it on {}", is_done ? "now" : "then",
                        text_of(item.live->confirmation), text_of(item.live->effective_on));
  } else {
    text += is_done ? "\n  no cancellation is live now" : "\n  no cancellation would be live then";
  }
  return text + with_base(item, is_done);
}

void write_item(JsonWriter& json, const UndoItem& item, Instant now, const GlobalOptions& globals) {
  begin_target(json, item.line, "subscription", item.target, told_outcome(item));
  for (const auto& [name, cancellation] :
       {std::pair("cancellation", &item.cancellation), std::pair("live", &item.live)}) {
    json.key(name);
    if (*cancellation && !item.error) {
      json.begin_object();
      write_cancellation(json, shown(**cancellation, *item.service), now, Feedback::shown);
      json.end_object();
    } else {
      json.value(nullptr);
    }
  }
  end_target(json, item.error, globals);
}

std::string document_of(Context& context, const UndoReport& report, bool is_dry_run) {
  const AnswerHead head{.schema = "nexor.undo/1",
                        .is_dry_run = is_dry_run,
                        .batch = {},
                        .digest = report.digest,
                        .requested = static_cast<std::int64_t>(report.items.size()),
                        .exit = exit_of(counts_of(report.items)),
                        .counts = counts_of(report.items),
                        .own_count = Outcome::undone};
  std::string document;
  JsonWriter json(document);
  json.begin_object();
  write_head(json, head);
  json.key("items");
  json.begin_array();
  for (const UndoItem& item : report.items) write_item(json, item, context.now(), context.globals());
  json.end_array();
  json.end_object();
  return document;
}

std::string number_of(const UndoItem& item, const std::optional<Cancellation>& cancellation) {
  return cancellation && !item.error ? text_of(cancellation->confirmation) : "";
}

Shape<UndoItem> item_shape(Instant now, const GlobalOptions& globals) {
  return {
      .kind = "items",
      .schema = "nexor.undo_item/1",
      .columns =
          {
              {"subscription", 0, false, [](const UndoItem& i) { return i.target; }},
              {"outcome", 0, false, [](const UndoItem& i) { return std::string(name_of(told_outcome(i))); }},
              {"confirmation", 0, false, [](const UndoItem& i) { return number_of(i, i.cancellation); }},
              {"live", 0, false, [](const UndoItem& i) { return number_of(i, i.live); }},
              {"error", 0, true,
               [](const UndoItem& i) { return i.error ? std::string(name_of(i.error->fault)) : std::string(); }},
              {"line", 2, false, [](const UndoItem& i) { return i.line ? std::to_string(*i.line) : std::string(); }},
              {"message", 2, true, [](const UndoItem& i) { return i.error ? i.error->message : std::string(); }},
          },
      .members =
          [now, &globals](JsonWriter& json, const UndoItem& item) {
            json.key("item");
            write_item(json, item, now, globals);
          },
      .id = [](const UndoItem& i) { return number_of(i, i.cancellation); },
  };
}

// An end that is live again can be taken back as well, where it hasn't come.
std::string next_line(Context& context, const UndoItem& item) {
  const bool is_pending = item.live && context.now() < item.live->effective_at;
  CommandLine line(is_pending ? "undo" : "show", context.globals());
  return line.operands({is_pending ? text_of(item.live->confirmation) : item.service->subscription.key}).text();
}

void tell_all(Context& context, const UndoReport& report, bool is_dry_run) {
  for (const UndoItem& item : report.items) {
    if (item.error) continue;
    say(context, sentence(item, !is_dry_run));
    if (!is_dry_run) context.out() << "  next: " << next_line(context, item) << '\n';
  }
  if (is_dry_run) context.out() << "a dry run: nothing was changed\n";
}

bool has_failed(const UndoReport& report) {
  return std::any_of(report.items.begin(), report.items.end(),
                     [](const UndoItem& item) { return item.error.has_value(); });
}

}  // namespace

ItemForm<UndoItem> undo_form(Context& context) {
  const Instant now = context.now();
  const GlobalOptions& globals = context.globals();
  return {.shape = item_shape(now, globals),
          .write = [now, &globals](JsonWriter& json, const UndoItem& item) { write_item(json, item, now, globals); },
          .name = [](const UndoItem& item) { return item.target; }};
}

AnswerForm undo_answer_form(Context& context) {
  return {.documents = {"undo"}, .columns = names_of(item_shape(context.now(), context.globals()).columns)};
}

void tell_preview(Context& context, const UndoReport& report) {
  for (const UndoItem& item : report.items) {
    note(context, item.error ? harmless(item.target + ": " + in_a_line(*item.error)) : sentence(item, false));
  }
}

void answer_undo(Context& context, const UndoReport& report, bool is_dry_run) {
  if (context.globals().quiet && !has_failed(report)) return;
  if (context.is_json() || context.globals().get) {
    print_document(context, document_of(context, report, is_dry_run));
  } else if (context.is_in_words()) {
    tell_all(context, report, is_dry_run);
  } else {
    print_items(context, item_shape(context.now(), context.globals()), report.items);
  }
}

}  // namespace nexor
