#include "lib/model/nearest.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace nexor {

namespace {

constexpr std::size_t longest_word = 512;  // bytes: 128 characters of UTF-8
constexpr std::size_t most_edits = 5;

char folded(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same(char a, char b) { return folded(a) == folded(b); }

bool begins_with(std::string_view text, std::string_view start) {
  return text.size() >= start.size() && std::equal(start.begin(), start.end(), text.begin(), same);
}

// One letter is no misspelling of another: it only completes.
std::size_t edits_allowed(std::string_view word) {
  if (word.size() < 2) return 0;
  return std::clamp<std::size_t>(word.size() / 3, 1, most_edits);
}

// The edits that make `a` of `b`, null where they are more than `limit`. Only cells within `limit` of the diagonal can
// lead to such a result, so the cost is the word's length times the limit.
std::optional<std::size_t> edits_within(std::string_view a, std::string_view b, std::size_t limit) {
  const std::size_t longer = std::max(a.size(), b.size());
  if (longer - std::min(a.size(), b.size()) > limit) return {};
  const std::size_t too_many = limit + 1;
  std::vector<std::size_t> before_last(b.size() + 1, too_many);
  std::vector<std::size_t> last(b.size() + 1, too_many);
  std::vector<std::size_t> row(b.size() + 1, too_many);
  for (std::size_t j = 0; j <= std::min(b.size(), limit); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::fill(row.begin(), row.end(), too_many);
    if (i <= limit) row[0] = i;
    for (std::size_t j = i > limit ? i - limit : 1; j <= std::min(b.size(), i + limit); ++j) {
      const std::size_t replaced = last[j - 1] + (same(a[i - 1], b[j - 1]) ? 0 : 1);
      row[j] = std::min({replaced, last[j] + 1, row[j - 1] + 1, too_many});
      const bool swapped = i > 1 && j > 1 && same(a[i - 1], b[j - 2]) && same(a[i - 2], b[j - 1]);
      if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
    std::swap(before_last, last);
    std::swap(last, row);
  }
  if (last[b.size()] > limit) return {};
  return last[b.size()];
}

std::optional<std::size_t> distance(std::string_view word, std::string_view candidate) {
  if (begins_with(candidate, word)) return candidate.size() - word.size();
  return edits_within(word, candidate, edits_allowed(word));
}

}  // namespace

std::vector<std::string> nearest(std::string_view word, std::span<const std::string> candidates, std::size_t most) {
  if (word.empty() || word.size() > longest_word) return {};
  std::vector<std::pair<std::size_t, const std::string*>> found;
  for (const std::string& candidate : candidates) {
    if (const auto edits = distance(word, candidate)) found.emplace_back(*edits, &candidate);
  }
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  if (found.size() > most) found.resize(most);
  std::vector<std::string> names;
  for (const auto& [edits, candidate] : found) names.push_back(*candidate);
  return names;
}

std::string did_you_mean(std::span<const std::string> near) {
  if (near.empty()) return {};
  std::string names;
  for (const std::string& name : near) {
    const bool is_last = &name == &near.back();
    if (&name != &near.front()) names += is_last ? " or " : ", ";
    names += '\'' + name + '\'';
  }
  return "did you mean " + names + "?";
}

}  // namespace nexor
