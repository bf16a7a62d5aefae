#include "cli/ask/choices.h"

#include <algorithm>

#include "cli/output/table.h"
#include "lib/error.h"
#include "lib/model/search.h"

namespace nexor {

namespace {

// `too_expensive` and `Too-Expensive` are the same words.
std::string in_words(std::string text) {
  std::ranges::replace(text, '_', ' ');
  std::ranges::replace(text, '-', ' ');
  return text;
}

bool is_blank(const std::string& text) { return text.find_first_not_of(" \t") == std::string::npos; }

bool has_words(const Choice& choice, const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& cell : choice.cells) text += cell + '\n';
  return is_found(in_words(std::move(text)), words);
}

// The first column tells which row it is, and stays whole as long as anything can.
std::vector<TableColumn> columns_of(std::size_t count) {
  std::vector<TableColumn> columns(count);
  for (std::size_t i = 0; i < count; ++i) {
    columns[i].priority = static_cast<int>(i);
    columns[i].may_be_cut = i > 0;
  }
  return columns;
}

}  // namespace

std::vector<std::string> lines_of(const std::vector<Choice>& choices, int width) {
  std::vector<std::vector<TableCell>> rows;
  std::size_t most_cells = 0;
  for (const Choice& choice : choices) {
    std::vector<TableCell>& row = rows.emplace_back();
    for (const std::string& cell : choice.cells) row.push_back({.text = cell});
    most_cells = std::max(most_cells, row.size());
  }
  for (auto& row : rows) row.resize(most_cells);
  const std::string table = render_table(columns_of(most_cells), rows, width, Paint(false), TableHeader::hidden);
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < table.size();) {
    const std::size_t end = table.find('\n', at);
    lines.push_back(cut(std::string_view(table).substr(at, end - at), width));
    at = end + 1;
  }
  return lines;
}

NumberedChoices::NumberedChoices(std::vector<Choice> all) : all_(std::move(all)) {
  for (std::size_t i = 0; i < all_.size(); ++i) all_[i].cells.insert(all_[i].cells.begin(), std::to_string(i + 1));
  found_ = all_;
}

void NumberedChoices::narrow(const std::string& words) {
  found_ = all_;
  if (is_blank(words)) return;
  try {
    const auto wanted = parse_search(in_words(words));
    std::erase_if(found_, [&](const Choice& choice) { return !has_words(choice, wanted); });
  } catch (const Error&) {
    found_.clear();  // no words: nothing is found by them
  }
}

std::vector<Choice> NumberedChoices::behind(const Choice* one, std::size_t most) {
  auto begin = found_.begin();
  if (one != nullptr) begin = std::ranges::find(found_, one->value, &Choice::value) + 1;
  return {begin, begin + std::min<std::ptrdiff_t>(found_.end() - begin, static_cast<std::ptrdiff_t>(most))};
}

std::vector<Choice> NumberedChoices::before(const Choice* one, std::size_t most) {
  auto end = found_.end();
  if (one != nullptr) end = std::ranges::find(found_, one->value, &Choice::value);
  return {end - std::min<std::ptrdiff_t>(end - found_.begin(), static_cast<std::ptrdiff_t>(most)), end};
}

ChoiceCount NumberedChoices::count() { return {static_cast<std::int64_t>(found_.size()), true}; }

}  // namespace nexor
