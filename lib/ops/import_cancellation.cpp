#include "lib/ops/import_cancellation.h"

#include <fmt/format.h>

#include <span>
#include <utility>

#include "lib/error.h"
#include "lib/model/text.h"
#include "lib/ops/audit.h"
#include "lib/ops/content.h"
#include "lib/ops/desk.h"
#include "lib/ops/find.h"
#include "lib/zoneinfo.h"

namespace nexor {

namespace {

constexpr std::size_t longest_name = 200;

// What `find` gives; where it throws, the field that it was about is to blame.
template <class Find>
auto in_field(std::string_view field, const Find& find) {
  try {
    return find();
  } catch (Error& error) {
    error.field = field;
    if (error.fault == Fault::reason_unknown) error.fault = Fault::input_invalid;
    throw;
  }
}

// What `parse` makes of a word; throws input_invalid, naming the field, where it makes nothing of it.
template <class Parse>
auto read(std::string_view field, std::string_view text, std::string_view what, Parse parse) {
  auto value = parse(text);
  if (!value) throw Error(Fault::input_invalid, fmt::format("{}: '{}' is no {}", field, text, what)).in_field(field);
  return *value;
}

Instant instant_in(std::string_view field, std::string_view text) {
  return read(field, text, "time like 2026-12-01T10:00:00Z", parse_instant);
}

Date date_in(std::string_view field, std::string_view text) {
  return read(field, text, "date like 2026-12-01", parse_date);
}

CancellationState state_in(std::string_view text) {
  return read("status", text, "status: pending, effective, withdrawn or replaced",
              [](std::string_view word) -> std::optional<CancellationState> {
                if (word == "pending" || word == "effective") return CancellationState::live;
                const auto state = parse_cancellation_state(word);
                return state == CancellationState::live ? std::nullopt : state;
              });
}

// As it was then: a code that the catalogue doesn't have is fine where the file says what it means.
Reason reason_in(const Act& act, const GivenCancellation& given) {
  Reason reason{given.reason, given.reason_label.value_or(""), given.is_voluntary.value_or(true)};
  if (!given.reason_label || !given.is_voluntary) {
    const Reason& known =
        in_field("reason", [&]() -> const Reason& { return act.desk().policy.reasons.find_known(given.reason); });
    reason.code = known.code;
    if (!given.reason_label) reason.label = known.label;
    if (!given.is_voluntary) reason.is_voluntary = known.is_voluntary;
  }
  check_line("reason", reason.code, longest_name);
  check_line("reason_label", reason.label, longest_name);
  return reason;
}

Confirmation replaced_by(Act& act, const std::string& word, const Cancellation& by) {
  const Cancellation replaced = in_field("replaces", [&] { return find_cancellation(act.store(), word); });
  if (replaced.subscription == by.subscription) return replaced.confirmation;
  throw Error(Fault::conflict, fmt::format("replaces: {} is of another subscription", word)).in_field("replaces");
}

[[noreturn]] void refuse(std::string_view field, std::string why) {
  throw Error(Fault::conflict, fmt::format("{}: {}", field, std::move(why))).in_field(field);
}

// The account's zone may have been another when it was decided, so its own midnight is not asked for.
bool is_within(Date date, Instant instant) {
  constexpr std::chrono::hours most_behind{14};
  constexpr std::chrono::hours most_ahead{24 + 12};
  const Instant begin{date.day()};
  return instant >= begin - most_behind && instant < begin + most_ahead;
}

void check_times(const Act& act, const Cancellation& cancellation, const Service& service) {
  if (cancellation.requested_at > act.now()) refuse("requested_at", "is still to come");
  if (!is_within(cancellation.effective_on, cancellation.effective_at)) {
    refuse("effective_at", fmt::format("is nowhere on {}", text_of(cancellation.effective_on)));
  }
  if (cancellation.effective_at < cancellation.requested_at && !cancellation.is_backdated) {
    refuse("effective_at", "is before it was requested, and backdated is not true");
  }
  const auto& fixed_end_at = service.subscription.milestones.fixed_end_at;
  if (cancellation.state == CancellationState::live && fixed_end_at && cancellation.effective_at >= *fixed_end_at) {
    refuse("effective_on", "the subscription has ended by itself by then");
  }
  if (!cancellation.recorded_at) return;
  if (*cancellation.recorded_at < cancellation.effective_at || *cancellation.recorded_at > act.now()) {
    refuse("recorded_at", "nobody can have recorded its effect then");
  }
}

}  // namespace

void require_no_cancellation(Transaction& transaction) {
  if (transaction.cancellations().list({}, Instant{}, {.after = "0", .limit = 1}).items.empty()) return;
  throw Error(Fault::conflict, "the store has cancellations already")
      .with_hint("they are imported into a store without any, so that no number is taken");
}

ImportedCancellation make_cancellation(Act& act, const GivenCancellation& given) {
  ImportedCancellation made;
  Cancellation& cancellation = made.cancellation;
  cancellation.confirmation = in_field("confirmation", [&] { return parse_confirmation(given.confirmation); });
  const Service service = in_field("subscription", [&] { return find_service(act.store(), given.subscription); });
  cancellation.subscription = service.subscription.id;
  cancellation.state = state_in(given.status);
  cancellation.requested_at = instant_in("requested_at", given.requested_at);
  cancellation.effective_on = date_in("effective_on", given.effective_on);
  cancellation.effective_at =
      given.effective_at ? instant_in("effective_at", *given.effective_at)
                         : act.desk().zones.find(service.account.time_zone).midnight(cancellation.effective_on);
  cancellation.at = given.at ? read("at", *given.at, "period-end, now or date", parse_cancel_at)
                             : CancelAt{cancellation.effective_on};
  cancellation.reason = reason_in(act, given);
  cancellation.feedback = given.feedback;
  cancellation.on_behalf_of = given.on_behalf_of;
  if (given.feedback) check_feedback(*given.feedback);
  if (given.on_behalf_of) check_on_behalf_of(*given.on_behalf_of);
  check_line("by", given.by, longest_name);
  cancellation.by = given.by;
  if (given.channel) cancellation.channel = read("channel", *given.channel, "channel", parse_channel);
  if (given.replaces) cancellation.replaces = replaced_by(act, *given.replaces, cancellation);
  cancellation.is_backdated = given.is_backdated;
  cancellation.is_override = given.is_override;
  if (given.recorded_at) cancellation.recorded_at = instant_in("recorded_at", *given.recorded_at);
  check_times(act, cancellation, service);
  if (given.feedback || given.on_behalf_of) made.salt = act.fresh_salt();
  made.feedback_sha256 = fingerprint(made.salt, given.feedback);
  made.on_behalf_sha256 = fingerprint(made.salt, given.on_behalf_of);
  return made;
}

bool has_words_it_came_with(const ImportedCancellation& imported) {
  return fingerprint(imported.salt, imported.cancellation.feedback) == imported.feedback_sha256 &&
         fingerprint(imported.salt, imported.cancellation.on_behalf_of) == imported.on_behalf_sha256;
}

Digest digest_of_imported(Transaction& transaction, const OperationKey& import,
                          const std::function<void(const ImportedCancellation&)>& visit) {
  constexpr std::size_t at_a_time = 500;
  Sha256 sum;
  CancellationId after{0};
  for (;;) {
    const auto page = transaction.cancellations().imported_after(import, after, at_a_time);
    if (page.empty()) return sum.finish();
    for (const ImportedCancellation& imported : page) {
      // The words are held to their hashes apart, so that these stand when the words are blanked.
      Cancellation wordless = imported.cancellation;
      wordless.feedback.reset();
      wordless.on_behalf_of.reset();
      sum.update_field(content_of(wordless, ""));
      sum.update_field(name_of(wordless.state));
      sum.update_optional(wordless.recorded_at ? std::optional(text_of(*wordless.recorded_at)) : std::nullopt);
      sum.update_optional(imported.feedback_sha256);
      sum.update_optional(imported.on_behalf_sha256);
      if (visit) visit(imported);
    }
    after = page.back().cancellation.confirmation.id;
  }
}

}  // namespace nexor
