#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/ask/confirm.h"
#include "lib/ops/decide.h"

namespace nexor {

class Context;

// What `approve`, `decline` and `reopen` are told, as it was typed; each has the options that its decision takes.
struct DecideOptions {
  std::vector<std::string> requests;
  std::optional<std::string> account_key;
  std::optional<std::string> subscription_key;
  std::optional<std::string> start;
  std::optional<std::string> reason;
  std::optional<std::string> note;
  std::optional<std::string> from;
  std::optional<std::string> expect;
  bool is_dry_run = false;
  Confirmed confirmed;
};

// The options that all three have, behind `own`.
std::vector<Option> with_common_options(DecideOptions& options, std::vector<Option> own);

Operand request_operand(DecideOptions& options);

// What would have to be asked for.
std::vector<Unanswered> unanswered_of(const DecideOptions& options, Decision decision);

int decide_with(const DecideOptions& options, Decision decision, Context& context);

}  // namespace nexor
