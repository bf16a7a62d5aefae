#include "lib/ops/cancel_decisions.h"

#include <variant>
#include <vector>

#include "lib/model/cancel_rule.h"
#include "lib/ops/content.h"
#include "lib/ops/desk.h"
#include "lib/store/cancellations.h"
#include "lib/zoneinfo.h"

namespace nexor {

void CancelDecisions::decide(CancelItem& item, const CancelTerms& terms, Instant now) {
  Service& service = *item.service;
  if (service.base) see_decided_base(*service.base);
  const Zone& zone = desk_.zones.find(service.account.time_zone);
  const CancelRequest request{terms.at, terms.is_backdate_asked, terms.is_override_asked, manner_.batch};
  const CancelDecision decision = decide_to_cancel(service, request, zone, now);
  if (const auto* ends = std::get_if<Ends>(&decision)) return take(item, terms, *ends, now);
  if (const auto* refusal = std::get_if<Error>(&decision)) return take(item, *refusal);
  item.outcome = Outcome::already;
  item.cancellation = std::get<EndsAlready>(decision).cancellation;
}

void CancelDecisions::see_decided_base(RelatedService& base) const {
  const auto decided = decided_.find(base.subscription.id);
  if (decided != decided_.end()) base.cancellation = decided->second;
}

void CancelDecisions::take(CancelItem& item, const CancelTerms& terms, const Ends& ends, Instant now) {
  const Service& service = *item.service;
  item.outcome = ends.effective_at <= now ? Outcome::cancelled : Outcome::pending;
  item.addons = ends.addons;
  item.cancellation = Cancellation{.subscription = service.subscription.id,
                                   .at = terms.at,
                                   .requested_at = now,
                                   .effective_on = ends.effective_on,
                                   .effective_at = ends.effective_at,
                                   .reason = terms.reason,
                                   .feedback = terms.feedback,
                                   .on_behalf_of = terms.on_behalf_of,
                                   .by = desk_.actor.name,
                                   .channel = manner_.channel,
                                   .batch = manner_.batch,
                                   .replaces = ends.replaces,
                                   .is_backdated = ends.is_backdated,
                                   .is_override = ends.is_override};
  if (!service.addons.empty()) decided_.emplace(service.subscription.id, *item.cancellation);
}

// Among several, one that has ended needs nothing done.
void CancelDecisions::take(CancelItem& item, const Error& refusal) const {
  const bool has_ended = refusal.fault == Fault::already_cancelled || refusal.fault == Fault::already_expired;
  if (!has_ended || manner_.is_one) {
    item.error = refusal;
    return;
  }
  item.outcome = Outcome::already;
  const Cancellation* ending = ending_of(*item.service);
  if (ending != nullptr) item.cancellation = *ending;
}

bool is_new(const CancelItem& item) {
  return !item.error && (item.outcome == Outcome::cancelled || item.outcome == Outcome::pending);
}

void write_cancellations(Act& act, std::span<CancelItem> items) {
  std::vector<CancelItem*> written;
  std::vector<Cancellation> cancellations;
  std::vector<std::string> salts;
  for (CancelItem& item : items) {
    if (!is_new(item)) continue;
    const bool has_words = item.cancellation->feedback || item.cancellation->on_behalf_of;
    written.push_back(&item);
    cancellations.push_back(*item.cancellation);
    salts.push_back(has_words ? act.fresh_salt() : "");
  }
  const auto issued = act.store().cancellations().add(cancellations, salts);
  for (std::size_t i = 0; i < written.size(); ++i) {
    Cancellation& cancellation = *written[i]->cancellation;
    cancellation.confirmation = issued[i];
    act.record(EventKind::cancellation_requested, text_of(cancellation.subscription),
               standing_of(*written[i]->service, act.now()), content_of(cancellation, salts[i]));
  }
}

}  // namespace nexor
