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

void write_event(JsonWriter& json, const Event& event) {
  json.member("number", event.number);
  json.member("at", text_of(event.at));
  json.member("by", event.by);
  json.member("credential", event.credential);
  json.member("host", event.host);
  json.member("terminal", event.terminal);
  json.member("command", event.command);
  json.member("event", name_of(event.kind));
  json.member("subject", event.subject);
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
              {"at", 0, false, [](const Event& e) { return text_of(e.at); }},
              {"event", 0, false, [](const Event& e) { return std::string(name_of(e.kind)); }},
              {"subject", 0, false, [](const Event& e) { return e.subject; }},
              {"by", 0, false, [](const Event& e) { return e.by; }},
              {"command", 2, false, [](const Event& e) { return e.command; }},
              {"after", 3, true, [](const Event& e) { return e.after.value_or(""); }},
          },
      .members = write_event,
      .id = [](const Event& e) { return std::to_string(e.number); },
  };
}

}  // namespace nexor
