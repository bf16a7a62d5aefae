#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/error.h"
#include "lib/model/outcome.h"

namespace nexor {

class JsonWriter;
struct GlobalOptions;

// What became of a target, as it is told: an item has `outcome`, and `error` where it failed.
template <class Item>
Outcome told_outcome(const Item& item) {
  return item.error ? Outcome::failed : item.outcome;
}

template <class Item>
OutcomeCounts counts_of(const std::vector<Item>& items) {
  OutcomeCounts counts;
  for (const Item& item : items) ++counts[told_outcome(item)];
  return counts;
}

// What stands in front of the items in the answers of cancel, undo and the decisions about requests.
struct AnswerHead {
  std::string schema;
  bool is_dry_run = false;
  std::optional<std::string> batch;
  std::string digest;
  std::int64_t requested = 0;
  int exit = 0;  // the code that the command ends with
  OutcomeCounts counts;
  std::optional<Outcome> own_count = {};  // counted besides those that every answer counts
};
void write_head(JsonWriter& json, const AnswerHead& head);

// The exit code of several targets that all were gone through.
int exit_of(const OutcomeCounts& counts);

// The frame of one target's object in those answers: line (null where the target was an argument),
// the target under what it is called, and outcome in front, and the error, where there is one, at the end.
void begin_target(JsonWriter& json, std::optional<std::int64_t> line, std::string_view called,
                  const std::string& target, Outcome outcome);
void end_target(JsonWriter& json, const std::optional<Error>& error, const GlobalOptions& globals);

// The error of an item, or null, as a member of its object. What it names to go on with finds the same store as this
// run.
void write_item_error(JsonWriter& json, const std::optional<Error>& error, const GlobalOptions& globals);

}  // namespace nexor
