#include "lib/ops/process.h"

#include <algorithm>
#include <span>

#include "lib/ops/batch_turns.h"
#include "lib/ops/content.h"
#include "lib/ops/content_reading.h"
#include "lib/ops/desk.h"
#include "lib/store/cancellations.h"
#include "lib/store/events.h"
#include "lib/store/notices.h"

namespace nexor {

namespace {

constexpr std::size_t effects_at_a_time = 500;
constexpr std::int64_t events_at_a_time = 10'000;

// What tells of a notice's occasion.
std::vector<EventKind> occasions_of(NoticeKind kind) {
  switch (kind) {
    case NoticeKind::requested:
      return {EventKind::cancellation_requested};
    case NoticeKind::effective:
      return {EventKind::cancellation_took_effect};
    case NoticeKind::withdrawn:
      return {EventKind::cancellation_withdrawn, EventKind::cancellation_reinstated};
  }
  return {};
}

// Notices of one kind as events tell of their occasions, a stretch of the trail at a time.
class Occasions {
 public:
  Occasions(NoticeKind kind, const ProcessOrder& order, std::int64_t reached)
      : kind_(kind), order_(order), reached_(reached) {}

  std::int64_t reached() const { return reached_; }
  bool is_at(const AuditHead& head) const { return reached_ >= head.number; }

  std::vector<Notice> next(Transaction& transaction, const AuditHead& head, Instant now) {
    const std::int64_t last = std::min(reached_ + events_at_a_time, head.number);
    std::vector<Notice> notices;
    for (const Event& event : transaction.events().of_kinds(occasions_of(kind_), reached_ + 1, last)) {
      const auto confirmation = confirmation_in(event, "confirmation");
      if (!confirmation || (order_.since && event.at < *order_.since)) continue;
      notices.push_back({.confirmation = *confirmation, .kind = kind_, .due_at = now, .sent_at = {}, .output = {}});
    }
    reached_ = last;
    return notices;
  }

 private:
  NoticeKind kind_;
  const ProcessOrder& order_;
  std::int64_t reached_;
};

std::int64_t count_unsent(Transaction& transaction, const ProcessOrder& order) {
  std::int64_t unsent = 0;
  for (const NoticeKind kind : order.kinds) unsent += transaction.notices().count_unsent(kind);
  return unsent;
}

class Process {
 public:
  Process(Desk& desk, const ProcessOrder& order, const ProcessWatch& watch)
      : desk_(desk), order_(order), watch_(watch), turns_(desk.store, desk.policy.batch.pause) {}

  ProcessReport run() {
    try {
      go_through();
    } catch (Error& error) {
      if (!stops_between_changes(error.fault) || !has_changed_) throw;
      report_.stopped_by = std::move(error);
    }
    return report_;
  }

 private:
  void go_through() {
    record_effects();
    for (const NoticeKind kind : order_.kinds) make_notices(kind);
    if (!order_.kinds.empty()) send_notices();
    look(desk_, Verb::process,
         [&](Transaction& transaction, Instant) { report_.waiting = count_unsent(transaction, order_); });
  }

  // A run that finds nothing to do writes nothing.
  void record_effects() {
    std::int64_t due = 0;
    look(desk_, Verb::process, [&](Transaction& transaction, Instant now) {
      due = transaction.cancellations().count_effects_to_record(now);
    });
    while (report_.effects < due && !watch_.should_stop()) {
      std::size_t recorded = 0;
      change([&](Act& act) { recorded = record_some(act); });
      report_.effects += static_cast<std::int64_t>(recorded);
      tell();
      if (recorded == 0) return;
    }
  }

  static std::size_t record_some(Act& act) {
    Cancellations& cancellations = act.store().cancellations();
    const auto due = cancellations.effects_to_record(act.now(), effects_at_a_time);
    for (const Cancellation& cancellation : due) {
      cancellations.record_effect(cancellation.confirmation.id, act.now());
      act.record(EventKind::cancellation_took_effect, text_of(cancellation.subscription), {},
                 content_of_effect(cancellation));
    }
    return due.size();
  }

  // Where only few events are new and none is an occasion, nothing is written: they are looked at again next time.
  void make_notices(NoticeKind kind) {
    bool is_done = false;
    while (!is_done && !watch_.should_stop()) {
      bool is_worth_a_change = false;
      look(desk_, Verb::process, [&](Transaction& transaction, Instant now) {
        const AuditHead head = transaction.events().head();
        Occasions occasions(kind, order_, transaction.notices().reached(kind));
        const auto notices = occasions.next(transaction, head, now);
        is_worth_a_change = !notices.empty() || !occasions.is_at(head);
      });
      if (!is_worth_a_change) return;
      change([&](Act& act) { is_done = make_some(act, kind); });
    }
  }

