#pragma once

#include <vector>

#include "cli/output/table.h"
#include "cli/shapes/shapes.h"

namespace nexor {

// One thing as a card for a terminal.
std::vector<CardLine> card_of(const Service& service, Context& context);
std::vector<CardLine> card_of(const Account& account, Context& context);
std::vector<CardLine> card_of(const ShownCancellation& shown, Context& context);
std::vector<CardLine> card_of(const Plan& plan, Context& context);
std::vector<CardLine> card_of(const RegistrationRequest& request, Context& context);
struct BatchSummary;
std::vector<CardLine> card_of(const BatchSummary& summary, Context& context);

}  // namespace nexor
