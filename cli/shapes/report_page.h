#pragma once

#include <string>

#include "cli/shapes/report.h"

namespace nexor {

// The report as a page that stands by itself: a chart for each thing that its rows are told apart by and for each
// currency, a table under each, and all rows in the end where they are told apart by more than one thing.
std::string page_of(const ShownReport& shown);

}  // namespace nexor
