#include "lib/ops/desk.h"

#include <utility>

#include "lib/ops/audit.h"
#include "lib/ops/find.h"
#include "lib/store/events.h"
#include "lib/store/operation.h"
#include "lib/store/sessions.h"
#include "lib/text/json_writer.h"

namespace nexor {

Act::Act(Transaction& transaction, const Desk& desk, const OperationKey& operation)
    : transaction_(transaction),
      desk_(desk),
      operation_(operation),
      now_(desk.clock()),
      head_(chain_head(transaction)) {}

std::string Act::fresh_salt() const {
  std::array<std::uint8_t, 16> salt{};
  desk_.random(salt);
  return {salt.begin(), salt.end()};
}

void Act::record(EventKind kind, std::string subject, std::optional<std::string> before,
                 std::optional<std::string> after) {
  Event event{.number = head_.number + 1,
              .at = now_,
              .operation = operation_,
              .by = desk_.actor.name,
              .credential = desk_.actor.credential,
              .host = desk_.actor.host,
              .terminal = desk_.actor.terminal,
              .command = desk_.actor.command,
              .kind = kind,
              .subject = std::move(subject),
              .before = std::move(before),
              .after = std::move(after)};
  event.hash = chained(event, head_.hash, desk_.audit_key.get());
  head_ = {event.number, event.hash};
  events_.push_back(std::move(event));
  constexpr std::size_t most_in_memory = 1000;
  if (events_.size() >= most_in_memory) finish();
}

void Act::finish() {
  transaction_.events().append(events_);
  events_.clear();
}

Operation new_operation(const Desk& desk) {
  Operation operation{.key = {}, .actor = desk.actor};
  desk.random(operation.key);
  return operation;
}

namespace {

void note(const DueUse& use, Transaction& transaction) {
  if (use.session) transaction.sessions().save_use(*use.session, use.at);
  if (use.token) transaction.tokens().save_use(*use.token, use.at);
}

}  // namespace

void perform_unchecked(Desk& desk, const std::function<void(Act&)>& change) {
  const Operation operation = new_operation(desk);
  desk.store.atomically(operation, [&](Transaction& transaction) {
    if (desk.due_use) note(*desk.due_use, transaction);
    Act act(transaction, desk, operation.key);
    change(act);
    act.finish();
  });
  desk.has_committed = true;
  desk.due_use.reset();
}

void perform(Desk& desk, Verb verb, const std::function<void(Act&)>& change) {
  require(desk.actor, verb);
  perform_unchecked(desk, change);
}

void perform_if(Desk& desk, Verb verb, const std::function<bool(Act&)>& change) {
  struct NothingToChange {};
  try {
    perform(desk, verb, [&](Act& act) {
      if (!change(act)) throw NothingToChange{};
    });
  } catch (const NothingToChange&) {
  }
}

namespace {

// A look has had its answer by then, and owes it also where nothing can be written.
void note_if_possible(Desk& desk, const DueUse& use) {
  try {
    desk.store.atomically_if_free(new_operation(desk), [&](Transaction& transaction) { note(use, transaction); });
  } catch (const Error& error) {
    const bool cannot_be_written = is_for_now(error.fault) || error.fault == Fault::permission_denied;
    if (!cannot_be_written && error.fault != Fault::outcome_unknown) throw;
  }
}

}  // namespace

void look(Desk& desk, Verb verb, const std::function<void(Transaction&, Instant)>& look) {
  require(desk.actor, verb);
  desk.store.read([&](Transaction& transaction) { look(transaction, desk.clock()); });
  if (const auto due = std::exchange(desk.due_use, std::nullopt)) note_if_possible(desk, *due);
}

namespace {

// The id of what a word names; null for any other word, which may be a name that somebody typed.
std::optional<std::string> subject_named(Transaction& transaction, std::string_view word, std::optional<IdKind> kind) {
  try {
    if (kind == IdKind::request && !parse_id(word)) return text_of(find_request(transaction, word).id);
    const Thing thing = find_thing(transaction, word).thing;
    if (const auto* service = std::get_if<Service>(&thing)) return text_of(service->subscription.id);
    if (const auto* account = std::get_if<Account>(&thing)) return text_of(account->id);
    if (const auto* batch = std::get_if<Batch>(&thing)) return text_of(batch->id);
    if (const auto* request = std::get_if<RegistrationRequest>(&thing)) return text_of(request->id);
    return text_of(std::get<Cancellation>(thing).subscription);
  } catch (const Error& error) {
    if (error.fault != Fault::not_found && error.fault != Fault::input_invalid) throw;
    return {};
  }
}

}  // namespace

void record_refusal(Desk& desk, std::span<const std::string> words, std::string_view fault,
                    std::optional<IdKind> kind) {
  perform_unchecked(desk, [&](Act& act) {
    std::vector<std::string> subjects;
    for (const std::string& word : words) {
      if (auto subject = subject_named(act.store(), word, kind)) subjects.push_back(std::move(*subject));
    }
    std::string after;
    JsonWriter json(after);
    json.begin_object();
    json.member("error", fault);
    json.key("subjects");
    json.begin_array();
    for (const std::string& subject : subjects) json.value(subject);
    json.end_array();
    json.end_object();
    act.record(EventKind::refused, subjects.size() == 1 ? subjects.front() : "", {}, std::move(after));
  });
}

}  // namespace nexor
