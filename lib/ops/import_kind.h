#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace nexor {

// What an import brings.
enum class ImportKind { accounts, plans, subscriptions, requests, cancellations };

std::string_view name_of(ImportKind kind);
std::optional<ImportKind> parse_import_kind(std::string_view name);

// The fields of a record, named as the columns that are read for them.
std::span<const std::string_view> columns_of(ImportKind kind);

// Those without which a file is refused. An update may leave as it is what a record has, and only needs its name.
std::span<const std::string_view> required_columns_of(ImportKind kind, bool is_update);

}  // namespace nexor
