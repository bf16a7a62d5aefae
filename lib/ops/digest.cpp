#include "lib/ops/digest.h"

#include "lib/model/crockford.h"
#include "lib/ops/cancel.h"
#include "lib/ops/undo.h"
#include "lib/secret/digest.h"

namespace nexor {

namespace {

void add_item(Sha256& sum, const CancelItem& item) {
  sum.update_field(item.service ? text_of(item.service->subscription.id) : item.subscription);
  sum.update_field(name_of(item.outcome));
  if (!item.cancellation) {
    sum.update_absent();
    return;
  }
  const Cancellation& cancellation = *item.cancellation;
  sum.update_field(text_of(cancellation.effective_on));
  sum.update_field(cancellation.reason.code);
  sum.update_field(text_of(cancellation.at));
  sum.update_number(static_cast<std::int64_t>(item.addons.size()));
  for (const SubscriptionId addon : item.addons) sum.update_field(text_of(addon));
  sum.update_optional(cancellation.replaces ? std::optional(text_of(*cancellation.replaces)) : std::nullopt);
}

// The first 80 bits.
std::string symbols_of(const Digest& digest) {
  constexpr int symbols = 16;
  constexpr int bits_per_symbol = 5;
  std::string text;
  for (int symbol = 0; symbol < symbols; ++symbol) {
    unsigned value = 0;
    for (int bit = symbol * bits_per_symbol; bit < (symbol + 1) * bits_per_symbol; ++bit) {
      const unsigned byte = digest.at(static_cast<std::size_t>(bit / 8));
      value = value * 2 + ((byte >> (7 - bit % 8)) & 1U);
    }
    text += crockford::symbol_of(value);
  }
  return text;
}

}  // namespace

std::string digest_of(const CancelOrder& order, const CancelReport& report) {
  Sha256 sum;
  sum.update_field("nexor dry run 1");
  sum.update_optional(order.feedback);
  for (const CancelItem& item : report.items) add_item(sum, item);
  return "d_" + symbols_of(sum.finish());
}

std::string digest_of(const UndoReport& report) {
  const auto number_of = [](const std::optional<Cancellation>& cancellation) -> std::optional<std::string> {
    if (!cancellation) return {};
    return text_of(cancellation->confirmation);
  };
  Sha256 sum;
  sum.update_field("nexor undo dry run 1");
  for (const UndoItem& item : report.items) {
    sum.update_field(item.service ? text_of(item.service->subscription.id) : item.target);
    sum.update_field(name_of(item.outcome));
    sum.update_optional(number_of(item.cancellation));
    sum.update_optional(number_of(item.live));
  }
  return "d_" + symbols_of(sum.finish());
}

Error not_as_shown() {
  return Error(Fault::expect_mismatch, "what would happen is no longer what was shown; nothing was changed")
      .with_hint("look at it again, and decide then");
}

Hash request_hash(const CancelOrder& order) {
  Sha256 sum;
  sum.update_field("nexor cancel request 1");
  sum.update_number(static_cast<std::int64_t>(order.subscriptions.size()));
  for (const std::string& subscription : order.subscriptions) sum.update_field(subscription);
  sum.update_field(text_of(order.at));
  sum.update_field(order.reason.code);
  sum.update_optional(order.feedback);
  sum.update_optional(order.on_behalf_of);
  sum.update_number(order.is_backdate_asked ? 1 : 0);
  sum.update_number(order.is_override_asked ? 1 : 0);
  return sum.finish();
}

}  // namespace nexor
