#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>

#include "lib/model/cancellation.h"
#include "lib/ops/cancel.h"

namespace nexor {

class Act;
struct Desk;
struct Ends;

// What is asked for one target.
struct CancelTerms {
  CancelAt at;
  Reason reason;
  std::optional<std::string> feedback;
  std::optional<std::string> on_behalf_of;
  bool is_backdate_asked = false;
  bool is_override_asked = false;
};

// How all of a command's cancellations are made.
struct CancelManner {
  bool is_one =
      true;  // the only target: what has ended is refused, where among several nothing has to be done about it
  Channel channel = Channel::script;
  std::optional<BatchId> batch = {};
};

// Decides about targets one after the other: bases come before their add-ons. An add-on sees what was decided about its
// base, though nothing is written yet.
class CancelDecisions {
 public:
  CancelDecisions(const Desk& desk, CancelManner manner) : desk_(desk), manner_(manner) {}

  // About the item's service: gives the item its outcome and cancellation, or its error.
  void decide(CancelItem& item, const CancelTerms& terms, Instant now);

  // What was decided is written: the store tells it from here on.
  void forget() { decided_.clear(); }

 private:
  void see_decided_base(RelatedService& base) const;
  void take(CancelItem& item, const CancelTerms& terms, const Ends& ends, Instant now);
  void take(CancelItem& item, const Error& refusal) const;

  const Desk& desk_;
  CancelManner manner_;
  std::map<SubscriptionId, Cancellation> decided_;  // bases that have add-ons
};

// True where something is to be written for the item.
bool is_new(const CancelItem& item);

// Writes every new cancellation, each with its event, and puts the numbers into the items.
void write_cancellations(Act& act, std::span<CancelItem> items);

}  // namespace nexor
