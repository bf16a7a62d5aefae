#include "lib/ops/audit.h"

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/context.h"
#include "cli/output/counted.h"
#include "cli/print.h"
#include "lib/text/json_writer.h"

namespace nexor {

namespace {

struct VerifyOptions {
  std::optional<std::string> against;
};

std::string document_of(const AuditReport& report) {
  std::string document;
  JsonWriter json(document);
  json.begin_object();
  json.member("schema", "nexor.audit/1");
  json.member("head", text_of(report.head));
  json.member("events", report.events);
  json.member("cancellations", report.cancellations);
  json.member("sessions", report.sessions);
  json.key("findings");
  json.begin_array();
  for (const std::string& finding : report.findings) json.value(finding);
  json.end_array();
  json.end_object();
  return document;
}

int verify(const VerifyOptions& options, Context& context) {
  const auto kept = options.against ? std::optional(parse_audit_head(*options.against)) : std::nullopt;
  const AuditReport report = verify_audit(context.desk(), kept);
  if (!report.findings.empty()) {
    const auto more = static_cast<std::int64_t>(report.findings.size()) - 1;
    Error error(Fault::audit_broken, report.findings.front());
    error.hint = "somebody went around nexor: keep the store as it is, and compare it with a backup";
    if (!context.is_json()) {
      for (const std::string& finding : report.findings) context.err() << "found: " << finding << '\n';
      error.message = counted(more + 1, "finding") + ": the audit trail doesn't hold";
    } else if (more > 0) {
      error.hint = fmt::format("and {}; {}", counted(more, "more finding"), error.hint);
    }
    throw Error(std::move(error));
  }
  const bool is_document = context.is_json() || context.globals().get;
  if (context.globals().quiet && !is_document) return 0;
  if (context.is_line()) {
    context.out() << fmt::format("verified {}, {} and {}\nhead {}\n", counted(report.events, "event"),
                                 counted(report.cancellations, "cancellation"), counted(report.sessions, "log-in"),
                                 text_of(report.head));
  } else {
    print_fields(context, document_of(report), {"head", "events", "cancellations", "sessions"});
  }
  return 0;
}

int head(Context& context) {
  const AuditHead head = audit_head(context.desk());
  if (context.is_line()) {
    context.out() << text_of(head) << '\n';
    return 0;
  }
  std::string document;
  JsonWriter json(document);
  json.begin_object();
  json.member("schema", "nexor.audit_head/1");
  json.member("head", text_of(head));
  json.member("number", head.number);
  json.end_object();
  print_fields(context, document, {"head", "number"});
  return 0;
}

}  // namespace

Command audit_verify_command() {
  auto options = std::make_shared<VerifyOptions>();
  return {.name = "audit verify",
          .group = "Store",
          .summary = "Recompute the audit trail and hold it against the tables",
          .options = {option("against", "HEAD", options->against, "A head that was kept elsewhere: SEQUENCE:HASH")},
          .examples = {{"audit verify", "Check the whole trail"},
                       {"audit verify --against \"$(cat kept.head)\"", "Check that nothing before it was changed"}},
          .answer = [](Context&) { return AnswerForm{.documents = {"audit"}}; },
          .run = [options](Context& context) { return verify(*options, context); }};
}

Command audit_head_command() {
  return {.name = "audit head",
          .group = "Store",
          .summary = "Print the newest event's number and hash, to be kept elsewhere",
          .examples = {{"audit head >kept.head", "Keep the head"}},
          .run = head};
}

}  // namespace nexor
