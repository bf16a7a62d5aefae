#include "lib/ops/batch_decisions.h"

#include <fmt/format.h>

#include <utility>

#include "lib/ops/desk.h"
#include "lib/ops/find.h"
#include "lib/store/subscriptions.h"

namespace nexor {

namespace {

// The services that rows mean, each in its row's place.
std::vector<std::optional<Service>> services_of(Transaction& transaction, std::span<const BatchRow> rows) {
  std::vector<Reference<SubscriptionId>> targets;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!rows[i].target || rows[i].is_repeated) continue;
    targets.emplace_back(*rows[i].target);
    places.push_back(i);
  }
  auto found = transaction.subscriptions().find(targets);
  if (found.size() == rows.size()) return found;
  std::vector<std::optional<Service>> services(rows.size());
  for (std::size_t i = 0; i < places.size(); ++i) services[places[i]] = std::move(found[i]);
  return services;
}

Error no_reason() {
  return Error(Fault::input_invalid, "neither the row nor the command gives a reason")
      .with_hint("say --reason CODE, or fill the column reason; not_given says that there is none");
}

}  // namespace

BatchDecisions::BatchDecisions(const Desk& desk, const BatchOptions& options, std::optional<BatchId> id)
    : desk_(desk),
      options_(options),
      id_(id),
      decisions_(desk, {.is_one = false, .channel = Channel::batch, .batch = id}) {}

std::vector<CancelItem> BatchDecisions::decide(Transaction& transaction, std::span<const BatchRow> rows, Instant now,
                                               const std::vector<bool>& again) {
  auto services = services_of(transaction, rows);
  std::vector<CancelItem> items;
  items.reserve(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    CancelItem& item = items.emplace_back();
    item.service = std::move(services[i]);
    take_target(transaction, rows[i], item);
    if (item.error) continue;
    const bool is_again = !again.empty() && again[i];
    if (!is_again && has_changed(rows[i], *item.service)) {
      item.outcome = Outcome::skipped;
      continue;
    }
    decide(item, rows[i], now);
  }
  return items;
}

// Gives the item its row's words, and, where it has no service yet, the one that they mean, or what is wrong with them.
void BatchDecisions::take_target(Transaction& transaction, const BatchRow& row, CancelItem& item) {
  item.subscription = row.subscription;
  item.line = row.line;
  if (row.problem) {
    item.error = Error(Fault::input_invalid, *row.problem);
  } else if (row.subscription.empty()) {
    item.error = Error(Fault::input_invalid, "the row names no subscription");
  } else if (row.is_repeated) {
    item.error =
        Error(Fault::conflict, fmt::format("'{}' stands there twice: the first line decides", row.subscription));
  } else if (!item.service) {
    try {
      item.service = find_service(transaction, row.subscription);
    } catch (Error& error) {
      if (error.fault != Fault::not_found && error.fault != Fault::input_invalid) throw;
      item.error = std::move(error);
    }
  }
}

// Since a filter chose it. What this batch did to its base is no change of its own.
bool BatchDecisions::has_changed(const BatchRow& row, const Service& service) const {
  if (!row.ending_at) return false;
  const Cancellation* ending = ending_of(service);
  if (ending == nullptr) return *row.ending_at != 0;
  if (ending->confirmation.id.number() == *row.ending_at) return false;
  return !ends_with_base(service) || !id_ || ending->batch != id_;
}

// A row whose own words are wrong fails alone.
void BatchDecisions::decide(CancelItem& item, const BatchRow& row, Instant now) {
  try {
    decisions_.decide(item, terms_of(row), now);
  } catch (Error& error) {
    if (error.fault != Fault::input_invalid && error.fault != Fault::reason_unknown) throw;
    item.error = std::move(error);
  }
}

CancelTerms BatchDecisions::terms_of(const BatchRow& row) {
  CancelTerms terms{.at = options_.at,
                    .reason = reason_of(row),
                    .feedback = row.feedback ? row.feedback : options_.feedback,
                    .on_behalf_of = row.on_behalf_of ? row.on_behalf_of : options_.on_behalf_of,
                    .is_backdate_asked = options_.is_backdate_asked,
                    .is_override_asked = options_.is_override_asked};
  if (row.at) {
    const auto at = parse_cancel_at(*row.at);
    if (!at) {
      throw Error(Fault::input_invalid, fmt::format("at: '{}' is neither now, period-end nor a date", *row.at));
    }
    terms.at = *at;
  }
  if (desk_.policy.is_feedback_required && says_nothing(terms.feedback)) throw Error(missing_feedback());
  if (row.feedback) check_feedback(*row.feedback);
  if (row.on_behalf_of) check_on_behalf_of(*row.on_behalf_of);
  return terms;
}

const Reason& BatchDecisions::reason_of(const BatchRow& row) {
  const auto& word = row.reason ? row.reason : options_.reason;
  if (!word) throw Error(no_reason());
  const auto known = reasons_.find(*word);
  if (known != reasons_.end()) return known->second;
  constexpr std::size_t most = 1000;  // one reason may be written in many ways
  if (reasons_.size() >= most) reasons_.clear();
  return reasons_.emplace(*word, desk_.policy.reasons.find(*word)).first->second;
}

}  // namespace nexor
