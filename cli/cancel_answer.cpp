#include "cli/cancel_answer.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "cli/context.h"
#include "cli/exit_code.h"
#include "cli/output/error_json.h"
#include "cli/output/harmless.h"
#include "cli/print.h"
#include "cli/several.h"
#include "cli/shapes/shapes.h"
#include "cli/target_json.h"
#include "lib/ops/cancel.h"

namespace nexor {

namespace {

constexpr std::string_view plain_characters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:=@%+,";

int exit_of(const CancelReport& report) {
  const bool has_failed = std::any_of(report.items.begin(), report.items.end(),
                                      [](const CancelItem& item) { return item.error.has_value(); });
  return has_failed ? exit_code_of(Fault::partial) : 0;
}

ShownCancellation shown_of(const CancelItem& item) {
  ShownCancellation result = shown(*item.cancellation, *item.service);
  if (!item.addons.empty()) result.addons = item.addons;
  return result;
}

void write_item(JsonWriter& json, const CancelItem& item, Instant now) {
  begin_target(json, item.subscription, item.error ? Outcome::failed : item.outcome);
  json.key("cancellation");
  if (item.cancellation && !item.error) {
    json.begin_object();
    write_cancellation(json, shown_of(item), now, Feedback::shown);
    json.end_object();
  } else {
    json.value(nullptr);
  }
  end_target(json, item.error);
}

void write_counts(JsonWriter& json, const CancelReport& report) {
  const auto count = [&](Outcome outcome) {
    return std::count_if(report.items.begin(), report.items.end(), [&](const CancelItem& item) {
      return outcome == (item.error ? Outcome::failed : item.outcome);
    });
  };
  json.key("counts");
  json.begin_object();
  using enum Outcome;
  for (const Outcome outcome : {cancelled, pending, already, skipped, failed, remaining}) {
    json.member(name_of(outcome), count(outcome));
  }
  json.end_object();
}

std::string document_of(const CancelReport& report, Instant now, bool is_dry_run) {
  std::string document;
  JsonWriter json(document);
  json.begin_object();
  json.member("schema", "nexor.cancel/1");
  json.member("dry_run", is_dry_run);
  json.member("batch", report.batch ? std::optional(text_of(*report.batch)) : std::nullopt);
  json.member("digest", report.digest);
  json.member("requested", report.items.size());
  json.member("exit", exit_of(report));
  write_counts(json, report);
  json.key("items");
  json.begin_array();
  for (const CancelItem& item : report.items) write_item(json, item, now);
  json.end_array();
  json.end_object();
  return document;
}

Shape<CancelItem> item_shape(Instant now) {
  const auto of_cancellation = [](auto text) {
    return [text](const CancelItem& item) { return item.cancellation && !item.error ? text(item) : std::string(); };
  };
  return {
      .kind = "items",
      .schema = "nexor.cancel_item/1",
      .columns =
          {
              {"subscription", 0, false, [](const CancelItem& i) { return i.subscription; }},
              {"outcome", 0, false,
               [](const CancelItem& i) { return std::string(name_of(i.error ? Outcome::failed : i.outcome)); }},
              {"confirmation", 0, false, of_cancellation([](const CancelItem& i) {
                 return i.cancellation->confirmation.series.empty() ? "" : text_of(i.cancellation->confirmation);
               })},
              {"effective_on", 0, false,
               of_cancellation([](const CancelItem& i) { return text_of(i.cancellation->effective_on); })},
              {"last_paid_day", 1, false, of_cancellation([](const CancelItem& i) {
                 const auto day = last_paid_day(i.cancellation->effective_on, i.service->subscription.anchor_on);
                 return day ? text_of(*day) : std::string();
               })},
              {"error", 0, true,
               [](const CancelItem& i) { return i.error ? std::string(name_of(i.error->fault)) : std::string(); }},
          },
      .members =
          [now](JsonWriter& json, const CancelItem& item) {
            json.key("item");
            write_item(json, item, now);
          },
      .id =
          [](const CancelItem& i) {
            return i.cancellation && !i.error ? text_of(i.cancellation->confirmation) : i.subscription;
          },
  };
}

std::string keys_of(const CancelItem& item) {
  std::vector<std::string> keys;
  for (const RelatedService& addon : item.service->addons) {
    const auto& ids = item.addons;
    if (std::find(ids.begin(), ids.end(), addon.subscription.id) != ids.end()) keys.push_back(addon.subscription.key);
  }
  return fmt::format("{}", fmt::join(keys, ", "));
}

// What happens to one target, in a sentence or three.
std::string sentence(const CancelItem& item, bool is_done) {
  const Cancellation& cancellation = *item.cancellation;
  const std::string& key = item.service->subscription.key;
  const std::string day = text_of(cancellation.effective_on);
  if (item.outcome == Outcome::already) {
    const Confirmation& number = cancellation.confirmation;
    return fmt::format("{} already ends on {}{}; nothing {} changed", key, day,
                       number.series.empty() ? "" : fmt::format(" ({})", text_of(number)),
                       is_done ? "was" : "would be");
  }
  const auto last_paid = last_paid_day(cancellation.effective_on, item.service->subscription.anchor_on);
  const bool is_pending = item.outcome == Outcome::pending;
  std::string text = fmt::format("{} of {} ({}) {} on {}", key, item.service->account.name, item.service->plan.key,
                                 is_done ? (is_pending ? "ends" : "ended") : "would end", day);
  text += last_paid ? fmt::format("; the last paid day is {}", text_of(*last_paid)) : "; nothing of it was paid for";
  if (!item.addons.empty()) text += fmt::format("\n  with it: {}", keys_of(item));
  if (cancellation.replaces) text += fmt::format("\n  in place of {}", text_of(*cancellation.replaces));
  text += is_pending ? fmt::format("\n  it can be taken back until {}", text_of(cancellation.effective_at))
                     : "\n  only an admin can take it back, for a while: --reinstate";
  return text;
}

void tell_done(Context& context, const CancelItem& item) {
  const std::string confirmation = text_of(item.cancellation->confirmation);
  context.out() << harmless_block(sentence(item, true)) << '\n';
  if (item.outcome == Outcome::already) return;
  context.out() << "  confirmation " << context.paint()(Ink::strong, confirmation) << "\n  next: nexor undo "
                << confirmation << "\n    or: nexor receipt " << confirmation << '\n';
}

}  // namespace

std::string shell_quoted(const std::string& word) {
  if (!word.empty() && word.find_first_not_of(plain_characters) == std::string::npos) return word;
  std::string quoted = "'";
  for (const char c : word) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

void tell_preview(Context& context, const CancelReport& report) {
  for (const CancelItem& item : report.items) {
    const std::string text = item.error          ? item.subscription + ": " + item.error->message
                             : item.cancellation ? sentence(item, false)
                                                 : item.subscription + " has ended; nothing to do";
    context.err() << harmless_block(text) << '\n';
  }
}

int answer_cancel(Context& context, const CancelOrder&, const CancelReport& report, bool is_dry_run) {
  const bool is_quiet = context.globals().quiet && exit_of(report) == 0;
  const Instant now = context.now();
  if (is_quiet) return 0;
  if (context.is_json() || context.globals().get) {
    print_document(context, document_of(report, now, is_dry_run));
  } else if (context.format() == Format::table) {
    for (const CancelItem& item : report.items) {
      if (item.error || !item.cancellation) continue;
      if (is_dry_run) {
        context.out() << harmless_block(sentence(item, false)) << '\n';
      } else {
        tell_done(context, item);
      }
    }
    if (is_dry_run) context.out() << "a dry run: nothing was changed; digest " << report.digest << '\n';
  } else {
    const Shape<CancelItem> shape = item_shape(now);
    RowPrinter rows(context, shape);
    rows.begin();
    for (const CancelItem& item : report.items) rows.add(item);
    rows.finish();
  }
  if (is_dry_run && !context.is_json() && context.format() != Format::table)
    context.err() << "digest " << report.digest << '\n';
  return exit_of_several(context, report.items, [](const CancelItem& item) { return item.subscription; });
}

}  // namespace nexor
