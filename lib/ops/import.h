#pragma once

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "lib/error.h"
#include "lib/ops/import_kind.h"
#include "lib/ops/import_row.h"
#include "lib/ops/record_input.h"

namespace nexor {

struct Desk;

struct ImportOrder {
  ImportKind kind = ImportKind::accounts;
  std::map<std::string, std::string>
      columns;  // a field to the column that it is read from, where that isn't its own name
  std::map<std::string, std::string> values;  // a field to the one value that it has in every row
  bool is_update = false;                     // rows whose key is taken change that record
  bool is_dry_run = false;
};

// A row that was not imported.
struct ImportFailure {
  std::int64_t line = 0;
  std::optional<std::size_t> column;  // as a RowProblem counts it, where one is to blame
  Error error;
};

struct ImportProgress {
  std::int64_t rows = 0;
  std::int64_t failed = 0;
  std::int64_t bytes = 0;  // read from the input
};

// Who is told while an import runs. It runs inside a change: neither may wait for anybody, nor print.
struct ImportSink {
  std::function<void(const ImportFailure&)> failure;  // each, in the order of the input
  std::function<void(const ImportProgress&)> progress = {};
  std::function<void()> all_read = {};  // once, in front of the commit
};

// The counts of added, updated, unchanged and failed rows add up to the rows, but where good ones were taken back.
struct ImportReport {
  std::int64_t rows = 0;
  std::int64_t added = 0;
  std::int64_t updated = 0;
  std::int64_t unchanged = 0;  // an update that said what was so already
  std::int64_t failed = 0;
  bool is_taken_back = false;  // nothing was added, since a row failed and there is no second import for the rest
  std::vector<std::string> ignored_columns;
};

// CSV with a header, or JSON Lines, open in front of its first row.
class ImportFile {
 public:
  // Throws input_invalid where the file as a whole can't be read, or lacks a column. The stream has to outlive this.
  ImportFile(const ImportOrder& order, std::istream& stream);

  const ImportFields& fields() const { return fields_; }
  RecordInput& records() { return records_; }

 private:
  ImportFields fields_;
  RecordInput records_;
};

// Adds a record for every good row of the file, all in one change; a bad row is reported and costs no other row
// anything. An update changes what is there: a cell says what the record shall have, an empty one the default, and what
// the file has no column for stays. The import has one event, and each edit its own. Cancellations keep numbers, times
// and names, and come into a store without any, else all of it is a conflict; so they come all or none, as those that
// are left could not come later. A dry run decides the same and changes nothing.
ImportReport import_records(Desk& desk, const ImportOrder& order, ImportFile& file, const ImportSink& sink);

}  // namespace nexor
