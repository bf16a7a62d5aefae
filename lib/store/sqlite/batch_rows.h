#pragma once

#include "lib/store/batches.h"

namespace nexor::sqlite {

class Query;

// What a query's columns hold, in their order. All of them throw store_corrupt for what no nexor wrote.

// id, key, source, request, state, at, reason, feedback, on_behalf_of, is_backdate, is_override, by, created_at,
// finished_at, run, row_count, cancelled, pending, already, skipped, failed
Batch batch_in(Query& row);

// position, line, subscription, target, reason, at, feedback, on_behalf_of, problem, is_repeated, ending_at
BatchRow batch_row_in(Query& query);

// position, run, outcome, cancellation, its series, error_code, error_message, error_hint, error_next
RowOutcome outcome_in(Query& row);

}  // namespace nexor::sqlite
