#pragma once

#include <string>

#include "lib/model/account.h"
#include "lib/model/redaction.h"

namespace nexor {

struct Desk;

struct RedactReport {
  Account account;
  Redaction redaction;      // of this time
  bool is_changed = false;  // not where all was blank before
};

// What would be done: without counts.
RedactReport preview_redact(Desk& desk, const std::string& word);

// Blanks for good what is personal of an account: its name, e-mail and note, and what was said about its subscriptions.
// Its key, its dates and every decision stay. Then nothing that was blanked, now or earlier, stands anywhere in the
// store's files, which are written anew for that: where this fails the error says so, and the same again finishes it.
RedactReport redact(Desk& desk, const std::string& word);

}  // namespace nexor
