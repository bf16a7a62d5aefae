// What people type where an id, a date, a time, a duration, a price, a period or a search is asked for: each is read,
// or refused as bad input, and what was read is written so that it is read as the same again.

#include <vector>

#include "lib/error.h"
#include "lib/model/bound.h"
#include "lib/model/crockford.h"
#include "lib/model/date.h"
#include "lib/model/duration.h"
#include "lib/model/ids.h"
#include "lib/model/key.h"
#include "lib/model/money.h"
#include "lib/model/period.h"
#include "lib/model/search.h"
#include "lib/model/text.h"
#include "lib/model/zone.h"
#include "tests/fuzz/property.h"

namespace nexor {

namespace {

using fuzz::must;
using fuzz::read_or_refuse;

std::string written(const AnyId& id) {
  switch (id.kind) {
    case IdKind::session:
      return text_of(SessionId{id.number});
    case IdKind::token:
      return text_of(TokenId{id.number});
    case IdKind::account:
      return text_of(AccountId{id.number});
    case IdKind::subscription:
      return text_of(SubscriptionId{id.number});
    case IdKind::request:
      return text_of(RequestId{id.number});
    case IdKind::batch:
      return text_of(BatchId{id.number});
    case IdKind::cancellation:
      return text_of(Confirmation{id.series, CancellationId{id.number}});
  }
  return {};
}

void read_id(std::string_view word) {
  const auto id = parse_id(word);
  if (!id) return;
  must(has_id_shape(word), "what is read as an id has the shape of one");
  const auto again = parse_id(written(*id));
  must(again && again->kind == id->kind && again->number == id->number && again->series == id->series,
       "an id is read as what it was written from");
}

void read_key(std::string_view word) {
  check_key(word);
  must(!has_id_shape(word) && !has_control_character(word), "a key is no id, and a line");
}

void read_search(std::string_view text) {
  const std::vector<std::string> words = parse_search(text);
  must(!words.empty(), "a search has a word");
  const std::vector<std::string_view> texts{text};
  search_terms(texts);
  if (count_characters(text)) must(is_found(text, words), "a text is found by itself");
}

void read_price(std::string_view word) {
  for (const char* currency : {"EUR", "JPY", "BHD"}) {
    read_or_refuse([&] {
      const Money money = parse_price(word, currency);
      must(money == parse_price(amount_text(money), currency), "a price is read as what it was written from");
    });
  }
}

void read_times(std::string_view word) {
  if (const auto date = parse_date(word)) must(text_of(*date) == word, "a date is written in one way");
  if (const auto instant = parse_instant(word)) {
    must(parse_instant(text_of(*instant)) == instant, "a time is read as what it was written from");
  }
  if (const auto duration = parse_duration(word)) {
    must(parse_duration(text_of(*duration)) == duration, "a duration is read as what it was written from");
  }
  const Zone utc = Zone::utc();
  const Instant now = *parse_instant("2026-11-22T10:00:00Z");
  for (const Toward toward : {Toward::past, Toward::future}) {
    const auto bound = parse_bound(word, utc, now, toward);
    must(bound.has_value() == parse_day_bound(word, utc, now, toward).has_value(), "a bound is one of days, too");
  }
  if (const auto period = parse_period(word)) {
    must(parse_period(text_of(*period)) == period, "a period is read as what it was written from");
  }
}

}  // namespace

}  // namespace nexor

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace nexor;
  const std::string_view word = fuzz::text_of(data, size);
  read_times(word);
  read_price(word);
  read_or_refuse([&] { read_id(word); });
  read_or_refuse([&] { read_key(word); });
  read_or_refuse([&] { read_search(word); });
  crockford::folded(word);
  crockford::decode(word);
  return 0;
}
