#include "cli/output/error_json.h"

#include "lib/text/json_writer.h"

namespace nexor {

void write_error(JsonWriter& json, const Error& error, int exit_code, const std::string& support) {
  json.begin_object();
  json.member("code", name_of(error.fault));
  json.member("exit", exit_code);
  json.member("message", error.message);
  json.member("hint", error.hint.empty() ? std::nullopt : std::optional(error.hint));
  json.key("next");
  json.begin_array();
  for (const std::string& command : error.next) json.value(command);
  json.end_array();
  if (error.retry_after) json.member("retry_after", error.retry_after->count());
  if (!support.empty()) json.member("support", support);
  json.end_object();
}

}  // namespace nexor
