#pragma once

#include "cli/output/columns.h"

namespace nexor {

class JsonWriter;
struct DecisionItem;
struct GlobalOptions;

// What became of one registration request, as a row and as an object of the answer.
Shape<DecisionItem> decision_item_shape(const GlobalOptions& globals);
void write_decision_item(JsonWriter& json, const DecisionItem& item, const GlobalOptions& globals);

}  // namespace nexor