  // True where there is nothing more to make.
  bool make_some(Act& act, NoticeKind kind) {
    Notices& notices = act.store().notices();
    const AuditHead head = act.store().events().head();
    Occasions occasions(kind, order_, notices.reached(kind));
    notices.add(occasions.next(act.store(), head, act.now()));
    notices.set_reached(kind, occasions.reached());
    return occasions.is_at(head);
  }

  void send_notices() {
    const auto lock = desk_.store.lock_notices();
    report_.is_sending_elsewhere = !lock;
    if (!lock) return;
    std::vector<NoticeKind> kinds = order_.kinds;
    Instant began;
    look(desk_, Verb::process, [&](Transaction&, Instant now) { began = now; });
    auto notice = watch_.should_stop() ? std::nullopt : first(kinds, began);
    while (notice) {
      const Sending sending = watch_.send(*notice);
      notice = settle(*notice, sending, kinds, began);
    }
  }

  // Claims the first, where there is one.
  std::optional<Notice> first(std::span<const NoticeKind> kinds, Instant began) {
    std::optional<Notice> next;
    look(desk_, Verb::process,
         [&](Transaction& transaction, Instant) { next = transaction.notices().next(kinds, began); });
    if (next) change([&](Act& act) { next = claim(act, kinds, began); });
    return next;
  }

  static std::optional<Notice> claim(Act& act, std::span<const NoticeKind> kinds, Instant began) {
    auto next = act.store().notices().next(kinds, began);
    if (!next) return {};
    ++next->attempts;
    act.store().notices().save(*next);
    return next;
  }

  // Keeps what came of a notice and claims the next, as one change. What failed isn't tried twice by one run.
  std::optional<Notice> settle(Notice notice, const Sending& sending, std::vector<NoticeKind>& kinds, Instant began) {
    if (sending.result == Sending::Result::impossible) std::erase(kinds, notice.kind);
    const bool goes_on = !watch_.should_stop();
    std::optional<Notice> next;
    change([&](Act& act) {
      keep(act, notice, sending);
      next = goes_on ? claim(act, kinds, began) : std::nullopt;
    });
    ++(notice.sent_at ? report_.sent : report_.failed);
    if (!notice.sent_at) watch_.failed(notice);
    tell();
    return next;
  }

  void keep(Act& act, Notice& notice, const Sending& sending) const {
    notice.output = sending.output;
    if (sending.result == Sending::Result::sent) {
      notice.sent_at = act.now();
      act.record(EventKind::notice_sent, text_of(notice.subscription), {}, content_of_sending(notice));
    } else {
      notice.due_at = act.now() + wait_after(notice.attempts, order_.first_wait);
    }
    act.store().notices().save(notice);
  }

  void change(const std::function<void(Act&)>& work) {
    turns_.wait();
    perform(desk_, Verb::process, work);
    has_changed_ = true;
    turns_.note();
  }

  void tell() const { watch_.progress(report_.effects + report_.sent, report_.failed); }

  Desk& desk_;
  const ProcessOrder& order_;
  const ProcessWatch& watch_;
  Turns turns_;
  ProcessReport report_;
  bool has_changed_ = false;
};

}  // namespace

ProcessReport process(Desk& desk, const ProcessOrder& order, const ProcessWatch& watch) {
  return Process(desk, order, watch).run();
}

ProcessReport preview_process(Desk& desk, const ProcessOrder& order) {
  ProcessReport report;
  look(desk, Verb::process, [&](Transaction& transaction, Instant now) {
    report.effects = transaction.cancellations().count_effects_to_record(now);
    const AuditHead head = transaction.events().head();
    std::int64_t waiting = count_unsent(transaction, order);
    for (const NoticeKind kind : order.kinds) {
      if (kind == NoticeKind::effective) waiting += report.effects;
      Occasions occasions(kind, order, transaction.notices().reached(kind));
      while (!occasions.is_at(head)) {
        waiting += static_cast<std::int64_t>(occasions.next(transaction, head, now).size());
      }
    }
    report.waiting = waiting;
  });
  return report;
}

}  // namespace nexor
