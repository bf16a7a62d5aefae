#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "cli/command_line.h"
#include "cli/commands.h"
#include "cli/context.h"
#include "cli/credentials.h"
#include "cli/output/bar.h"
#include "cli/output/counted.h"
#include "cli/output/table.h"
#include "cli/print.h"
#include "cli/several.h"
#include "cli/shapes/shapes.h"
#include "cli/shared_key.h"
#include "cli/target_json.h"
#include "lib/model/duration.h"
#include "lib/ops/batch_summary.h"
#include "lib/ops/login.h"
#include "lib/ops/overview.h"

namespace nexor {

namespace {

constexpr std::array all_statuses{Status::scheduled, Status::trialing, Status::active, Status::pending_cancellation,
                                  Status::cancelled, Status::expired};

struct StatusOptions {
  std::vector<std::string> ids;
  std::optional<std::string> min_ttl;
};

std::chrono::milliseconds shortest_ttl(const StatusOptions& options) {
  if (!options.min_ttl) return {};
  if (const auto ttl = parse_duration(*options.min_ttl)) return *ttl;
  throw Error(Fault::usage, fmt::format("--min-ttl: '{}' is no time", *options.min_ttl)).with_hint("write it like 1h");
}

void check_ttl(Context& context, std::chrono::milliseconds shortest) {
  const Instant ends = context.credential().expires_at;
  if (ends - context.now() >= shortest) return;
  throw Error(
      with_way_in(context, Error(Fault::session_expired, fmt::format("the credential ends at {}", text_of(ends)))));
}

// Whether a batch came to its end, and what became of its rows.
std::string phrase_of(const Batch& batch, const TimeText& times) {
  const OutcomeCounts counts = counts_of(batch);
  const std::string id = text_of(batch.id);
  const auto remaining = counts[Outcome::remaining];
  if (!batch.finished_at) return fmt::format("{} is unfinished: {} of {} remain", id, remaining, batch.rows);
  return fmt::format("{} finished {}: {}, {} failed", id, times.since(*batch.finished_at), counted(batch.rows, "row"),
                     counts[Outcome::failed]);
}

// Numbers below each other, with a bar for each status beside the most frequent one's.
void add_numbers(std::vector<CardLine>& lines, const Overview& overview) {
  std::int64_t total = 0;
  std::int64_t most = 0;
  for (const auto& [status, count] : overview.subscriptions) {
    total += count;
    most = std::max(most, count);
  }
  const auto digits = std::to_string(total).size();
  const auto number = [&](std::int64_t count) { return fmt::format("{:>{}}", count, digits); };
  lines.push_back({"subscriptions", number(total), Ink::strong});
  for (const auto& [status, count] : overview.subscriptions) {
    constexpr int cells = 24;
    lines.push_back({fmt::format("  {}", name_of(status)),
                     fmt::format("{}  {}", number(count), bar_text(count, most, cells)), ink_of(status)});
  }
  lines.push_back({"ending today", number(overview.ending_today)});
  lines.push_back({"ending in 7 days", number(overview.ending_in_seven_days)});
  lines.push_back({"requests waiting", number(overview.requests_waiting)});
}

std::vector<CardLine> card_of(const Overview& overview, Context& context) {
  const Desk& desk = context.desk();
  std::vector<CardLine> lines{
      {"operator", fmt::format("{} ({})", desk.actor.name, name_of(desk.actor.role)), Ink::strong},
      {"log-in ends", context.times()(context.credential().expires_at)},
      {"from", token_source(context)},
      {"store", desk.store.location()}};
  add_numbers(lines, overview);
  if (overview.last_batch) lines.push_back({"last batch", phrase_of(*overview.last_batch, context.times())});
  return lines;
}

// What one would look at next, where something waits for it.
std::vector<std::string> next_lines(const Overview& overview, Context& context) {
  const GlobalOptions& globals = context.globals();
  std::vector<std::string> lines;
  if (const auto& batch = overview.last_batch; batch && batch->state == BatchState::open) {
    lines.push_back(CommandLine("cancel", globals).option("resume", text_of(batch->id)).text());
  }
  if (overview.requests_waiting > 0) {
    lines.push_back(CommandLine("list", globals).operands({"requests"}).option("status", "pending").text());
  }
  if (overview.ending_in_seven_days > 0) {
    lines.push_back(CommandLine("list", globals).option("ends-after", "today").option("ends-before", "8d").text());
  }
  return lines;
}

std::string document_of(const Overview& overview, Context& context) {
  const Desk& desk = context.desk();
  std::string document;
  JsonWriter json(document);
  json.begin_object();
  json.member("schema", "nexor.status/1");
  json.member("operator", desk.actor.name);
  json.member("role", name_of(desk.actor.role));
  json.member("credential", desk.actor.credential);
  json.member("credential_source", token_source(context));
  json.member("expires_at", text_of(context.credential().expires_at));
  json.member("store", desk.store.location());
  json.key("subscriptions");
  json.begin_object();
  for (const Status status : all_statuses) {
    const auto found = overview.subscriptions.find(status);
    json.member(name_of(status), found == overview.subscriptions.end() ? 0 : found->second);
  }
  json.end_object();
  json.member("ending_today", overview.ending_today);
  json.member("ending_in_7_days", overview.ending_in_seven_days);
  json.member("requests_waiting", overview.requests_waiting);
  const auto& batch = overview.last_batch;
  json.member("last_batch", batch ? std::optional(text_of(batch->id)) : std::nullopt);
  json.member("last_batch_status", batch ? std::optional(status_of(*batch)) : std::nullopt);
  json.end_object();
  return document;
}

std::vector<std::string> overview_fields() {
  std::vector<std::string> fields{"operator", "role", "credential", "credential_source", "expires_at", "store"};
  for (const Status status : all_statuses) fields.push_back(fmt::format("subscriptions.{}", name_of(status)));
  fields.insert(fields.end(),
                {"ending_today", "ending_in_7_days", "requests_waiting", "last_batch", "last_batch_status"});
  return fields;
}

int desk_status(Context& context) {
  const Overview result = overview(context.desk());
  if (context.is_in_words()) {
    context.out() << render_card(card_of(result, context), context.width(), context.paint());
    const auto lines = next_lines(result, context);
    if (!lines.empty()) context.out() << "  next: " << fmt::format("{}", fmt::join(lines, "\n    or: ")) << '\n';
  } else {
    print_fields(context, document_of(result, context), overview_fields());
  }
  return 0;
}

struct Standing {
  std::string id;
  std::string phrase;
  std::optional<Error> error;
};

std::string phrase_of(const Thing& thing, Transaction& transaction, Instant now, const TimeText& times) {
  if (const auto* service = std::get_if<Service>(&thing)) return status_phrase(*service, now);
  if (const auto* cancellation = std::get_if<Cancellation>(&thing)) {
    const Service service = find_service(transaction, text_of(cancellation->subscription));
    return status_phrase(shown(*cancellation, service), now);
  }
  if (const auto* request = std::get_if<RegistrationRequest>(&thing)) return status_phrase(*request, times);
  if (const auto* batch = std::get_if<Batch>(&thing)) {
    return status_phrase(*batch, times, withdrawn_of(transaction, batch->id, now));
  }
  return status_phrase(std::get<Account>(thing), times);
}

std::vector<Standing> standings(const StatusOptions& options, Context& context) {
  std::vector<Standing> all;
  look(context.desk(), Verb::status, [&](Transaction& transaction, Instant now) {
    for (const std::string& id : options.ids) {
      try {
        all.push_back(
            {id, phrase_of(find_thing_aloud(context, transaction, id), transaction, now, context.times()), {}});
      } catch (const Error& error) {
        if (options.ids.size() == 1) throw;
        all.push_back({id, "", error});
      }
    }
  });
  return all;
}

Shape<Standing> standing_shape(const GlobalOptions& globals) {
  return {
      .kind = "statuses",
      .schema = "nexor.standing/1",
      .columns = {{"id", 0, false, [](const Standing& s) { return s.id; }},
                  {"status", 0, false, [](const Standing& s) { return s.phrase; }}},
      .members =
          [&globals](JsonWriter& json, const Standing& s) {
            const std::size_t blank = std::min(s.phrase.find(' '), s.phrase.size());
            json.member("id", s.id);
            json.member("status", s.error ? std::nullopt : std::optional(s.phrase.substr(0, blank)));
            json.member("text", s.error ? std::nullopt : std::optional(s.phrase));
            write_item_error(json, s.error, globals);
          },
      .id = [](const Standing& s) { return s.id; },
  };
}

// One alone is told by its status only, several with their names.
int status_of_things(const StatusOptions& options, Context& context) {
  const auto all = standings(options, context);
  if (all.size() == 1 && context.is_line()) {
    context.out() << all.front().phrase << '\n';
    return 0;
  }
  const Shape<Standing> shape = standing_shape(context.globals());
  print_all(context, shape, all);
  return exit_of_several(context, all, [](const Standing& s) { return s.id; });
}

AnswerForm form_of(const StatusOptions& options, Context& context) {
  if (options.ids.empty()) return {.documents = {"status"}, .columns = field_columns()};
  return {.documents = {"standing"},
          .columns = names_of(standing_shape(context.globals()).columns),
          .is_list = options.ids.size() > 1};
}

int status(const StatusOptions& options, Context& context) {
  check_single_id(options.ids);
  const auto ttl = shortest_ttl(options);
  context.desk();
  check_ttl(context, ttl);
  return options.ids.empty() ? desk_status(context) : status_of_things(options, context);
}

}  // namespace

Command status_command() {
  auto options = std::make_shared<StatusOptions>();
  return {.name = "status",
          .group = "Session",
          .summary = "The desk at a glance, or the status of what is named",
          .operands = {any("ID", options->ids, "Subscription, account, request, batch or confirmation")},
          .options = {option("min-ttl", "TIME", options->min_ttl, "Fail with 4 where the log-in ends sooner")},
          .examples = {{"status", "Who is logged in, and what is going on"},
                       {"status K-1001", "One line: pending_cancellation until 2026-12-01"}},
          .answer = [options](Context& context) { return form_of(*options, context); },
          .run = [options](Context& context) { return status(*options, context); }};
}

}  // namespace nexor
