#include "lib/ops/redact.h"

#include <fmt/format.h>

#include "lib/ops/content.h"
#include "lib/ops/desk.h"
#include "lib/ops/find.h"
#include "lib/store/accounts.h"

namespace nexor {

namespace {

// The words are gone from every table by then, so that "nothing was changed" would be wrong; where they were gone
// before, nothing was.
void leave_no_trace(Desk& desk, const RedactReport& report) {
  const Account& account = report.account;
  try {
    desk.store.leave_no_trace();
  } catch (Error& error) {
    if (report.is_changed) {
      const std::string why = error.fault == Fault::disk_full ? "no space is left to write it anew" : error.message;
      error.message = fmt::format("'{}' is blanked, but the store's file may still hold traces: {}", account.key, why);
      error.fault = Fault::outcome_unknown;
    }
    error.hint = "the same again takes them away";
    error.next = {fmt::format("nexor redact {}", text_of(account.id))};
    throw;
  }
}

}  // namespace

RedactReport preview_redact(Desk& desk, const std::string& word) {
  RedactReport report;
  look(desk, Verb::redact, [&](Transaction& transaction, Instant) {
    report.account = find_account(transaction, word);
    report.is_changed = !transaction.accounts().is_redacted(report.account.id);
  });
  return report;
}

RedactReport redact(Desk& desk, const std::string& word) {
  RedactReport report;
  perform(desk, Verb::redact, [&](Act& act) {
    report.account = find_account(act.store(), word);
    report.redaction = act.store().accounts().redact(report.account.id);
    report.is_changed = !report.redaction.is_empty();
    if (!report.is_changed) return;
    act.record(EventKind::account_redacted, text_of(report.account.id), {}, content_of(report.redaction));
  });
  leave_no_trace(desk, report);
  return report;
}

}  // namespace nexor
