#include "cli/shapes/shapes.h"
#include "lib/text/json_writer.h"

namespace nexor {

namespace {

void write_reason(JsonWriter& json, const CountedReason& counted) {
  json.member("code", counted.reason.code);
  json.member("label", counted.reason.label);
  json.member("voluntary", counted.reason.is_voluntary);
  json.member("retired", counted.reason.is_retired);
  json.member("live", counted.live);
  json.member("ever", counted.ever);
}

std::string text_of(bool truth) { return truth ? "true" : "false"; }

std::string text_of(const std::optional<std::int64_t>& count) { return count ? std::to_string(*count) : ""; }

}  // namespace

Shape<CountedReason> counted_reason_shape() {
  using Counted = CountedReason;
  return {
      .kind = "reasons",
      .schema = "nexor.reason/1",
      .columns =
          {
              {"code", 0, false, [](const Counted& r) { return r.reason.code; }},
              {"label", 0, true, [](const Counted& r) { return r.reason.label; }},
              {"voluntary", 1, false, [](const Counted& r) { return text_of(r.reason.is_voluntary); }},
              {"retired", 2, false, [](const Counted& r) { return text_of(r.reason.is_retired); }},
              {"live", 3, false, [](const Counted& r) { return text_of(r.live); }, Align::right},
              {"ever", 3, false, [](const Counted& r) { return text_of(r.ever); }, Align::right},
          },
      .members = write_reason,
      .id = [](const Counted& r) { return r.reason.code; },
  };
}

}  // namespace nexor
