#include "lib/ops/verify_origins.h"

#include <fmt/format.h>

#include <utility>

#include "lib/ops/content_reading.h"
#include "lib/store/accounts.h"
#include "lib/store/plans.h"
#include "lib/store/requests.h"
#include "lib/store/store.h"
#include "lib/store/subscriptions.h"

namespace nexor {

OriginVerification::OriginVerification(Transaction& transaction, std::function<void(std::string)> find)
    : transaction_(transaction), find_(std::move(find)) {}

void OriginVerification::note(const Event& event) {
  if (event.kind == EventKind::account_added) ++told_[ImportKind::accounts].single;
  if (event.kind == EventKind::plan_added) ++told_[ImportKind::plans].single;
  if (event.kind == EventKind::subscription_added) ++told_[ImportKind::subscriptions].single;
  if (event.kind == EventKind::request_added) ++told_[ImportKind::requests].single;
  if (event.kind != EventKind::records_imported) return;
  const auto kind = parse_import_kind(event.subject);
  if (kind) told_[*kind].imported += number_at(event.after.value_or("{}"), "imported");
}

void OriginVerification::finish() {
  check(ImportKind::accounts, transaction_.accounts().origins());
  check(ImportKind::plans, transaction_.plans().origins());
  check(ImportKind::subscriptions, transaction_.subscriptions().origins());
  check(ImportKind::requests, transaction_.requests().origins());
}

void OriginVerification::check(ImportKind kind, const OriginCounts& there) {
  const OriginCounts told = told_[kind];
  if (there.single != told.single) {
    find_(fmt::format("{} {} came in alone, but events tell of {}", there.single, name_of(kind), told.single));
  }
  if (there.imported != told.imported) {
    find_(fmt::format("{} {} are marked as imported, but events tell of {}", there.imported, name_of(kind),
                      told.imported));
  }
}

}  // namespace nexor
