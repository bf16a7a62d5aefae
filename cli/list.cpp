#include <algorithm>
#include <memory>

#include "cli/commands.h"
#include "cli/context.h"
#include "cli/list_kinds.h"
#include "cli/list_options.h"
#include "cli/shapes/access.h"
#include "cli/shapes/shapes.h"
#include "lib/model/service.h"

namespace nexor {

namespace {

// A kind of things: how they are listed, which statuses they can have, and how each is told.
struct Kind {
  std::string name;
  int (*list)(const ListOptions& options, Context& context);
  std::vector<std::string> statuses;
  std::string document;
  std::vector<std::string> (*columns)(Context& context);
};

std::vector<std::string> subscription_columns(Context& context) {
  return names_of(subscription_shape(context, Feedback::hidden).columns);
}

std::vector<std::string> cancellation_columns(Context& context) {
  return names_of(cancellation_shape(context, Feedback::hidden).columns);
}

template <auto shape>
std::vector<std::string> columns_of(Context&) {
  return names_of(shape().columns);
}

std::vector<Kind> kinds() {
  return {{"subscriptions", list_subscriptions, status_names(), "subscription", subscription_columns},
          {"accounts", list_accounts, {"open", "closed"}, "account", columns_of<account_shape>},
          {"plans", list_plans, {"sold", "retired"}, "plan", columns_of<plan_shape>},
          {"cancellations",
           list_cancellations,
           {"pending", "effective", "withdrawn", "replaced"},
           "cancellation",
           cancellation_columns},
          {"requests",
           list_requests,
           {"pending", "approved", "declined"},
           "registration_request",
           columns_of<request_shape>},
          {"batches", list_batches, {"unfinished", "finished"}, "batch", columns_of<batch_shape>},
          {"operators", list_operators, {"enabled", "disabled"}, "operator", columns_of<operator_shape>},
          {"sessions", list_sessions, {"open", "ended"}, "session", columns_of<session_shape>},
          {"tokens", list_tokens, {"valid", "ended"}, "token", columns_of<token_shape>},
          {"events", list_events, {}, "event", columns_of<event_shape>},
          {"reasons", list_reasons, {"usable", "retired"}, "reason", columns_of<counted_reason_shape>}};
}

std::vector<std::string> kind_names() {
  std::vector<std::string> names;
  for (const Kind& kind : kinds()) names.push_back(kind.name);
  return names;
}

Kind kind_of(const ListOptions& options) {
  const auto all = kinds();
  return *std::ranges::find(all, options.kind.value_or("subscriptions"), &Kind::name);
}

int list(const ListOptions& options, Context& context) {
  const Kind kind = kind_of(options);
  check_list_options(options, kind.name, kind.statuses, context);
  return kind.list(options, context);
}

}  // namespace

Command list_command() {
  auto options = std::make_shared<ListOptions>();
  return {.name = "list",
          .group = "Look",
          .summary = "List subscriptions, or what else there is",
          .operands = {one_of(kind_names(), maybe("KIND", options->kind, "What to list; subscriptions unless given"))},
          .options = list_options(*options),
          .examples = {{"list", "The first subscriptions"},
                       {"list --status pending_cancellation --ends-before 7d", "What ends within a week"},
                       {"list cancellations --reason too_expensive --since 30d --json", "For a script"}},
          .answer =
              [options](Context& context) {
                const Kind kind = kind_of(*options);
                return AnswerForm{.documents = {kind.document}, .columns = kind.columns(context), .is_list = true};
              },
          .run = [options](Context& context) { return list(*options, context); }};
}

}  // namespace nexor
