#include "lib/ops/import_kind.h"

#include <array>

namespace nexor {

namespace {

constexpr std::array<std::string_view, 6> account_columns{"key", "name", "email", "time_zone", "locale", "note"};
constexpr std::array<std::string_view, 10> plan_columns{
    "key", "name", "period", "price", "currency", "trial_days", "notice_days", "minimum_terms", "fixed_terms", "addon"};
constexpr std::array<std::string_view, 7> subscription_columns{"key",         "account",  "plan", "start_on",
                                                               "billing_day", "quantity", "base"};
constexpr std::array<std::string_view, 6> request_columns{"key", "name", "email", "plan", "time_zone", "note"};
// The first ones are needed.
constexpr std::array<std::string_view, 18> cancellation_columns{
    "confirmation", "subscription", "status",       "requested_at", "effective_on", "reason",
    "by",           "at",           "effective_at", "reason_label", "voluntary",    "feedback",
    "channel",      "on_behalf_of", "replaces",     "backdated",    "override",     "recorded_at"};

}  // namespace

std::string_view name_of(ImportKind kind) {
  switch (kind) {
    case ImportKind::accounts:
      return "accounts";
    case ImportKind::plans:
      return "plans";
    case ImportKind::subscriptions:
      return "subscriptions";
    case ImportKind::requests:
      return "requests";
    case ImportKind::cancellations:
      return "cancellations";
  }
  return "accounts";
}

std::optional<ImportKind> parse_import_kind(std::string_view name) {
  using enum ImportKind;
  for (const ImportKind kind : {accounts, plans, subscriptions, requests, cancellations}) {
    if (name == name_of(kind)) return kind;
  }
  return {};
}

std::span<const std::string_view> columns_of(ImportKind kind) {
  switch (kind) {
    case ImportKind::accounts:
      return account_columns;
    case ImportKind::plans:
      return plan_columns;
    case ImportKind::subscriptions:
      return subscription_columns;
    case ImportKind::requests:
      return request_columns;
    case ImportKind::cancellations:
      return cancellation_columns;
  }
  return {};
}

std::span<const std::string_view> required_columns_of(ImportKind kind, bool is_update) {
  const auto columns = columns_of(kind);
  if (is_update) return columns.first(1);
  switch (kind) {
    case ImportKind::accounts:
      return columns.first(2);
    case ImportKind::plans:
      return columns.first(5);
    case ImportKind::subscriptions:
      return columns.first(3);
    case ImportKind::requests:
      return columns.first(4);
    case ImportKind::cancellations:
      return columns.first(7);
  }
  return {};
}

}  // namespace nexor
