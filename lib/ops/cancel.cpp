#include "lib/ops/cancel.h"

#include "lib/model/key.h"
#include "lib/ops/cancel_change.h"
#include "lib/ops/desk.h"
#include "lib/ops/digest.h"

namespace nexor {

namespace {

// False where nothing was written.
bool decide_and_write(Act& act, const CancelOrder& order, CancelReport& report) {
  const Hash request = request_hash(order);
  if (auto known = answered_before(act.store(), order, request)) {
    report = std::move(*known);
    return false;
  }
  report = decide_order(act.store(), act.desk(), order, act.now());
  return write_order(act, order, request, report);
}

}  // namespace

BatchOptions options_of(const CancelOrder& order) {
  return {.at = order.at,
          .reason = order.reason.code,
          .feedback = order.feedback,
          .on_behalf_of = order.on_behalf_of,
          .is_backdate_asked = order.is_backdate_asked,
          .is_override_asked = order.is_override_asked};
}

bool says_nothing(const std::optional<std::string>& feedback) {
  return !feedback || feedback->find_first_not_of(" \t\r\n") == std::string::npos;
}

Error missing_feedback() {
  return Error(Fault::input_invalid, "this desk asks for feedback with every cancellation")
      .with_hint("say with --feedback TEXT or --feedback-file FILE what the customer said");
}

void check_given(const CancelOrder& order) {
  if (order.key) check_key(*order.key);
  if (order.feedback) check_feedback(*order.feedback);
  if (order.on_behalf_of) check_on_behalf_of(*order.on_behalf_of);
}

CancelReport preview_cancel(Desk& desk, const CancelOrder& order) {
  check_order(desk, order);
  CancelReport report;
  look(desk, Verb::cancel, [&](Transaction& transaction, Instant now) {
    auto known = answered_before(transaction, order, request_hash(order));
    report = known ? std::move(*known) : decide_order(transaction, desk, order, now);
  });
  return report;
}

CancelReport cancel(Desk& desk, const CancelOrder& order) {
  check_order(desk, order);
  CancelReport report;
  perform_if(desk, Verb::cancel, [&](Act& act) { return decide_and_write(act, order, report); });
  return report;
}

}  // namespace nexor
