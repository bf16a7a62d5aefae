#include "lib/ops/digest.h"

#include <fmt/format.h>

#include "lib/model/account.h"
#include "lib/model/batch.h"
#include "lib/model/crockford.h"
#include "lib/ops/cancel.h"
#include "lib/ops/decide.h"
#include "lib/ops/undo.h"
#include "lib/secret/digest.h"

namespace nexor {

namespace {

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

std::string_view as_text(const Digest& digest) { return {reinterpret_cast<const char*>(digest.data()), digest.size()}; }

void add_options(Sha256& sum, const BatchOptions& options) {
  sum.update_field(text_of(options.at));
  sum.update_optional(options.reason);
  sum.update_optional(options.feedback);
  sum.update_optional(options.on_behalf_of);
  sum.update_number(options.is_backdate_asked ? 1 : 0);
  sum.update_number(options.is_override_asked ? 1 : 0);
}

}  // namespace

LookDigest::LookDigest() { sum_.update_field("nexor dry run 1"); }

void LookDigest::add(const Digest& summary) { sum_.update(as_text(summary)); }

std::string LookDigest::text() const { return "d_" + symbols_of(sum_.finish()); }

Digest summary_of(const CancelItem& item) {
  Sha256 sum;
  sum.update_field(item.service ? text_of(item.service->subscription.id) : item.subscription);
  sum.update_field(name_of(item.error ? Outcome::failed : item.outcome));
  if (!item.cancellation || item.error) return sum.update_absent().finish();
  const Cancellation& cancellation = *item.cancellation;
  sum.update_field(text_of(cancellation.effective_on));
  sum.update_field(cancellation.reason.code);
  sum.update_field(text_of(cancellation.at));
  sum.update_optional(cancellation.feedback);
  sum.update_number(static_cast<std::int64_t>(item.addons.size()));
  for (const SubscriptionId addon : item.addons) sum.update_field(text_of(addon));
  sum.update_optional(cancellation.replaces ? std::optional(text_of(*cancellation.replaces)) : std::nullopt);
  return sum.finish();
}

std::string digest_of(std::span<const CancelItem> items) {
  LookDigest digest;
  for (const CancelItem& item : items) digest.add(summary_of(item));
  return digest.text();
}

Digest summary_of(const UndoItem& item) {
  const auto number_of = [](const std::optional<Cancellation>& cancellation) -> std::optional<std::string> {
    if (!cancellation) return {};
    return text_of(cancellation->confirmation);
  };
  Sha256 sum;
  sum.update_field(item.service ? text_of(item.service->subscription.id) : item.target);
  sum.update_field(name_of(item.error ? Outcome::failed : item.outcome));
  sum.update_optional(number_of(item.cancellation));
  sum.update_optional(number_of(item.live));
  return sum.finish();
}

std::string digest_of(std::span<const UndoItem> items) {
  LookDigest digest;
  for (const UndoItem& item : items) digest.add(summary_of(item));
  return digest.text();
}

Digest summary_of(const DecisionItem& item) {
  Sha256 sum;
  sum.update_field(item.before ? text_of(item.before->id) : item.request);
  sum.update_field(name_of(item.error ? Outcome::failed : item.outcome));
  if (item.error || !item.after) return sum.update_absent().finish();
  sum.update_optional(item.account ? std::optional(item.account->key) : std::nullopt);
  sum.update_optional(item.subscription ? std::optional(item.subscription->key) : std::nullopt);
  sum.update_optional(item.subscription ? std::optional(text_of(item.subscription->start_on)) : std::nullopt);
  sum.update_optional(item.after->reason ? std::optional(std::string(name_of(*item.after->reason))) : std::nullopt);
  sum.update_optional(item.after->decline_note);
  return sum.finish();
}

std::string digest_of(std::span<const DecisionItem> items) {
  LookDigest digest;
  for (const DecisionItem& item : items) digest.add(summary_of(item));
  return digest.text();
}

Error not_so_many(std::size_t are, std::size_t expected) {
  return Error(Fault::expect_mismatch, fmt::format("these are {}, not {}; nothing was changed", are, expected))
      .with_hint("look at them with --dry-run, and expect what it shows");
}

Error not_as_shown() {
  return Error(Fault::expect_mismatch, "what would happen is no longer what was shown; nothing was changed")
      .with_hint("look at it again, and decide then");
}

Error too_many(std::int64_t changes, std::int64_t most) {
  return Error(Fault::over_max, fmt::format("{} would change, more than {}; nothing was changed", changes, most))
      .with_hint("look with --dry-run, then say a larger --max or choose fewer");
}

Hash request_hash(const CancelOrder& order) {
  Sha256 sum;
  sum.update_field("nexor cancel request 1");
  sum.update_number(static_cast<std::int64_t>(order.subscriptions.size()));
  for (const std::string& subscription : order.subscriptions) sum.update_field(subscription);
  add_options(sum, options_of(order));
  return sum.finish();
}

Hash request_hash(const Account& account, const CancelOrder& order) {
  Sha256 sum;
  sum.update_field("nexor account close request 1");
  sum.update_field(text_of(account.id));
  add_options(sum, options_of(order));
  return sum.finish();
}

Hash request_hash(const Hash& input, const BatchOptions& options) {
  Sha256 sum;
  sum.update_field("nexor batch request 1");
  sum.update_field(as_text(input));
  add_options(sum, options);
  return sum.finish();
}

Error key_is_taken(const std::string& key) {
  return Error(Fault::conflict, fmt::format("the key '{}' already names another cancellation", key))
      .with_hint("a key names one run for ever: choose another, or repeat the run exactly");
}

}  // namespace nexor
