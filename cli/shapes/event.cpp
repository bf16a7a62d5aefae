#include "cli/shapes/shapes.h"
#include "lib/text/json_writer.h"

namespace nexor {

namespace {

std::string hex(const Hash& hash) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const unsigned byte : hash) {
    text += digits[byte / 16];
    text += digits[byte % 16];
  }
  return text;
}

// The trail keeps what there isn't as an empty text.
std::optional<std::string> unless_empty(const std::string& text) {
  if (text.empty()) return {};
  return text;
}

void write_event(JsonWriter& json, const Event& event) {
  json.member("number", event.number);
  json.member("at", text_of(event.at));
  json.member("by", event.by);
  json.member("credential", unless_empty(event.credential));
  json.member("host", unless_empty(event.host));
  json.member("terminal", unless_empty(event.terminal));
  json.member("command", unless_empty(event.command));
  json.member("event", name_of(event.kind));
  json.member("subject", unless_empty(event.subject));
  json.key("before");
  json.json(event.before.value_or("null"));
  json.key("after");
  json.json(event.after.value_or("null"));
  json.member("hash", hex(event.hash));
}

}  // namespace

Shape<Event> event_shape() {
  return {
      .kind = "events",
      .schema = "nexor.event/1",
      .columns =
          {
              {"number", 1, false, [](const Event& e) { return std::to_string(e.number); }, Align::right},
              time_column<Event>("at", 0, [](const Event& e) { return e.at; }),
              {"event", 0, false, [](const Event& e) { return std::string(name_of(e.kind)); }},
              {"subject", 0, true, [](const Event& e) { return e.subject; }},
              {"by", 1, false, [](const Event& e) { return e.by; }},
              {"command", 2, false, [](const Event& e) { return e.command; }},
              {"after", 3, true, [](const Event& e) { return e.after.value_or(""); }},
          },
      .members = write_event,
      .id = [](const Event& e) { return std::to_string(e.number); },
  };
}

}  // namespace nexor
