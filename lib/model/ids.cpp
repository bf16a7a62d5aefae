#include "lib/model/ids.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "lib/error.h"
#include "lib/model/crockford.h"

namespace nexor {

namespace {

constexpr std::size_t series_length = 2;
constexpr std::size_t fewest_symbols = 4;  // of an id's number
constexpr std::size_t fewest_confirmation_symbols =
    5;                                    // of a confirmation's, so that it has eight with series and check
constexpr std::size_t most_symbols = 13;  // 13 × 5 bits hold every row's integer

struct Prefix {
  std::string_view text;
  IdKind kind;
};

constexpr std::array prefixes{Prefix{"ses_", IdKind::session}, Prefix{"tok_", IdKind::token},
                              Prefix{"acc_", IdKind::account}, Prefix{"sub_", IdKind::subscription},
                              Prefix{"req_", IdKind::request}, Prefix{"bat_", IdKind::batch}};

std::string with_check_symbol(std::string symbols) {
  symbols += crockford::check_symbol(symbols);
  return symbols;
}

std::string written(std::string_view prefix, std::int64_t number) {
  return std::string(prefix) + with_check_symbol(crockford::encode(number, fewest_symbols));
}

// A word's kind and its bare symbols, check symbol included.
struct Shape {
  IdKind kind;
  std::string symbols;
};

bool are_symbols(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return crockford::value_of(c).has_value(); });
}

std::string without_hyphens(std::string_view text) {
  std::string bare;
  bare.reserve(text.size());
  std::copy_if(text.begin(), text.end(), std::back_inserter(bare), [](char c) { return c != '-'; });
  return bare;
}

bool begins_with(std::string_view word, std::string_view prefix) {
  return word.size() >= prefix.size() && std::equal(prefix.begin(), prefix.end(), word.begin(), [](char p, char c) {
           return p == (c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
         });
}

std::optional<Shape> shape_of(std::string_view word) {
  for (const auto& [prefix, kind] : prefixes) {
    if (!begins_with(word, prefix)) continue;
    std::string symbols = without_hyphens(word.substr(prefix.size()));
    if (symbols.size() < fewest_symbols + 1 || symbols.size() > most_symbols + 1 || !are_symbols(symbols)) return {};
    return Shape{kind, std::move(symbols)};
  }
  if (!begins_with(word, "nx")) return {};
  std::string symbols = without_hyphens(word.substr(2));
  if (symbols.size() < series_length + fewest_confirmation_symbols + 1 ||
      symbols.size() > series_length + most_symbols + 1 || !are_symbols(symbols)) {
    return {};
  }
  return Shape{IdKind::cancellation, std::move(symbols)};
}

// In the one form that is printed: capitals, no aliases.
std::string canonical(std::string_view symbols) {
  std::string text;
  text.reserve(symbols.size());
  for (const char symbol : symbols) text += crockford::symbol_of(crockford::value_of(symbol).value());
  return text;
}

// The numbers that `size` symbols write where `known` are the first of them; one more than `size` is the check symbol.
std::vector<std::int64_t> numbers_behind(std::string_view known, std::size_t size, std::size_t most) {
  constexpr std::size_t bits_per_symbol = 5;
  known = known.substr(0, size);
  const auto high = known.empty() ? std::optional<std::int64_t>{0} : crockford::decode(known);
  if (!high) return {};
  const std::int64_t span = std::int64_t{1} << (bits_per_symbol * (size - known.size()));
  std::vector<std::int64_t> numbers;
  for (std::int64_t n = std::max<std::int64_t>(*high * span, 1); n < (*high + 1) * span && numbers.size() < most; ++n) {
    numbers.push_back(n);
  }
  return numbers;
}

// What `begin` says of an id's number. Null where it is none of this prefix's.
std::optional<std::string> known_symbols(std::string_view begin, std::string_view prefix) {
  const std::string bare = without_hyphens(begin);
  if (bare.starts_with(prefix)) return bare.substr(prefix.size());
  if (prefix.starts_with(bare)) return "";
  return {};
}

std::string_view prefix_of(IdKind kind) {
  for (const Prefix& prefix : prefixes) {
    if (prefix.kind == kind) return prefix.text;
  }
  return "NX";
}

}  // namespace

std::string text_of(SessionId id) { return written("ses_", id.number()); }
std::string text_of(TokenId id) { return written("tok_", id.number()); }
std::string text_of(AccountId id) { return written("acc_", id.number()); }
std::string text_of(SubscriptionId id) { return written("sub_", id.number()); }
std::string text_of(RequestId id) { return written("req_", id.number()); }
std::string text_of(BatchId id) { return written("bat_", id.number()); }

std::string text_of(const Confirmation& confirmation) {
  const std::string symbols =
      with_check_symbol(confirmation.series + crockford::encode(confirmation.id.number(), fewest_confirmation_symbols));
  std::string text;
  text.reserve(2 + symbols.size() / 4 * 5 + 4);
  text += "NX";
  for (std::size_t at = 0; at < symbols.size(); at += 4) text.append(1, '-').append(symbols, at, 4);
  return text;
}

std::optional<IdKind> kind_begun(std::string_view word) {
  const auto is_begun = [&](const Prefix& prefix) { return begins_with(word, prefix.text); };
  if (const auto* found = std::ranges::find_if(prefixes, is_begun); found != prefixes.end()) return found->kind;
  if (begins_with(word, "nx-")) return IdKind::cancellation;
  return {};
}

bool has_id_shape(std::string_view word) { return shape_of(word).has_value(); }

std::vector<std::int64_t> numbers_beginning(std::string_view begin, IdKind kind, std::string_view series,
                                            std::size_t most) {
  constexpr std::size_t most_sizes = 3;  // a thousand million things
  const std::string_view prefix = prefix_of(kind);
  const bool is_confirmation = kind == IdKind::cancellation;
  if (!begin.starts_with(prefix)) return {};
  const auto known = known_symbols(begin, std::string(prefix) + std::string(series));
  if (!known) return {};
  const std::size_t fewest = is_confirmation ? fewest_confirmation_symbols : fewest_symbols;
  std::vector<std::int64_t> numbers;
  for (std::size_t size = fewest; size < fewest + most_sizes && numbers.size() < most; ++size) {
    if (size > fewest && (known->empty() || known->front() == '0'))
      break;  // only the shortest are filled up with zeros
    for (const std::int64_t number : numbers_behind(*known, size, most - numbers.size())) {
      const std::string text = is_confirmation ? text_of(Confirmation{std::string(series), CancellationId{number}})
                                               : written(prefix, number);
      if (text.starts_with(begin)) numbers.push_back(number);
    }
  }
  return numbers;
}

std::optional<AnyId> parse_id(std::string_view word) {
  auto shape = shape_of(word);
  if (!shape) return {};
  const std::string symbols = canonical(shape->symbols);
  const std::string body = symbols.substr(0, symbols.size() - 1);
  const std::size_t series = shape->kind == IdKind::cancellation ? series_length : 0;
  const auto number = crockford::decode(std::string_view(body).substr(series));
  if (!number || crockford::check_symbol(body) != symbols.back()) {
    throw Error(Fault::input_invalid, fmt::format("'{}' is mistyped: its check symbol doesn't fit", word))
        .with_hint("compare it with where it was printed, symbol by symbol");
  }
  return AnyId{shape->kind, *number, body.substr(0, series)};
}

}  // namespace nexor
