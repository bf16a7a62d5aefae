#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/model/account.h"
#include "lib/model/batch.h"
#include "lib/model/cancellation.h"
#include "lib/model/event.h"
#include "lib/model/later_feedback.h"
#include "lib/model/notice.h"
#include "lib/model/operator.h"
#include "lib/model/plan.h"
#include "lib/model/redaction.h"
#include "lib/model/registration.h"
#include "lib/model/service.h"
#include "lib/model/session.h"
#include "lib/model/subscription.h"
#include "lib/secret/digest.h"

namespace nexor {

struct StoreInfo;

// What events say of things: JSON objects, always with the same members in the same order, so that they can be made
// again from the tables and compared. Personal text stands in them as its salted fingerprint.

// What stands in an event for what was said: a fingerprint of each text.
struct ToldWords {
  std::optional<std::string> feedback;
  std::optional<std::string> on_behalf_of;
};
ToldWords words_of(const Cancellation& cancellation, std::string_view salt);

std::string content_of(const Cancellation& cancellation, const ToldWords& words);
std::string content_of(const Cancellation& cancellation, std::string_view salt);
std::string content_of(const LaterFeedback& feedback, const ToldWords& words);
std::string content_of(const LaterFeedback& feedback, std::string_view salt);
std::string content_of(const Account& account, std::string_view salt);
std::string content_of(const Plan& plan);
std::string content_of(const Subscription& subscription, std::string_view account_key, std::string_view plan_key);
std::string content_of(const RegistrationRequest& request, std::string_view salt);
std::string content_of(const Operator& added);
std::string content_of(const Session& session, std::string_view owner);
std::string content_of(const Token& token, std::string_view owner);
std::string content_of(const Batch& batch, const Digest& rows);
std::string content_of(const StoreInfo& info);
std::string content_of(const Redaction& redaction);
// Whether something goes on: when an account closed, or a plan was retired.
std::string content_of_state(std::optional<Instant> ended_at);
std::string content_of_reset_code(Instant expires_at);

std::string content_of_effect(const Cancellation& cancellation);
std::string content_of_sending(const Notice& notice);

// What the event of a batch's chunk says, of outcomes that are told one after the other.
class AdvanceContent {
 public:
  void add(const RowOutcome& outcome);
  std::string text(int run, std::optional<Instant> finished_at) const;

 private:
  Sha256 sum_;
  std::int64_t first_ = 0;
  std::int64_t last_ = 0;
  std::int64_t count_ = 0;
};

// What a service was like before a decision about it: its status, and which add-ons hang on it.
std::string standing_of(const Service& service, Instant now);

}  // namespace nexor
