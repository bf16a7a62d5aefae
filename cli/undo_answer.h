#pragma once

namespace nexor {

class Context;
struct UndoReport;

// What would happen, on stderr, before somebody is asked.
void tell_preview(Context& context, const UndoReport& report);

// Prints what became of every target, or would.
void answer_undo(Context& context, const UndoReport& report, bool is_dry_run);

}  // namespace nexor
