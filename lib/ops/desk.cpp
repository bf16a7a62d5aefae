#include "lib/ops/desk.h"

#include "lib/ops/audit.h"
#include "lib/ops/find.h"
#include "lib/store/events.h"
#include "lib/store/operation.h"
#include "lib/text/json_writer.h"

namespace nexor {

Act::Act(Transaction& transaction, const Desk& desk)
    : transaction_(transaction), desk_(desk), now_(desk.clock()), head_(chain_head(transaction)) {}

std::string Act::fresh_salt() const {
  std::array<std::uint8_t, 16> salt{};
  desk_.random(salt);
  return {salt.begin(), salt.end()};
}

std::int64_t Act::next_event() const { return head_.number + 1; }

void Act::record(EventKind kind, std::string subject, std::optional<std::string> before,
                 std::optional<std::string> after) {
  Event event{.number = head_.number + 1,
              .at = now_,
              .by = desk_.actor.name,
              .credential = desk_.actor.credential,
              .host = desk_.actor.host,
              .terminal = desk_.actor.terminal,
              .command = desk_.actor.command,
              .kind = kind,
              .subject = std::move(subject),
              .before = std::move(before),
              .after = std::move(after)};
  event.hash = chained(event, head_.hash);
  head_ = {event.number, event.hash};
  events_.push_back(std::move(event));
}

void Act::finish() { transaction_.events().append(events_); }

Operation new_operation(const Desk& desk) {
  Operation operation{.key = {}, .actor = desk.actor};
  desk.random(operation.key);
  return operation;
}

void perform_unchecked(Desk& desk, const std::function<void(Act&)>& change) {
  desk.store.atomically(new_operation(desk), [&](Transaction& transaction) {
    Act act(transaction, desk);
    change(act);
    act.finish();
  });
}

void perform(Desk& desk, Verb verb, const std::function<void(Act&)>& change) {
  require(desk.actor, verb);
  perform_unchecked(desk, change);
}

void look(Desk& desk, Verb verb, const std::function<void(Transaction&, Instant)>& look) {
  require(desk.actor, verb);
  desk.store.read([&](Transaction& transaction) { look(transaction, desk.clock()); });
}

namespace {

// The id of what a word names, or the word itself.
std::string subject_named(Transaction& transaction, std::string_view word) {
  try {
    const Thing thing = find_thing(transaction, word).thing;
    if (const auto* service = std::get_if<Service>(&thing)) return text_of(service->subscription.id);
    if (const auto* account = std::get_if<Account>(&thing)) return text_of(account->id);
    return text_of(std::get<Cancellation>(thing).subscription);
  } catch (const Error& error) {
    if (error.fault != Fault::not_found && error.fault != Fault::input_invalid) throw;
    return std::string(word);
  }
}

}  // namespace

void record_refusal(Desk& desk, std::string_view subject, std::string_view fault) {
  std::string after;
  JsonWriter json(after);
  json.begin_object();
  json.member("error", fault);
  json.end_object();
  perform_unchecked(desk,
                    [&](Act& act) { act.record(EventKind::refused, subject_named(act.store(), subject), {}, after); });
}

}  // namespace nexor
