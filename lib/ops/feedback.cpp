#include "lib/ops/feedback.h"

#include <fmt/format.h>

#include "lib/model/cancellation.h"
#include "lib/ops/content.h"
#include "lib/ops/desk.h"
#include "lib/ops/find.h"
#include "lib/store/later_feedback.h"

namespace nexor {

namespace {

Cancellation cancellation_meant(Transaction& transaction, const std::string& word) {
  const auto id = parse_id(word);
  if (id && id->kind == IdKind::cancellation) return find_cancellation(transaction, word);
  const Service service = find_service(transaction, word);
  if (const Cancellation* ending = ending_of(service)) return *ending;
  throw Error(Fault::not_cancelled, fmt::format("'{}' is not cancelled", service.subscription.key))
      .with_hint("one that was taken back is meant by its confirmation number")
      .with_next(fmt::format("nexor history {}", text_of(service.subscription.id)));
}

}  // namespace

void look_for_cancellation(Desk& desk, const std::string& word) {
  look(desk, Verb::feedback, [&](Transaction& transaction, Instant) { cancellation_meant(transaction, word); });
}

LaterFeedback add_feedback(Desk& desk, const std::string& word, const std::string& text) {
  check_feedback(text);
  LaterFeedback feedback;
  perform(desk, Verb::feedback, [&](Act& act) {
    const Cancellation about = cancellation_meant(act.store(), word);
    feedback = {.confirmation = about.confirmation,
                .subscription = about.subscription,
                .added_at = act.now(),
                .by = act.actor().name,
                .text = text};
    const std::string salt = act.fresh_salt();
    feedback.number = act.store().later_feedback().add(feedback, salt);
    act.record(EventKind::feedback_added, text_of(about.subscription), {}, content_of(feedback, salt));
  });
  return feedback;
}

}  // namespace nexor
