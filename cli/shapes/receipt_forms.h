#pragma once

#include <string>

#include "cli/shapes/receipt.h"

namespace nexor {

// A receipt to hand over: the lines of its card, in other forms.

// Lines with labels, 72 cells wide, for a file or a letter.
std::string text_form(const Receipt& receipt);

// A page that stands by itself and prints on one sheet.
std::string page_form(const Receipt& receipt);

// A message with the two above, for what sends mail. Its Message-ID is the confirmation's own in this store, so that
// who gets it twice has it once. It comes from the support contact where that is a mail address, else from `nexor` at
// this host, and goes to the account's address, if it has one.
std::string mail_form(const Receipt& receipt, const std::string& host);

}  // namespace nexor
