#pragma once

namespace nexor {

class Context;
struct UndoReport;

// What would happen, on stderr, before somebody is asked.
void tell_preview(Context& context, const UndoReport& report);

// Prints what became of every target and gives the exit code. Throws partial where one of several failed.
int answer_undo(Context& context, const UndoReport& report);

}  // namespace nexor
