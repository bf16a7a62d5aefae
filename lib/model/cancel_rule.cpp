#include "lib/model/cancel_rule.h"

#include <fmt/format.h>

#include <algorithm>

namespace nexor {

namespace {

// One request to end one service, with what every rule looks at.
struct Question {
  const Service& service;
  const CancelRequest& request;
  const Zone& zone;
  Instant now;
  Date today;

  const Subscription& subscription() const { return service.subscription; }
  bool has_started() const { return now >= subscription().milestones.starts_at; }
  bool is_paid_for() const { return now >= subscription().milestones.anchor_at; }
};

struct Moment {
  Date on;
  Instant at;
};

// The last date that has begun: today. A clock that is put back across midnight shows the date before once more, but
// what ended with that date has ended.
Date last_begun(const Zone& zone, Instant now) {
  const Date shown = zone.date_at(now);
  const Date next = shown + std::chrono::days{1};
  return zone.midnight(next) <= now ? next : shown;
}

// The plan's notice and minimum term allow no end before this day. They bind from the anchor on; null where nothing
// binds.
std::optional<Date> earliest_allowed(const Question& question) {
  const Plan& plan = question.service.plan;
  if (!question.is_paid_for() || (plan.notice_days == 0 && plan.minimum_terms == 0)) return {};
  const Date notice = question.today + std::chrono::days{plan.notice_days};
  if (plan.minimum_terms == 0) return notice;
  return std::max(notice, boundary(term_of(question.subscription(), plan), plan.minimum_terms));
}

Date end_of_paid_period(const Question& question) {
  const Term term = term_of(question.subscription(), question.service.plan);
  const Date end = end_of_term(term, question.today);
  const auto earliest = earliest_allowed(question);
  if (!earliest || question.request.may_override) return end;
  return std::max(end, first_boundary_from(term, *earliest));
}

Moment at_period_end(const Question& question) {
  if (!question.has_started()) return {question.today, question.now};
  const Subscription& subscription = question.subscription();
  if (!question.is_paid_for()) return {subscription.anchor_on, subscription.milestones.anchor_at};
  const Date end = end_of_paid_period(question);
  return {end, question.zone.midnight(end)};
}

Error refused_date(const Question& question, Date date, std::string_view why) {
  return Error(Fault::date_refused,
               fmt::format("'{}' can't end on {}: {}", question.subscription().key, text_of(date), why));
}

std::variant<Moment, Error> on_date(const Question& question, Date date) {
  const Date start = question.subscription().start_on;
  if (date == question.today) return Moment{date, question.now};
  if (date < start) {
    return refused_date(question, date, fmt::format("it starts on {}", text_of(start)))
        .with_hint("ended on that day or with --at now, it never starts");
  }
  if (date < question.today && !question.request.may_backdate) {
    return refused_date(question, date, "that is in the past")
        .with_hint("an admin may put it into the past with --backdate");
  }
  return Moment{date, question.zone.midnight(date)};
}

std::variant<Moment, Error> moment_asked_for(const Question& question) {
  const CancelAt& at = question.request.at;
  if (std::holds_alternative<AtPeriodEnd>(at)) return at_period_end(question);
  if (std::holds_alternative<AtOnce>(at)) return Moment{question.today, question.now};
  return on_date(question, std::get<Date>(at));
}

std::optional<Error> refusal_of_ended(const Question& question) {
  const std::string& key = question.subscription().key;
  switch (status_of(question.service, question.now)) {
    case Status::cancelled: {
      const Cancellation& ending = *ending_of(question.service);
      return Error(Fault::already_cancelled, fmt::format("'{}' is cancelled since {} ({})", key,
                                                         text_of(ending.effective_on), text_of(ending.confirmation)))
          .with_next(fmt::format("nexor receipt {}", text_of(ending.confirmation)));
    }
    case Status::expired: {
      const Date end = *fixed_end_of(question.subscription(), question.service.plan);
      return Error(Fault::already_expired,
                   fmt::format("'{}' has expired: its fixed term ended on {}", key, text_of(end)))
          .with_next(fmt::format("nexor show {}", text_of(question.subscription().id)));
    }
    case Status::scheduled:
    case Status::trialing:
    case Status::active:
    case Status::pending_cancellation:
      return {};
  }
  return {};
}

// The number of a cancellation that stands in the way. Of one that the same batch made it isn't told: whether it has
// one yet depends on where a change of the batch ended, and every run tells a row in the same words.
std::optional<std::string> told_number(const Question& question, const Cancellation& pending) {
  const bool is_of_this_batch = pending.batch && pending.batch == question.request.batch;
  if (is_of_this_batch || pending.confirmation.series.empty()) return {};
  return text_of(pending.confirmation);
}

Error refused_as_pending(const Question& question, const Cancellation& pending) {
  const bool is_inherited = pending.subscription != question.subscription().id;
  const std::string& own_key = question.subscription().key;
  const std::string& ended_key = is_inherited ? question.service.base->subscription.key : own_key;
  const auto number = told_number(question, pending);
  return Error(Fault::already_pending,
               fmt::format("'{}' already ends on {}{}{}", own_key, text_of(pending.effective_on),
                           is_inherited ? fmt::format(" with its base '{}'", ended_key) : "",
                           number ? fmt::format(" ({})", *number) : ""))
      .with_hint("to end it later, take that one back first")
      .with_next(fmt::format("nexor undo {}", number.value_or(ended_key)));
}

std::optional<Error> refusal_by_fixed_term(const Question& question, Date effective_on) {
  const auto end = fixed_end_of(question.subscription(), question.service.plan);
  if (!end || effective_on < *end) return {};
  return Error(Fault::ends_by_itself,
               fmt::format("'{}' ends by itself on {}", question.subscription().key, text_of(*end)))
      .with_hint(fmt::format("choose a day before {} to end it earlier", text_of(*end)));
}

// Where the fixed term is over before the notice or the minimum term is, no day can be chosen.
Error refused_as_too_early(const Question& question, Date earliest) {
  const Plan& plan = question.service.plan;
  const auto fixed_end = fixed_end_of(question.subscription(), plan);
  const bool ends_first = fixed_end && *fixed_end <= earliest;
  const std::string day = text_of(ends_first ? *fixed_end : earliest);
  return Error(Fault::not_allowed_yet,
               fmt::format("'{}' can't end before {}{}: the plan '{}' has a notice or a minimum term",
                           question.subscription().key, day, ends_first ? ", when it ends by itself" : "", plan.key))
      .with_hint(ends_first ? "an admin may --override"
                            : fmt::format("use --at {} or later; an admin may --override", day));
}

}  // namespace

CancelDecision decide_to_cancel(const Service& service, const CancelRequest& request, const Zone& zone, Instant now) {
  const Question question{service, request, zone, now, last_begun(zone, now)};
  if (auto refusal = refusal_of_ended(question)) return *refusal;
  const auto asked = moment_asked_for(question);
  if (const Error* refusal = std::get_if<Error>(&asked)) return *refusal;
  const Moment moment = std::get<Moment>(asked);
  const Cancellation* pending = ending_of(service);
  if (pending != nullptr && moment.on == pending->effective_on) return EndsAlready{*pending};
  if (auto refusal = refusal_by_fixed_term(question, moment.on)) return *refusal;
  if (pending != nullptr && moment.on > pending->effective_on) return refused_as_pending(question, *pending);
  const auto earliest = earliest_allowed(question);
  const bool is_too_early = earliest && moment.on < *earliest;
  if (is_too_early && !request.may_override) return refused_as_too_early(question, *earliest);
  return Ends{.effective_on = moment.on,
              .effective_at = moment.at,
              .replaces = service.cancellation ? std::optional(service.cancellation->confirmation) : std::nullopt,
              .addons = addons_ending_at(service, moment.at),
              .is_backdated = moment.on < question.today,
              .is_override = is_too_early};
}

}  // namespace nexor
