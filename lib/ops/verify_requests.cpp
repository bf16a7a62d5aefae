#include "lib/ops/verify_requests.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "lib/model/redaction.h"
#include "lib/ops/content.h"
#include "lib/ops/content_reading.h"
#include "lib/ops/import.h"
#include "lib/store/events.h"
#include "lib/store/requests.h"
#include "lib/store/store.h"

namespace nexor {

namespace {

constexpr std::array own_kinds{EventKind::request_added, EventKind::request_edited, EventKind::request_approved,
                               EventKind::request_declined, EventKind::request_reopened};

bool is_about_requests(const Event& event) { return std::ranges::find(own_kinds, event.kind) != own_kinds.end(); }

bool is_import(const Event& event) {
  return event.kind == EventKind::records_imported && event.subject == name_of(ImportKind::requests);
}

bool is_decided(const RegistrationRequest& request) {
  return request.state != RequestState::pending || request.decided_at || request.decided_by || request.reason ||
         request.decline_note || request.account || request.subscription;
}

}  // namespace

RequestVerification::RequestVerification(Transaction& transaction, std::function<void(std::string)> find)
    : transaction_(transaction), find_(std::move(find)) {}

void RequestVerification::note(const Event& event) {
  if (event.kind == EventKind::account_redacted) redacted_.insert(event.subject);
  if (is_about_requests(event)) ++events_;
}

void RequestVerification::finish() {
  transaction_.requests().each([this](const RegistrationRequest& request) { check(request); });
  if (met_ != events_) {
    find_(fmt::format("{} events tell of requests, but only {} of requests that are there", events_, met_));
  }
}

// Words that are gone are right where an event tells that the account which the request became was redacted.
bool RequestVerification::is_as_told(const RegistrationRequest& request, const Event& event) {
  const std::string content = content_of(request, transaction_.requests().salt(request.id));
  if (content == event.after) return true;
  const bool is_redacted = request.name == redacted_name && request.email == redacted_name && !request.note &&
                           !request.decline_note && transaction_.requests().salt(request.id).empty() &&
                           request.account && redacted_.contains(text_of(*request.account));
  return is_redacted && without_words(content) == without_words(event.after.value_or(""));
}

void RequestVerification::check(const RegistrationRequest& request) {
  const std::string id = text_of(request.id);
  int origins = 0;
  std::optional<Event> last;
  for (Event& event : transaction_.events().about(std::span(&id, 1))) {
    if (is_import(event) || event.kind == EventKind::request_added) ++origins;
    if (!is_about_requests(event)) continue;
    ++met_;
    last = std::move(event);
  }
  if (origins != 1) find_(fmt::format("request {}: {} events tell of its coming in", id, origins));
  if (!last && is_decided(request)) {
    find_(fmt::format("request {}: is {}, but no event tells of a decision", id, name_of(request.state)));
  }
  if (last && !is_as_told(request, *last)) {
    find_(fmt::format("request {}: is not as event {} tells", id, last->number));
  }
}

}  // namespace nexor
