#include <fmt/format.h>

#include "cli/output/time_text.h"
#include "cli/shapes/shapes.h"
#include "lib/text/json_writer.h"

namespace nexor {

namespace {

std::optional<std::string> reason_of(const RegistrationRequest& request) {
  if (!request.reason) return {};
  return std::string(name_of(*request.reason));
}

std::optional<std::string> account_of(const RegistrationRequest& request) {
  if (!request.account) return {};
  return text_of(*request.account);
}

std::optional<std::string> subscription_of(const RegistrationRequest& request) {
  if (!request.subscription) return {};
  return text_of(*request.subscription);
}

}  // namespace

std::string status_phrase(const RegistrationRequest& request, const TimeText& times) {
  const Instant since = request.decided_at.value_or(request.created_at);
  const std::string why = request.reason ? fmt::format(": {}", name_of(*request.reason)) : "";
  return fmt::format("{} {}{}", name_of(request.state), times.since(since), why);
}

void write_request(JsonWriter& json, const RegistrationRequest& request) {
  json.member("id", text_of(request.id));
  json.member("key", request.key);
  json.member("name", request.name);
  json.member("email", request.email);
  json.member("plan", request.plan_key);
  json.member("time_zone", request.time_zone);
  json.member("note", request.note);
  json.member("status", name_of(request.state));
  json.member("created_at", text_of(request.created_at));
  json.member("decided_at", request.decided_at ? std::optional(text_of(*request.decided_at)) : std::nullopt);
  json.member("decided_by", request.decided_by);
  json.member("reason", reason_of(request));
  json.member("decline_note", request.decline_note);
  json.member("account", account_of(request));
  json.member("subscription", subscription_of(request));
}

Shape<RegistrationRequest> request_shape() {
  using Request = RegistrationRequest;
  return {
      .kind = "requests",
      .schema = "nexor.registration_request/1",
      .columns =
          {
              id_column<Request>("id", 1, [](const Request& r) { return text_of(r.id); }),
              key_column<Request>("key", [](const Request& r) { return r.key; }),
              {"name", 0, true, [](const Request& r) { return r.name; }},
              {"email", 2, true, [](const Request& r) { return r.email; }},
              {"plan", 1, true, [](const Request& r) { return r.plan_key; }},
              {"status", 0, false, [](const Request& r) { return std::string(name_of(r.state)); }},
              time_column<Request>("created_at", 1, [](const Request& r) { return std::optional(r.created_at); }),
              time_column<Request>("decided_at", 2, [](const Request& r) { return r.decided_at; }),
              {"decided_by", 3, true, [](const Request& r) { return r.decided_by.value_or(""); }},
              {"reason", 2, false, [](const Request& r) { return reason_of(r).value_or(""); }},
              {"account", 3, false, [](const Request& r) { return account_of(r).value_or(""); }},
              {"subscription", 3, false, [](const Request& r) { return subscription_of(r).value_or(""); }},
          },
      .members = write_request,
      .id = [](const Request& r) { return text_of(r.id); },
  };
}

}  // namespace nexor
