#pragma once

#include <string>
#include <vector>

#include "cli/shapes/shapes.h"
#include "lib/error.h"

namespace nexor {

enum class FindingLevel { good, warning, bad };

// What one look found, and what to do about it.
struct Finding {
  std::string check;
  FindingLevel level = FindingLevel::good;
  std::string message;
  std::string advice = {};
  Fault fault = Fault::internal;  // what a command that meets it would say
};

Shape<Finding> finding_shape();

// As rows; on a terminal nothing is cut: what is said stands below its check.
void print_findings(Context& context, const std::vector<Finding>& findings);

}  // namespace nexor
