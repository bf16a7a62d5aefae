#include <fmt/format.h>

#include <algorithm>

#include "lib/ops/batch.h"
#include "lib/ops/batch_decisions.h"
#include "lib/ops/desk.h"
#include "lib/ops/digest.h"

namespace nexor {

namespace {

std::string_view as_text(const Digest& digest) { return {reinterpret_cast<const char*>(digest.data()), digest.size()}; }

Digest digest_in(std::string_view bytes) {
  Digest digest{};
  std::copy(bytes.begin(), bytes.end(), digest.begin());
  return digest;
}

void count(BatchPreview& preview, const CancelItem& item) {
  ++preview.rows;
  ++preview.counts[item.error ? Outcome::failed : item.outcome];
  if (item.error) ++preview.by_error[std::string(name_of(item.error->fault))];
  if (!is_new(item)) return;
  ++preview.by_plan[item.service->plan.key];
  const Date end = item.cancellation->effective_on;
  preview.first_end = std::min(preview.first_end.value_or(end), end);
  preview.last_end = std::max(preview.last_end.value_or(end), end);
}

}  // namespace

BatchPreview preview_batch(Desk& desk, const BatchOrder& order, BatchInput& input,
                           const std::function<void(const CancelItem&)>& tell) {
  BatchPreview preview;
  BatchDecisions decisions(desk, order.options, {});
  Sorter in_lines(desk.scratch_folder);  // rows that a filter chose have no lines, and stand in their order already
  input.each_page([&](const std::vector<BatchRow>& page) {
    std::vector<CancelItem> items;
    look(desk, Verb::cancel,
         [&](Transaction& transaction, Instant now) { items = decisions.decide(transaction, page, now); });
    for (const CancelItem& item : items) {
      count(preview, item);
      in_lines.add(ordered_bytes(item.line.value_or(0)), as_text(summary_of(item)));
      tell(item);
    }
  });
  LookDigest digest;
  in_lines.each([&](std::string_view, std::string_view summary) { digest.add(digest_in(summary)); });
  preview.digest = digest.text();
  return preview;
}

}  // namespace nexor
