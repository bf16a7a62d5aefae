#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nexor {

// The kinds of things that have a public id.
enum class IdKind { session, token, account, subscription, request, batch, cancellation };

// The number of one thing of one kind: ids of two kinds can't be mixed up. Numbers begin at 1.
template <class Tag>
class Id {
 public:
  explicit constexpr Id(std::int64_t number) : number_(number) {}
  constexpr std::int64_t number() const { return number_; }
  friend constexpr auto operator<=>(Id, Id) = default;

 private:
  std::int64_t number_;
};

using SessionId = Id<struct SessionTag>;
using TokenId = Id<struct TokenTag>;
using AccountId = Id<struct AccountTag>;
using PlanId = Id<struct PlanTag>;
using SubscriptionId = Id<struct SubscriptionTag>;
using CancellationId = Id<struct CancellationTag>;
using RequestId = Id<struct RequestTag>;
using BatchId = Id<struct BatchTag>;
using OperatorId = Id<struct OperatorTag>;

std::string text_of(SessionId id);
std::string text_of(TokenId id);
std::string text_of(AccountId id);
std::string text_of(SubscriptionId id);
std::string text_of(RequestId id);
std::string text_of(BatchId id);

// What a customer holds in hand: a cancellation's number behind the series of the store that issued it.
struct Confirmation {
  std::string series;  // two Crockford symbols
  CancellationId id{0};
  friend bool operator==(const Confirmation&, const Confirmation&) = default;
};

// `NX-7K00-04KM`.
std::string text_of(const Confirmation& confirmation);

// An id of any kind, as somebody typed it.
struct AnyId {
  IdKind kind;
  std::int64_t number;
  std::string series;  // of a cancellation's confirmation, else empty
};

// True where `word` has the shape of an id, whether or not its check symbol is right. Such a word is never a key.
bool has_id_shape(std::string_view word);

// What an id would be of that begins as `word` does, whole or not. Null where none begins so.
std::optional<IdKind> kind_begun(std::string_view word);

// For what is typed so far: the lowest numbers, at most `most`, whose printed id of this kind begins with `begin`,
// which holds at least the kind's prefix. A confirmation's stands behind `series`. Whether such a thing exists is not
// asked.
std::vector<std::int64_t> numbers_beginning(std::string_view begin, IdKind kind, std::string_view series,
                                            std::size_t most);

// The id that `word` writes: in any case, with O for 0, I or L for 1, with or without hyphens. Null where it hasn't the
// shape of one; throws input_invalid where its check symbol is wrong.
std::optional<AnyId> parse_id(std::string_view word);

}  // namespace nexor
