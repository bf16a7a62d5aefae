#pragma once

#include "cli/answer_items.h"
#include "cli/command.h"

namespace nexor {

class Context;
struct UndoItem;
struct UndoReport;

AnswerForm undo_answer_form(Context& context);

// How an item is told in the answer of a batch.
ItemForm<UndoItem> undo_form(Context& context);

// What would happen, on stderr, before somebody is asked.
void tell_preview(Context& context, const UndoReport& report);

// Prints what became of every target, or would.
void answer_undo(Context& context, const UndoReport& report, bool is_dry_run);

}  // namespace nexor
