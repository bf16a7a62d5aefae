#include "lib/store/sqlite/search_index.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sqlite3.h>

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

#include "lib/model/search.h"
#include "lib/store/sqlite/connection.h"

namespace nexor::sqlite {

namespace {

// The statements of one table's part of the index.
struct Part {
  const char* add;     // rows from :first to :last
  const char* remove;  // the row :id
  const char* clear;
  std::string_view find;
};

constexpr Part accounts{
    "INSERT INTO account_words (rowid, terms) SELECT id, search_terms(key, name, email) FROM accounts"
    " WHERE id BETWEEN :first AND :last",
    "INSERT INTO account_words (account_words, rowid, terms) SELECT 'delete', id, search_terms(key, name, email)"
    " FROM accounts WHERE id = :id",
    "INSERT INTO account_words (account_words) VALUES ('delete-all')",
    " AND id IN (SELECT rowid FROM account_words WHERE account_words MATCH :search)"};

constexpr Part subscriptions{
    "INSERT INTO subscription_words (rowid, terms) SELECT id, search_terms(key) FROM subscriptions"
    " WHERE id BETWEEN :first AND :last",
    "INSERT INTO subscription_words (subscription_words, rowid, terms) SELECT 'delete', id, search_terms(key)"
    " FROM subscriptions WHERE id = :id",
    "INSERT INTO subscription_words (subscription_words) VALUES ('delete-all')",
    " AND s.id IN (SELECT rowid FROM subscription_words WHERE subscription_words MATCH :search)"};

constexpr Part requests{
    "INSERT INTO request_words (rowid, terms) SELECT id, search_terms(key, name, email) FROM registration_requests"
    " WHERE id BETWEEN :first AND :last",
    "INSERT INTO request_words (request_words, rowid, terms) SELECT 'delete', id, search_terms(key, name, email)"
    " FROM registration_requests WHERE id = :id",
    "INSERT INTO request_words (request_words) VALUES ('delete-all')",
    " AND r.id IN (SELECT rowid FROM request_words WHERE request_words MATCH :search)"};

constexpr std::array all{Indexed::accounts, Indexed::subscriptions, Indexed::requests};

constexpr std::size_t place_of(Indexed what) { return static_cast<std::size_t>(what); }

const Part& part_of(Indexed what) {
  switch (what) {
    case Indexed::accounts:
      return accounts;
    case Indexed::subscriptions:
      return subscriptions;
    case Indexed::requests:
      return requests;
  }
  return accounts;
}

std::string_view text_in(sqlite3_value* value) {
  const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(value));
  if (text == nullptr) return {};
  return {text, static_cast<std::size_t>(sqlite3_value_bytes(value))};
}

void give_terms(sqlite3_context* context, int count, sqlite3_value** values) {
  std::vector<std::string_view> texts;
  for (int i = 0; i < count; ++i) texts.push_back(text_in(values[i]));
  const std::string terms = search_terms(texts);
  sqlite3_result_text64(context, terms.data(), terms.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

std::vector<std::string> words_in(std::string_view text) {
  std::vector<std::string> words;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    words.emplace_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

void give_found(sqlite3_context* context, int, sqlite3_value** values) {
  sqlite3_result_int(context, is_found(text_in(values[0]), words_in(text_in(values[1]))) ? 1 : 0);
}

// A word for the index: what begins with it, taken as it is. https://www.sqlite.org/fts5.html, section 3
std::string prefix_of(std::string_view word) {
  std::string quoted;
  for (const char c : word) quoted.append(c == '"' ? 2 : 1, c);
  return fmt::format("\"{}\" *", quoted);
}

}  // namespace

int add_search_functions(sqlite3* handle) {
  constexpr int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
  constexpr int any_number = -1;
  const int code = sqlite3_create_function_v2(handle, "search_terms", any_number, flags, nullptr, &give_terms, nullptr,
                                              nullptr, nullptr);
  if (code != SQLITE_OK) return code;
  return sqlite3_create_function_v2(handle, "is_found", 2, flags, nullptr, &give_found, nullptr, nullptr, nullptr);
}

void SearchIndex::add(Indexed what, std::int64_t id) {
  Range& range = added_.at(place_of(what));
  if (range.last == 0) range.first = id;
  range.first = std::min(range.first, id);
  range.last = std::max(range.last, id);
}

void SearchIndex::remove(Indexed what, std::int64_t id) {
  finish();
  Query(connection_, part_of(what).remove).run_with(id);
}

void SearchIndex::finish() {
  for (const Indexed what : all) {
    const Range range = std::exchange(added_.at(place_of(what)), {});
    if (range.last != 0) Query(connection_, part_of(what).add).run_with(range.first, range.last);
  }
}

void SearchIndex::make_anew() {
  added_ = {};
  constexpr std::int64_t farthest = std::numeric_limits<std::int64_t>::max();
  for (const Indexed what : all) {
    Query(connection_, part_of(what).clear).run();
    Query(connection_, part_of(what).add).run_with(std::int64_t{1}, farthest);
  }
}

std::string_view with_search(Indexed what) { return part_of(what).find; }

std::string expression_of(std::span<const std::string> words) {
  std::string expression;
  for (const std::string& word : words) {
    if (!expression.empty()) expression += " AND ";
    expression += prefix_of(word);
  }
  return expression;
}

std::string with_words(std::string_view id, std::span<const std::string> words) {
  std::string sql;
  for (std::size_t i = 0; i < words.size(); ++i) {
    sql += fmt::format(
        " AND {} IN (SELECT rowid FROM subscription_words WHERE subscription_words MATCH :word{}"
        " UNION SELECT o.id FROM account_words AS w CROSS JOIN subscriptions AS o ON o.account = w.rowid"
        " WHERE w.account_words MATCH :word{})",
        id, i, i);
  }
  return sql;
}

void bind_words(Query& query, std::span<const std::string> words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    query.bind(fmt::format(":word{}", i).c_str(), prefix_of(words[i]));
  }
}

std::string text_of_words(std::span<const std::string> words) { return fmt::format("{}", fmt::join(words, " ")); }

}  // namespace nexor::sqlite
