#include "cli/parse/suggest.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "lib/error.h"
#include "lib/model/nearest.h"

namespace nexor {

namespace {

std::string_view without_dashes(std::string_view word) {
  return word.substr(std::min(word.find_first_not_of('-'), word.size()));
}

// Those that stand in the word as a whole, as in `nexor.list/1`.
std::vector<std::string> parts_among(std::string_view word, const std::vector<std::string>& candidates) {
  constexpr std::string_view joints = "./:,";
  std::vector<std::string> found;
  for (std::size_t begin = 0; begin < word.size();) {
    const std::size_t end = std::min(word.find_first_of(joints, begin), word.size());
    const std::string_view part = word.substr(begin, end - begin);
    if (part.size() < word.size() && std::ranges::find(candidates, part) != candidates.end()) found.emplace_back(part);
    begin = end + 1;
  }
  return found;
}

std::vector<std::string> near(std::string_view word, std::span<const std::string> candidates) {
  std::vector<std::string> bare;
  for (const std::string& candidate : candidates) bare.emplace_back(without_dashes(candidate));
  std::vector<std::string> found;
  auto names = nearest(word, bare);
  if (names.empty()) names = parts_among(word, bare);
  for (const std::string& name : names) {
    const auto at = std::ranges::find(bare, name) - bare.begin();
    found.push_back(candidates[static_cast<std::size_t>(at)]);
  }
  return found;
}

}  // namespace

std::string did_you_mean(std::string_view word, std::span<const std::string> candidates) {
  return did_you_mean(near(without_dashes(word), candidates));
}

std::string any_of_these(std::span<const std::string> words) {
  if (words.empty()) return {};
  if (words.size() == 1) return words.front();
  return fmt::format("{} or {}", fmt::join(words.first(words.size() - 1), ", "), words.back());
}

void check_choice(std::string_view name, std::span<const std::string> choices, std::string_view value) {
  if (choices.empty() || std::ranges::find(choices, value) != choices.end()) return;
  const std::string near = did_you_mean(value, choices);
  throw Error{Fault::usage, fmt::format("{}: no value '{}'", name, value)}.with_hint(
      near.empty() ? fmt::format("it takes {}", any_of_these(choices)) : near);
}

}  // namespace nexor
