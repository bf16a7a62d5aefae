#include "cli/target_json.h"

#include "cli/command_line.h"
#include "cli/exit_code.h"
#include "cli/output/error_json.h"
#include "lib/text/json_writer.h"

namespace nexor {

namespace {

void write_counts(JsonWriter& json, const AnswerHead& head) {
  using enum Outcome;
  std::vector<Outcome> counted{cancelled, pending, already, skipped, failed, remaining};
  if (head.own_count) counted.push_back(*head.own_count);
  json.key("counts");
  json.begin_object();
  for (const Outcome outcome : counted) json.member(name_of(outcome), head.counts[outcome]);
  json.end_object();
}

}  // namespace

void write_head(JsonWriter& json, const AnswerHead& head) {
  json.member("schema", head.schema);
  json.member("dry_run", head.is_dry_run);
  json.member("batch", head.batch);
  json.member("digest", head.digest);
  json.member("requested", head.requested);
  json.member("exit", head.exit);
  write_counts(json, head);
}

int exit_of(const OutcomeCounts& counts) { return counts[Outcome::failed] > 0 ? exit_code_of(Fault::partial) : 0; }

void begin_target(JsonWriter& json, std::optional<std::int64_t> line, std::string_view called,
                  const std::string& target, Outcome outcome) {
  json.begin_object();
  json.member("line", line);
  json.member(called, target.empty() ? std::nullopt : std::optional(target));
  json.member("outcome", name_of(outcome));
}

void end_target(JsonWriter& json, const std::optional<Error>& error, const GlobalOptions& globals) {
  if (error) write_item_error(json, error, globals);
  json.end_object();
}

void write_item_error(JsonWriter& json, const std::optional<Error>& error, const GlobalOptions& globals) {
  json.key("error");
  if (!error) return json.value(nullptr);
  Error told = *error;
  for (std::string& line : told.next) line = same_world(line, globals);
  write_error(json, told, exit_code_of(told));
}

}  // namespace nexor
