#include "lib/model/batch.h"

#include <algorithm>
#include <array>
#include <utility>

namespace nexor {

namespace {

constexpr std::array sources{std::pair{BatchSource::single, std::string_view{"single"}},
                             std::pair{BatchSource::arguments, std::string_view{"arguments"}},
                             std::pair{BatchSource::file, std::string_view{"file"}},
                             std::pair{BatchSource::filter, std::string_view{"filter"}}};

constexpr std::array states{std::pair{BatchState::staging, std::string_view{"staging"}},
                            std::pair{BatchState::open, std::string_view{"open"}},
                            std::pair{BatchState::finished, std::string_view{"finished"}}};

template <class Words, class Value>
std::string_view word_of(const Words& words, Value value) {
  return std::ranges::find(words, value, [](const auto& pair) { return pair.first; })->second;
}

template <class Value, class Words>
std::optional<Value> value_of(const Words& words, std::string_view word) {
  const auto found = std::ranges::find(words, word, [](const auto& pair) { return pair.second; });
  if (found == words.end()) return {};
  return found->first;
}

}  // namespace

std::string_view name_of(BatchSource source) { return word_of(sources, source); }
std::optional<BatchSource> parse_batch_source(std::string_view name) { return value_of<BatchSource>(sources, name); }

std::string_view name_of(BatchState state) { return word_of(states, state); }
std::optional<BatchState> parse_batch_state(std::string_view name) { return value_of<BatchState>(states, name); }

std::int64_t remaining_of(const Batch& batch) {
  using enum Outcome;
  std::int64_t done = 0;
  for (const Outcome outcome : {cancelled, pending, already, skipped, failed}) done += batch.counts[outcome];
  return batch.rows - done;
}

OutcomeCounts counts_of(const Batch& batch) {
  OutcomeCounts counts = batch.counts;
  counts[Outcome::remaining] = remaining_of(batch);
  return counts;
}

}  // namespace nexor
