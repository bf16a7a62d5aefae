#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/answer_items.h"
#include "lib/model/batch.h"
#include "lib/model/outcome.h"

namespace nexor {

class Context;
struct BatchPreview;
struct CancelItem;

// The items of a batch of cancellations.
using BatchItems = AnswerItems<CancelItem>;
ItemForm<CancelItem> cancel_form(Context& context);

// What is so, or what would be so if it were done.
enum class Tense { is, would_be };

// `412 rows: 400 pending, 8 already, 4 failed`, or `412 rows would be: …`: what is nought is left out.
std::string totals_of(std::int64_t rows, const OutcomeCounts& counts, Tense tense = Tense::is);

// What would happen, on stderr: the totals, how many of each plan would end, and what stands in the way of the rest.
void tell_batch_preview(Context& context, const BatchPreview& preview);

// Prints what would happen to every row, the totals and the digest.
void answer_batch_preview(Context& context, const BatchPreview& preview, BatchItems& items);

// Says that a filter chose nothing, for which no batch is begun. Gives the exit code.
int answer_empty_batch(Context& context, BatchItems& items);

// Prints what became of every row; on a terminal only the totals and what can be typed next, with the rows that failed
// on stderr. `exit` is the code that the command ends with.
void answer_batch(Context& context, const Batch& batch, BatchItems& items, int exit);

}  // namespace nexor
