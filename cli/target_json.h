#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/error.h"
#include "lib/model/outcome.h"

namespace nexor {

class JsonWriter;

// What became of a target, as it is told: an item has `outcome`, and `error` where it failed.
template <class Item>
Outcome told_outcome(const Item& item) {
  return item.error ? Outcome::failed : item.outcome;
}

// What stands in front of the items in the answers of cancel and undo.
struct AnswerHead {
  std::string schema;
  bool is_dry_run = false;
  std::optional<std::string> batch;
  std::string digest;
  std::vector<Outcome> outcomes;          // one for each target
  std::optional<Outcome> own_count = {};  // counted besides those that every answer counts
};
void write_head(JsonWriter& json, const AnswerHead& head);

// The frame of one target's object in the answers of cancel and undo: line (null, as the target was an argument),
// subscription and outcome in front, and the error, where there is one, at the end.
void begin_target(JsonWriter& json, const std::string& target, Outcome outcome);
void end_target(JsonWriter& json, const std::optional<Error>& error);

}  // namespace nexor
