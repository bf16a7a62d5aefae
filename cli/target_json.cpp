#include "cli/target_json.h"

#include "cli/exit_code.h"
#include "cli/output/error_json.h"
#include "lib/text/json_writer.h"

namespace nexor {

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
