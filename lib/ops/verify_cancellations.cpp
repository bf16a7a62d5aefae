#include "lib/ops/verify_cancellations.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <utility>

#include "lib/ops/content_reading.h"
#include "lib/ops/import_cancellation.h"
#include "lib/ops/verify_words.h"
#include "lib/store/cancellations.h"
#include "lib/store/store.h"
#include "lib/text/json_reader.h"

namespace nexor {

CancellationVerification::CancellationVerification(Transaction& transaction, SaidWords& words,
                                                   std::function<void(std::string)> find)
    : transaction_(transaction), words_(words), find_(std::move(find)) {}

void CancellationVerification::note_withdrawal(const Event& event) {
  const auto withdrawn = confirmation_in(event, "confirmation");
  const auto live = confirmation_in(event, "live");
  if (withdrawn) states_[withdrawn->id].told = CancellationState::withdrawn;
  if (live) states_[live->id].told = CancellationState::live;
}

// Numbers are issued in the order of the events, so one that isn't larger was told of twice.
void CancellationVerification::check_request(const Event& event) {
  const SaltedCancellation* row = next();
  const bool is_next = row != nullptr && row->cancellation.confirmation.id > last_request_;
  if (is_next && SaidWords::is_as_told(*row, event)) {
    pass(row->cancellation);
    last_request_ = row->cancellation.confirmation.id;
  } else {
    row = find_told(event);
    if (row == nullptr) return;
    words_.check_cancellation(*row, event);
  }
  ++requests_;
  const auto& replaced = row->cancellation.replaces;
  if (replaced) states_[replaced->id].told = CancellationState::replaced;
}

// The cancellation that an event names; null where there is none, which is told.
const SaltedCancellation* CancellationVerification::find_told(const Event& event) {
  const auto confirmation = confirmation_in(event, "confirmation");
  if (!confirmation || confirmation->id <= last_request_) {
    find_(fmt::format("event {}: tells of no cancellation, or of one that was told of", event.number));
    return nullptr;
  }
  last_request_ = confirmation->id;
  const SaltedCancellation* row = find(*confirmation);
  if (row != nullptr) return row;
  ++requests_;
  find_(fmt::format("cancellation {}: event {} tells of it, and it is gone", text_of(*confirmation), event.number));
  return nullptr;
}

void CancellationVerification::check_import(const Event& event) {
  const Digest digest = digest_of_imported(transaction_, event.operation, [&](const ImportedCancellation& imported) {
    const Cancellation& cancellation = imported.cancellation;
    ++requests_;
    last_request_ = std::max(last_request_, cancellation.confirmation.id);
    if (cancellation.recorded_at) ++effects_;
    if (cancellation.state != CancellationState::live) states_[cancellation.confirmation.id].told = cancellation.state;
    words_.check_imported(imported);
  });
  if (!event.after || json_at(*event.after, "rows_sha256") != hex_of(digest)) {
    find_(fmt::format("the imported cancellations are not as event {} tells", event.number));
  }
}

void CancellationVerification::check_effect(const Event& event) {
  ++effects_;
  const auto confirmation = confirmation_in(event, "confirmation");
  const auto row =
      confirmation ? transaction_.cancellations().find(std::span(&*confirmation, 1)).front() : std::nullopt;
  if (!row || row->recorded_at != event.at) {
    find_(fmt::format("event {}: tells of an effect that no cancellation had then", event.number));
  }
}

// The cancellation at which the walk stands; null at the end.
const SaltedCancellation* CancellationVerification::next() {
  constexpr std::size_t at_a_time = 500;
  if (place_ == page_.size()) {
    page_ = transaction_.cancellations().after(passed_, at_a_time);
    place_ = 0;
  }
  return page_.empty() ? nullptr : &page_[place_];
}

void CancellationVerification::pass(const Cancellation& cancellation) {
  ++place_;
  passed_ = cancellation.confirmation.id;
  ++cancellations_;
  if (cancellation.recorded_at) ++recorded_;
  if (cancellation.state != CancellationState::live) states_[cancellation.confirmation.id].there = cancellation.state;
}

// It is good until the walk goes on.
const SaltedCancellation* CancellationVerification::find(const Confirmation& confirmation) {
  const SaltedCancellation* row = next();
  for (; row != nullptr && row->cancellation.confirmation.id < confirmation.id; row = next()) pass(row->cancellation);
  if (row == nullptr || row->cancellation.confirmation != confirmation) return nullptr;
  pass(row->cancellation);
  return row;
}

void CancellationVerification::check_states() {
  for (const auto& [id, states] : states_) {
    if (states.there == states.told) continue;
    const auto found = transaction_.cancellations().after(CancellationId{id.number() - 1}, 1);
    if (found.empty() || found.front().cancellation.confirmation.id != id) continue;  // its own event told that
    find_(fmt::format("cancellation {}: is {}, but its events leave it {}",
                      text_of(found.front().cancellation.confirmation), name_of(states.there), name_of(states.told)));
  }
}

void CancellationVerification::finish() {
  while (const SaltedCancellation* row = next()) pass(row->cancellation);
  check_states();
  if (cancellations_ != requests_) {
    find_(fmt::format("there are {} cancellations, but events tell of {}", cancellations_, requests_));
  }
  if (recorded_ != effects_) {
    find_(fmt::format("{} cancellations are noted to have taken effect, but events tell of {}", recorded_, effects_));
  }
}

}  // namespace nexor
