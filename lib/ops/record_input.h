#pragma once

#include <cstdint>
#include <istream>
#include <memory>
#include <vector>

#include "lib/secret/hashed_input.h"
#include "lib/text/record.h"

namespace nexor {

// A file of records that is read once, and hashed as it is read. What it is as a whole is looked at first, so that a
// file that is none is refused before any store is opened.
class RecordInput {
 public:
  // Reads up to the first row. Throws input_invalid where it is neither CSV nor JSON Lines, or lacks a column. The
  // stream has to outlive this.
  RecordInput(std::istream& stream, std::vector<WantedColumn> wanted);

  // As RecordReader::next.
  bool next(Record& record) { return reader_->next(record); }

  const std::vector<std::string>& ignored_columns() const { return reader_->ignored_columns(); }

  // Throws input_invalid where a column was met so far that isn't wanted: one that was mistyped would say nothing, and
  // other values would be taken than were meant.
  void refuse_ignored_columns() const;

  // Of all that was read so far.
  Digest digest() const { return buffer_.digest(); }
  std::int64_t bytes() const { return buffer_.bytes(); }

 private:
  std::vector<WantedColumn> wanted_;
  HashedInput buffer_;
  std::istream hashed_{&buffer_};
  std::unique_ptr<RecordReader> reader_;
};

}  // namespace nexor
