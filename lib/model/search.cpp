#include "lib/model/search.h"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "lib/error.h"
#include "lib/model/unicode.h"

namespace nexor {

namespace {

constexpr std::size_t longest_term = 32;  // characters
constexpr std::size_t most_words = 16;

enum class Part { blank, punctuation, word, caseless };

// A character of a text: where it begins, and what it is to a search.
struct Character {
  std::size_t begin;
  Part part;
};

// By Unicode's general category.
Part part_of(std::int32_t code_point) {
  const std::string_view category = utf8proc_category_string(code_point);
  if (category.front() == 'Z' || category == "Cc") return Part::blank;
  if (category.front() == 'P') return Part::punctuation;
  return category == "Lo" ? Part::caseless : Part::word;
}

bool is_of_word(Part part) { return part == Part::word || part == Part::caseless; }

// What isn't UTF-8 is a blank.
std::vector<Character> characters_of(std::string_view text) {
  std::vector<Character> characters;
  characters.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    std::int32_t code_point = 0;
    const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + at,
                                         static_cast<utf8proc_ssize_t>(text.size() - at), &code_point);
    characters.push_back({at, length > 0 ? part_of(code_point) : Part::blank});
    at += length > 0 ? static_cast<std::size_t>(length) : 1;
  }
  return characters;
}

// A text, cut into runs between blanks.
class Runs {
 public:
  explicit Runs(std::string_view text) : text_(text), characters_(characters_of(text)) {}

  template <class Visit>  // takes the places of a run's first character and of the one behind its last
  void each(Visit visit) const {
    const auto is_blank = [](const Character& character) { return character.part == Part::blank; };
    for (auto begin = characters_.begin(); begin != characters_.end();) {
      const auto end = std::find_if(begin, characters_.end(), is_blank);
      if (begin != end) visit(place_of(begin), place_of(end));
      begin = end == characters_.end() ? end : end + 1;
    }
  }

  Part part(std::size_t place) const { return characters_[place].part; }

  // At most as many characters as count.
  std::string_view term(std::size_t begin, std::size_t end) const {
    const std::size_t last = std::min(end, begin + longest_term);
    const std::size_t from = characters_[begin].begin;
    return text_.substr(from, (last < characters_.size() ? characters_[last].begin : text_.size()) - from);
  }

 private:
  std::size_t place_of(std::vector<Character>::const_iterator at) const {
    return static_cast<std::size_t>(at - characters_.begin());
  }

  std::string_view text_;
  std::vector<Character> characters_;
};

bool begins_word(const Runs& runs, std::size_t run, std::size_t place) {
  const Part part = runs.part(place);
  if (!is_of_word(part)) return false;
  if (place == run || part == Part::caseless) return true;
  return runs.part(place - 1) != Part::word;
}

template <class Visit>
void each_term(std::string_view folded_text, Visit visit) {
  const Runs runs(folded_text);
  runs.each([&](std::size_t run, std::size_t end) {
    for (std::size_t place = run; place < end; ++place) {
      if (begins_word(runs, run, place)) visit(runs.term(place, end));
    }
  });
}

}  // namespace

std::vector<std::string> parse_search(std::string_view search) {
  const std::string text = folded(search);
  const Runs runs(text);
  std::vector<std::string> words;
  runs.each([&](std::size_t begin, std::size_t end) {
    while (begin < end && !is_of_word(runs.part(begin))) ++begin;
    while (begin < end && !is_of_word(runs.part(end - 1))) --end;
    if (begin < end) words.emplace_back(runs.term(begin, end));
  });
  if (words.empty()) {
    throw Error(Fault::input_invalid, fmt::format("'{}' has no letter and no digit to look for", search))
        .with_hint("give the beginning of a key, a name or an e-mail address");
  }
  if (words.size() > most_words) {
    throw Error(Fault::input_invalid, fmt::format("a search has at most {} words, not {}", most_words, words.size()));
  }
  return words;
}

std::string search_terms(std::span<const std::string_view> texts) {
  std::vector<std::string> folded_texts;
  for (const std::string_view text : texts) folded_texts.push_back(folded(text));
  std::vector<std::string_view> terms;
  for (const std::string& text : folded_texts) {
    each_term(text, [&](std::string_view term) { terms.push_back(term); });
  }
  std::ranges::sort(terms);
  std::string all;
  for (std::size_t i = 0; i < terms.size(); ++i) {
    if (i + 1 < terms.size() && terms[i + 1].starts_with(terms[i])) continue;  // found by whatever finds that one
    if (!all.empty()) all += ' ';
    all += terms[i];
  }
  return all;
}

bool is_found(std::string_view text, std::span<const std::string> words) {
  std::vector<std::string> terms;
  each_term(folded(text), [&](std::string_view term) { terms.emplace_back(term); });
  return std::ranges::all_of(words, [&](const std::string& word) {
    return std::ranges::any_of(terms, [&](const std::string& term) { return term.starts_with(word); });
  });
}

}  // namespace nexor
