#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "lib/store/sqlite/query.h"

struct sqlite3;

namespace nexor::sqlite {

class Connection;

// What the statements below call: search_terms(text…), of texts that may be null, and is_found(text, words). Gives
// SQLite's code.
int add_search_functions(sqlite3* handle);

enum class Indexed { accounts, subscriptions, requests };

// The index of words that searches ask, so that they read in proportion to what they find: of each row that can be
// searched for, the terms of its texts (lib/model/search.h). It holds no texts of its own, and is kept by those who
// write the rows, within one transaction.
class SearchIndex {
 public:
  explicit SearchIndex(Connection& connection) : connection_(connection) {}

  // A row that now stands in its table. It is taken in by finish(), as many at once cost a fraction of one by one.
  void add(Indexed what, std::int64_t id);

  // Takes a row out, while it is as it was when it was taken in.
  void remove(Indexed what, std::int64_t id);

  // Takes in what was added: before a search, and before the transaction's end.
  void finish();

  // Makes the whole index anew: words that are gone stay in its file until then.
  void make_anew();

 private:
  struct Range {  // of ids, which are given one after another; empty where `last` is 0
    std::int64_t first = 0;
    std::int64_t last = 0;
  };

  Connection& connection_;
  std::array<Range, 3> added_;  // of each table
};

// A condition on the `id` of a table that stands alone: that the row is found by the words in :search, bound as
// expression_of() gives them.
std::string_view with_search(Indexed what);
std::string expression_of(std::span<const std::string> words);

// A condition on `id`, a subscription's: that each word is found in its key or in its account's texts. Empty without
// words.
std::string with_words(std::string_view id, std::span<const std::string> words);
void bind_words(Query& query, std::span<const std::string> words);

// The words as the SQL function is_found(text, words) takes them, for tables without an index.
std::string text_of_words(std::span<const std::string> words);

}  // namespace nexor::sqlite
