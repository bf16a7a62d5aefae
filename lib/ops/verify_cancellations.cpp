#include "lib/ops/verify_cancellations.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <utility>

#include "lib/ops/content.h"
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
  if (withdrawn) states_[withdrawn->id] = CancellationState::withdrawn;
  if (live) states_[live->id] = CancellationState::live;
}

// Numbers are issued in the order of the events, so one that isn't larger was told of twice.
void CancellationVerification::check_request(const Event& event) {
  const auto confirmation = confirmation_in(event, "confirmation");
  if (!confirmation || confirmation->id <= last_request_) {
    find_(fmt::format("event {}: tells of no cancellation, or of one that was told of", event.number));
    return;
  }
  ++requests_;
  last_request_ = confirmation->id;
  const auto row = transaction_.cancellations().find(std::span(&*confirmation, 1)).front();
  if (!row) {
    find_(fmt::format("cancellation {}: event {} tells of it, and it is gone", text_of(*confirmation), event.number));
    return;
  }
  words_.check_cancellation(*row, event);
  if (row->replaces) states_[row->replaces->id] = CancellationState::replaced;
}

void CancellationVerification::check_import(const Event& event) {
  const Digest digest = digest_of_imported(transaction_, event.operation, [&](const ImportedCancellation& imported) {
    const Cancellation& cancellation = imported.cancellation;
    ++requests_;
    last_request_ = std::max(last_request_, cancellation.confirmation.id);
    if (cancellation.recorded_at) ++effects_;
    if (cancellation.state != CancellationState::live) states_[cancellation.confirmation.id] = cancellation.state;
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

void CancellationVerification::finish() {
  transaction_.cancellations().each([this](const Cancellation& cancellation) {
    ++cancellations_;
    if (cancellation.recorded_at) ++recorded_;
    const auto told = states_.find(cancellation.confirmation.id);
    const CancellationState expected = told == states_.end() ? CancellationState::live : told->second;
    if (cancellation.state != expected) {
      find_(fmt::format("cancellation {}: is {}, but its events leave it {}", text_of(cancellation.confirmation),
                        name_of(cancellation.state), name_of(expected)));
    }
  });
  if (cancellations_ != requests_) {
    find_(fmt::format("there are {} cancellations, but events tell of {}", cancellations_, requests_));
  }
  if (recorded_ != effects_) {
    find_(fmt::format("{} cancellations are noted to have taken effect, but events tell of {}", recorded_, effects_));
  }
}

}  // namespace nexor
