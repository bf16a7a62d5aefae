#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/ask/confirm.h"
#include "cli/filter.h"
#include "lib/model/cancellation.h"

namespace nexor {

class CommandLine;
class Context;
struct CancelOrder;

// What `cancel` was told, as it was typed.
struct CancelOptions {
  std::vector<std::string> subscriptions;
  std::optional<std::string> reason;
  std::optional<std::string> feedback;
  std::optional<std::string> feedback_file;
  bool is_edit = false;
  std::optional<std::string> at;
  std::optional<std::string> on_behalf_of;
  std::optional<std::string> key;
  std::optional<std::string> expect;
  std::optional<std::string> max;
  std::optional<std::string> from;
  std::optional<std::string> resume;
  FilterOptions filter;
  bool is_fail_fast = false;
  bool is_backdate = false;
  bool is_override = false;
  bool is_dry_run = false;
  Confirmed confirmed;
};

// The options of `cancel` that say how something ends, whatever it is.
std::vector<Option> cancel_options_for_one(CancelOptions& options);

// Writes them into a line to paste. Feedback from standard input is gone then, so it stands there itself.
void add_cancel_options(CommandLine& line, const CancelOptions& options, const CancelOrder& order);

// What a reason, and feedback where the policy asks for it, would be given by.
Unanswered unanswered_reason();
Unanswered unanswered_feedback();

// Where the subscriptions come from.
enum class CancelSource { arguments, file, filter, resumed };

// Throws usage where there are none, or more than one source, or options that mean nothing for it.
CancelSource source_of(const CancelOptions& options);
// True where nothing says which are meant.
bool has_no_source(const CancelOptions& options);

// What would have to be asked for. Empty where the source is wrong: that is told by the run.
std::vector<Unanswered> unanswered_of(const CancelOptions& options, Context& context);

// `--at`, or what is configured. Throws usage for what is neither.
CancelAt parse_at(const CancelOptions& options, Context& context);

// Whether somebody will be asked why, or what the customer said. That is not done about what isn't there, or may not be
// cancelled by who asks: look first.
bool asks_for_words(const CancelOptions& options, Context& context);

// One that can be given, for such a look.
Reason any_reason(Context& context);

// `--reason`, or what is answered on the terminal.
std::string reason_of(const CancelOptions& options, Context& context);

// `--feedback`, or what `--feedback-file` holds; an empty text says nothing.
std::optional<std::string> feedback_of(const CancelOptions& options, Context& context);

// A line on the terminal. Who says nothing to the end says no: throws declined.
std::string ask_feedback(Context& context);

// `--max`.
std::optional<std::int64_t> most_changes_of(const CancelOptions& options);

}  // namespace nexor
