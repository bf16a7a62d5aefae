#include "cli/target_json.h"

#include <algorithm>

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
  for (const Outcome outcome : counted) json.member(name_of(outcome), std::ranges::count(head.outcomes, outcome));
  json.end_object();
}

}  // namespace

void write_head(JsonWriter& json, const AnswerHead& head) {
  const bool has_failed = std::ranges::count(head.outcomes, Outcome::failed) > 0;
  json.member("schema", head.schema);
  json.member("dry_run", head.is_dry_run);
  json.member("batch", head.batch);
  json.member("digest", head.digest);
  json.member("requested", head.outcomes.size());
  json.member("exit", has_failed ? exit_code_of(Fault::partial) : 0);
  write_counts(json, head);
}

void begin_target(JsonWriter& json, const std::string& target, Outcome outcome) {
  json.begin_object();
  json.key("line");
  json.value(nullptr);
  json.member("subscription", target);
  json.member("outcome", name_of(outcome));
}

void end_target(JsonWriter& json, const std::optional<Error>& error) {
  if (error) {
    json.key("error");
    write_error(json, *error, exit_code_of(error->fault));
  }
  json.end_object();
}

}  // namespace nexor
