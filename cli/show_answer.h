#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "cli/answer_form.h"
#include "cli/shapes/account_page.h"
#include "cli/shapes/batch_summary.h"
#include "cli/shapes/shapes.h"

namespace nexor {

class Context;

// What a word doesn't name, and why.
struct NotShown {
  std::string id;
  Error error;
};

using Shown = std::variant<Service, AccountPage, ShownCancellation, RegistrationRequest, Plan, BatchSummary, NotShown>;

// What a word names.
struct ShowItem {
  std::string id;
  Shown thing;
  std::optional<Error> error;
};

// Prints what several words name, in their order: as cards, as rows under one header, or as documents; a list where one
// document has to hold them all.
void print_shown(Context& context, const std::vector<ShowItem>& items);

AnswerForm shown_form(Context& context);

}  // namespace nexor
