#include "cli/undo_answer.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "cli/context.h"
#include "cli/exit_code.h"
#include "cli/output/harmless.h"
#include "cli/print.h"
#include "cli/several.h"
#include "cli/shapes/shapes.h"
#include "cli/target_json.h"
#include "lib/ops/undo.h"

namespace nexor {

namespace {

std::string sentence(const UndoItem& item, bool is_done) {
  const std::string& key = item.service->subscription.key;
  std::string text =
      fmt::format("{}: {} {} taken back", key, text_of(item.cancellation->confirmation), is_done ? "is" : "would be");
  if (item.live) {
    text += fmt::format("\n  live {}: {}, which ends it on {}", is_done ? "now" : "then",
                        text_of(item.live->confirmation), text_of(item.live->effective_on));
  } else {
    text += is_done ? "\n  no cancellation is live now" : "\n  no cancellation would be live then";
  }
  return text;
}

void write_item(JsonWriter& json, const UndoItem& item, Instant now) {
  begin_target(json, item.target, item.error ? Outcome::failed : item.outcome);
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
  end_target(json, item.error);
}

std::string document_of(const UndoReport& report, Instant now) {
  const auto failed = std::count_if(report.items.begin(), report.items.end(),
                                    [](const UndoItem& item) { return item.error.has_value(); });
  std::string document;
  JsonWriter json(document);
  json.begin_object();
  json.member("schema", "nexor.undo/1");
  json.member("dry_run", false);
  json.key("batch");
  json.value(nullptr);
  json.member("requested", report.items.size());
  json.member("exit", failed == 0 ? 0 : exit_code_of(Fault::partial));
  json.key("counts");
  json.begin_object();
  json.member("undone", static_cast<std::int64_t>(report.items.size()) - failed);
  json.member("failed", failed);
  json.member("remaining", 0);
  json.end_object();
  json.key("items");
  json.begin_array();
  for (const UndoItem& item : report.items) write_item(json, item, now);
  json.end_array();
  json.end_object();
  return document;
}

}  // namespace

void tell_preview(Context& context, const UndoReport& report) {
  for (const UndoItem& item : report.items) {
    context.err() << harmless_block(item.error ? item.target + ": " + item.error->message : sentence(item, false))
                  << '\n';
  }
}

int answer_undo(Context& context, const UndoReport& report) {
  const auto named = [](const UndoItem& item) { return item.target; };
  const bool has_failed = std::any_of(report.items.begin(), report.items.end(),
                                      [](const UndoItem& item) { return item.error.has_value(); });
  if (context.globals().quiet && !has_failed) return 0;
  if (context.is_json() || context.globals().get) {
    print_document(context, document_of(report, context.now()));
  } else {
    for (const UndoItem& item : report.items) {
      if (!item.error) context.out() << harmless_block(sentence(item, true)) << '\n';
    }
  }
  return exit_of_several(context, report.items, named);
}

}  // namespace nexor
