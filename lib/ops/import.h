#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/error.h"

namespace nexor {

struct Desk;

enum class ImportKind { accounts, plans, subscriptions };

std::string_view name_of(ImportKind kind);
std::optional<ImportKind> parse_import_kind(std::string_view name);

// The columns that are read, and those without which a file is refused.
std::span<const std::string_view> columns_of(ImportKind kind);
std::span<const std::string_view> required_columns_of(ImportKind kind);

struct ImportOrder {
  ImportKind kind = ImportKind::accounts;
  bool is_dry_run = false;
};

// A row that was not imported.
struct ImportFailure {
  std::int64_t line = 0;
  std::optional<std::size_t> column;  // the number of the field, from 1, where one is to blame
  Error error;
};

struct ImportReport {
  std::int64_t rows = 0;
  std::int64_t imported = 0;
  std::vector<ImportFailure> failures;
  std::vector<std::string> ignored_columns;
};

// Reads CSV with a header and adds a record for every good row, all in one change with one event; a bad row is reported
// and costs no other row anything. Throws input_invalid where the file as a whole can't be read. A dry run decides the
// same and changes nothing.
ImportReport import_records(Desk& desk, const ImportOrder& order, std::istream& input);

}  // namespace nexor
