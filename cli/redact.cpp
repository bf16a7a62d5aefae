#include "lib/ops/redact.h"

#include <fmt/format.h>

#include "cli/ask/confirm.h"
#include "cli/change_record.h"
#include "cli/command_line.h"
#include "cli/commands.h"
#include "cli/say.h"
#include "lib/ops/find.h"
#include "lib/text/json_writer.h"

namespace nexor {

namespace {

struct RedactOptions {
  std::string account;
  Confirmed confirmed;
};

// Nobody is asked where nothing is left.
void ask(Context& context, const RedactOptions& options) {
  context.set_subjects({options.account});
  const RedactReport preview = preview_redact(context.desk(), options.account);
  if (!preview.is_changed) return;
  const Account& account = preview.account;
  note(context, fmt::format("{} ({})\n  its name, e-mail address and note, and every word said about its "
                            "cancellations, would be blanked\n  it can't be taken back",
                            account.key, account.name));
  confirm(context, options.confirmed, "Blank them for good?");
}

std::string words_of(std::int64_t said) {
  if (said == 0) return "";
  return said == 1 ? ", and one record of what was said" : fmt::format(", and {} records of what was said", said);
}

void answer(Context& context, const RedactReport& report) {
  const Redaction& redaction = report.redaction;
  const std::int64_t said = redaction.cancellations + redaction.feedback + redaction.batch_rows + redaction.batches;
  const std::string sentence =
      report.is_changed
          ? fmt::format("redacted the account '{}' ({}){}", report.account.key, text_of(report.account.id),
                        words_of(said))
          : fmt::format("nothing to do: nothing personal is left of the account '{}'", report.account.key);
  say_done(context, sentence, "nexor.redact/1", [&](JsonWriter& json) {
    json.member("id", text_of(report.account.id));
    json.member("key", report.account.key);
    json.member("accounts", redaction.accounts);
    json.member("cancellations", redaction.cancellations);
    json.member("feedback", redaction.feedback);
    json.member("batch_rows", redaction.batch_rows);
    json.member("batches", redaction.batches);
    json.member("notices", redaction.notices);
    json.member("requests", redaction.requests);
  });
}

int redact_from(const RedactOptions& options, Context& context) {
  check_single_id(std::span(&options.account, 1), {IdKind::account});
  if (!options.confirmed.is_yes) ask(context, options);
  answer(context, change_record(context, options.account, [&](Desk& desk) { return redact(desk, options.account); }));
  tell_repetition(context, CommandLine("redact", context.globals()).operands({options.account}).flag("yes", true));
  return 0;
}

}  // namespace

Command redact_command() {
  auto options = std::make_shared<RedactOptions>();
  return {.name = "redact",
          .group = "Records",
          .summary = "Blank what is personal of an account, for good (admin)",
          .operands = {one("ACCOUNT", options->account, "The account's id or key")},
          .options = {yes_option(options->confirmed)},
          .examples = {{"redact C-1001", "See what would go, and be asked"}},
          .unanswered =
              [options](Context&) {
                return options->confirmed.is_yes ? std::vector<Unanswered>{} : std::vector{unanswered_to_yes()};
              },
          .run = [options](Context& context) { return redact_from(*options, context); }};
}

}  // namespace nexor
