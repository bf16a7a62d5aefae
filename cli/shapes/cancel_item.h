#pragma once

#include <string>

#include "cli/output/columns.h"
#include "lib/model/date.h"

namespace nexor {

class JsonWriter;
struct CancelItem;
struct GlobalOptions;

// What became of one target of a cancellation, as a row and as an object of the answer.
Shape<CancelItem> cancel_item_shape(Instant now, const GlobalOptions& globals);
void write_cancel_item(JsonWriter& json, const CancelItem& item, Instant now, const GlobalOptions& globals);

// The number that was issued; empty where none was, as in a dry run.
std::string issued_number_of(const CancelItem& item);

}  // namespace nexor
