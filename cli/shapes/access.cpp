#include "cli/shapes/access.h"

#include "lib/text/json_writer.h"

namespace nexor {

namespace {

std::string status_of(const Operator& shown) { return shown.is_enabled ? "enabled" : "disabled"; }

std::optional<std::string> text_of_optional(const std::optional<Instant>& at) {
  if (!at) return {};
  return text_of(*at);
}

}  // namespace

Shape<Operator> operator_shape() {
  return {.kind = "operators",
          .schema = "nexor.operator/1",
          .columns = {key_column<Operator>("name", [](const Operator& o) { return o.name; }),
                      {"role", 0, false, [](const Operator& o) { return std::string(name_of(o.role)); }},
                      {"status", 0, false, status_of},
                      {"password", 1, false, [](const Operator& o) { return o.password_hash ? "yes" : "no"; }},
                      time_column<Operator>("created_at", 1, [](const Operator& o) { return o.created_at; })},
          .members =
              [](JsonWriter& json, const Operator& o) {
                json.member("name", o.name);
                json.member("role", name_of(o.role));
                json.member("status", status_of(o));
                json.member("password", o.password_hash.has_value());
                json.member("created_at", text_of(o.created_at));
              },
          .id = [](const Operator& o) { return o.name; }};
}

Shape<ShownSession> session_shape() {
  return {
      .kind = "sessions",
      .schema = "nexor.session/1",
      .columns = {id_column<ShownSession>("id", 0, [](const ShownSession& s) { return text_of(s.session.id); }),
                  {"operator", 0, false, [](const ShownSession& s) { return s.owner; }},
                  {"status", 0, false, [](const ShownSession& s) { return s.status; }},
                  time_column<ShownSession>("opened_at", 1, [](const ShownSession& s) { return s.session.opened_at; }),
                  time_column<ShownSession>("last_used_at", 1,
                                            [](const ShownSession& s) { return s.session.last_used_at; }),
                  time_column<ShownSession>("expires_at", 2,
                                            [](const ShownSession& s) { return s.session.expires_at; })},
      .members =
          [](JsonWriter& json, const ShownSession& s) {
            json.member("id", text_of(s.session.id));
            json.member("operator", s.owner);
            json.member("status", s.status);
            json.member("opened_at", text_of(s.session.opened_at));
            json.member("last_used_at", text_of(s.session.last_used_at));
            json.member("expires_at", text_of(s.session.expires_at));
            json.member("revoked_at", text_of_optional(s.session.revoked_at));
          },
      .id = [](const ShownSession& s) { return text_of(s.session.id); }};
}

Shape<ShownToken> token_shape() {
  return {
      .kind = "tokens",
      .schema = "nexor.token/1",
      .columns = {id_column<ShownToken>("id", 0, [](const ShownToken& t) { return text_of(t.token.id); }),
                  {"label", 1, true, [](const ShownToken& t) { return t.token.label; }},
                  {"operator", 0, false, [](const ShownToken& t) { return t.owner; }},
                  {"role", 1, false, [](const ShownToken& t) { return std::string(name_of(t.token.role)); }},
                  {"status", 0, false, [](const ShownToken& t) { return t.status; }},
                  {"created_by", 3, false, [](const ShownToken& t) { return t.token.created_by; }},
                  time_column<ShownToken>("created_at", 3, [](const ShownToken& t) { return t.token.created_at; }),
                  time_column<ShownToken>("expires_at", 1, [](const ShownToken& t) { return t.token.expires_at; }),
                  time_column<ShownToken>("last_used_at", 2, [](const ShownToken& t) { return t.token.last_used_at; })},
      .members =
          [](JsonWriter& json, const ShownToken& t) {
            json.member("id", text_of(t.token.id));
            json.member("label", t.token.label);
            json.member("operator", t.owner);
            json.member("role", name_of(t.token.role));
            json.member("status", t.status);
            json.member("created_by", t.token.created_by);
            json.member("created_at", text_of(t.token.created_at));
            json.member("expires_at", text_of(t.token.expires_at));
            json.member("last_used_at", text_of_optional(t.token.last_used_at));
            json.member("revoked_at", text_of_optional(t.token.revoked_at));
          },
      .id = [](const ShownToken& t) { return text_of(t.token.id); }};
}

}  // namespace nexor
