#include "cli/shapes/shapes.h"
#include "lib/text/json_writer.h"

namespace nexor {

namespace {

void write_reason(JsonWriter& json, const Reason& reason) {
  json.member("code", reason.code);
  json.member("label", reason.label);
  json.member("voluntary", reason.is_voluntary);
  json.member("retired", reason.is_retired);
}

}  // namespace

Shape<Reason> reason_shape() {
  return {
      .kind = "reasons",
      .schema = "nexor.reason/1",
      .columns =
          {
              {"code", 0, false, [](const Reason& r) { return r.code; }},
              {"label", 0, true, [](const Reason& r) { return r.label; }},
              {"voluntary", 1, false, [](const Reason& r) { return std::string(r.is_voluntary ? "true" : "false"); }},
              {"retired", 2, false, [](const Reason& r) { return std::string(r.is_retired ? "true" : "false"); }},
          },
      .members = write_reason,
      .id = [](const Reason& r) { return r.code; },
  };
}

}  // namespace nexor
