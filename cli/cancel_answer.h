#pragma once

namespace nexor {

class Context;
struct CancelReport;

// What would happen, on stderr, before somebody is asked.
void tell_preview(Context& context, const CancelReport& report);

// Prints what became of every target, or would.
void answer_cancel(Context& context, const CancelReport& report, bool is_dry_run);

}  // namespace nexor
