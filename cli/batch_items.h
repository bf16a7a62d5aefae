#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cli/context.h"
#include "cli/print.h"
#include "lib/ops/cancel.h"
#include "lib/secret/digest.h"
#include "lib/spill/sorter.h"

namespace nexor {

// The items of a batch as they are printed: they come in the order in which rows are decided, and are printed in that
// of their lines. Each is turned into its text at once, so that a million of them take no memory.
class BatchItems {
 public:
  // Of a quiet answer only those that failed are printed.
  explicit BatchItems(Context& context);

  void add(const CancelItem& item);

  // Over all items, in the order of their lines; of an answer in JSON only.
  std::string digest();

  // `"items":[…]`'s elements, joined by commas.
  void write_json(const std::function<void(std::string_view)>& put);

  // In the format that is asked for.
  void print_rows();

  // A line on stderr for each that failed.
  void tell_failures();

 private:
  struct Kept;

  void each(const std::function<void(const Kept&)>& visit);

  Context& context_;
  bool is_json_;
  bool is_quiet_;
  Instant now_;
  Shape<CancelItem> shape_;
  Sorter kept_;
};

}  // namespace nexor
