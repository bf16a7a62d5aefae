#include "lib/ops/verify_words.h"

#include <fmt/format.h>

#include <utility>

#include "lib/ops/content.h"
#include "lib/ops/content_reading.h"
#include "lib/ops/import_cancellation.h"
#include "lib/store/cancellations.h"
#include "lib/store/later_feedback.h"
#include "lib/store/store.h"
#include "lib/store/subscriptions.h"
#include "lib/text/json_reader.h"

namespace nexor {

namespace {

// The fingerprints that stand in the content of an event.
ToldWords told_in(const std::string& content) {
  const auto said = [&](const char* member) -> std::optional<std::string> {
    auto text = json_at(content, member);
    return text == "" ? std::nullopt : text;
  };
  return {said("feedback"), said("on_behalf_of")};
}

}  // namespace

SaidWords::SaidWords(Transaction& transaction, std::function<void(std::string)> find)
    : transaction_(transaction), find_(std::move(find)) {}

bool SaidWords::is_as_told(const SaltedCancellation& salted, const Event& event) {
  const auto& [row, salt] = salted;
  return text_of(row.subscription) == event.subject && content_of(row, salt) == event.after;
}

void SaidWords::check_cancellation(const SaltedCancellation& salted, const Event& event) {
  if (is_as_told(salted, event)) return;
  const auto& [row, salt] = salted;
  const std::string_view told = event.after ? std::string_view(*event.after) : "{}";
  const bool is_there = text_of(row.subscription) == event.subject;
  std::string finding =
      fmt::format("cancellation {}: is not as event {} tells", text_of(row.confirmation), event.number);
  const bool is_blank = !row.feedback && !row.on_behalf_of && salt.empty();
  if (!is_there || !is_blank || content_of(row, told_in(std::string(told))) != told) return find_(std::move(finding));
  claim(row.subscription, std::move(finding));
}

void SaidWords::check_imported(const ImportedCancellation& imported) {
  if (has_words_it_came_with(imported)) return;
  const Cancellation& row = imported.cancellation;
  std::string finding =
      fmt::format("cancellation {}: its words are not those that it came with", text_of(row.confirmation));
  const bool is_blank = !row.feedback && !row.on_behalf_of && imported.salt.empty();
  if (!is_blank) return find_(std::move(finding));
  claim(row.subscription, std::move(finding));
}

void SaidWords::check_feedback(const Event& event) {
  ++feedback_;
  const std::string told = event.after.value_or("{}");
  const std::int64_t number = number_at(told, "number");
  const auto row = transaction_.later_feedback().find(number);
  if (!row || text_of(row->subscription) != event.subject) {
    return find_(fmt::format("event {}: tells of feedback that isn't there", event.number));
  }
  const std::string salt = transaction_.later_feedback().salt(number);
  if (content_of(*row, salt) == told) return;
  std::string finding = fmt::format("feedback {}: is not as event {} tells", number, event.number);
  const bool is_blank = !row->text && salt.empty();
  if (!is_blank || content_of(*row, told_in(told)) != told) return find_(std::move(finding));
  claim(row->subscription, std::move(finding));
}

void SaidWords::claim(SubscriptionId subscription, std::string finding) {
  const Reference<SubscriptionId> reference = subscription;
  const auto service = transaction_.subscriptions().find(std::span(&reference, 1)).front();
  if (!service) return find_(std::move(finding));
  claims_[text_of(service->account.id)].push_back(std::move(finding));
}

void SaidWords::note_redaction(const Event& event) { claims_.erase(event.subject); }

void SaidWords::finish() {
  for (const auto& [account, findings] : claims_) {
    for (const std::string& finding : findings) find_(finding);
  }
  const std::int64_t there = transaction_.later_feedback().count();
  if (there != feedback_) find_(fmt::format("there are {} later feedbacks, but events tell of {}", there, feedback_));
}

}  // namespace nexor
