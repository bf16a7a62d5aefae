#pragma once

#include <string>

#include "cli/command.h"
#include "lib/model/date.h"

namespace nexor {

class Context;
class JsonWriter;
struct CancelReport;
struct GlobalOptions;

// An answer of this document, whose rows are targets of a cancellation.
AnswerForm cancel_answer_form(Context& context, const std::string& document);

// What would happen, on stderr, before somebody is asked.
void tell_preview(Context& context, const CancelReport& report);

// Prints what became of every target, or would.
void answer_cancel(Context& context, const CancelReport& report, bool is_dry_run);

// The same in parts, for an answer that says more: the members of its object, sentences for people, and rows.
void write_cancel_head(JsonWriter& json, const CancelReport& report, const std::string& schema, bool is_dry_run);
void write_cancel_items(JsonWriter& json, const CancelReport& report, Instant now, const GlobalOptions& globals);
void tell_cancelled(Context& context, const CancelReport& report, bool is_dry_run);
void print_cancelled(Context& context, const CancelReport& report);

}  // namespace nexor
