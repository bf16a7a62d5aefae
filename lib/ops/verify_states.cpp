#include "lib/ops/verify_states.h"

#include <fmt/format.h>

#include <utility>

#include "lib/store/accounts.h"
#include "lib/store/plans.h"
#include "lib/store/store.h"
#include "lib/text/json_reader.h"

namespace nexor {

namespace {

constexpr std::size_t at_a_time = 500;

}  // namespace

RecordStates::RecordStates(Transaction& transaction, std::function<void(std::string)> find)
    : transaction_(transaction), find_(std::move(find)) {}

void RecordStates::note(const Event& event) {
  const auto ended_at = parse_instant(json_at(event.after.value_or("{}"), "ended_at").value_or(""));
  if (ended_at) {
    told_[event.subject] = ended_at;
  } else {
    told_.erase(event.subject);
  }
}

void RecordStates::finish() {
  check_accounts();
  check_plans();
  for (const auto& [subject, ended_at] : told_) {
    find_(fmt::format("{}: events tell that it ended, but it goes on", subject));
  }
}

void RecordStates::check_accounts() {
  AccountId after{0};
  for (;;) {
    const auto closed = transaction_.accounts().closed_after(after, at_a_time);
    if (closed.empty()) return;
    for (const Account& account : closed) check(text_of(account.id), account.closed_at);
    after = closed.back().id;
  }
}

void RecordStates::check_plans() {
  PageRequest request{.after = {}, .limit = at_a_time};
  do {
    const auto page = transaction_.plans().list(request, {.is_retired = true, .search = {}});
    for (const Plan& plan : page.items) check(plan.key, plan.retired_at);
    request.after = page.next;
  } while (request.after);
}

void RecordStates::check(const std::string& subject, std::optional<Instant> ended_at) {
  const auto told = told_.find(subject);
  if (told == told_.end() || told->second != ended_at) {
    find_(fmt::format("{}: ended at another time than its events tell", subject));
  }
  if (told != told_.end()) told_.erase(told);
}

}  // namespace nexor
