#include "lib/ops/decision_input.h"

#include <span>
#include <string_view>
#include <utility>

#include "lib/ops/record_input.h"
#include "lib/text/record_file.h"

namespace nexor {

namespace {

// A column of a decision's file, and where its text goes.
struct Column {
  std::string_view name;
  std::optional<std::string> DecisionTarget::*member;
};

std::span<const Column> columns_of(Decision decision) {
  static constexpr Column of_approve[]{{"account_key", &DecisionTarget::account_key},
                                       {"subscription_key", &DecisionTarget::subscription_key},
                                       {"start", &DecisionTarget::start}};
  static constexpr Column of_decline[]{{"reason", &DecisionTarget::reason}, {"note", &DecisionTarget::note}};
  switch (decision) {
    case Decision::approve:
      return of_approve;
    case Decision::decline:
      return of_decline;
    case Decision::reopen:
      return {};
  }
  return {};
}

DecisionTarget target_of(const Record& record, std::span<const Column> columns, const DecisionTarget& common) {
  DecisionTarget target = common;
  target.line = record.line;
  if (record.problem) {
    target.problem = text_of(*record.problem);
    return target;
  }
  target.request = record.cells.front().text.value_or("");
  for (std::size_t place = 0; place < columns.size(); ++place) {
    const auto& text = record.cells[place + 1].text;
    if (text && !text->empty()) target.*columns[place].member = std::string(*text);
  }
  return target;
}

}  // namespace

std::vector<DecisionTarget> read_decision_file(Decision decision, const DecisionTarget& common, std::istream& input) {
  const auto columns = columns_of(decision);
  std::vector<WantedColumn> wanted{{"request", true}};
  for (const Column& column : columns) wanted.push_back({std::string(column.name)});
  RecordInput records(input, std::move(wanted));
  records.refuse_ignored_columns();
  std::vector<DecisionTarget> targets;
  for (Record record; records.next(record);) targets.push_back(target_of(record, columns, common));
  records.refuse_ignored_columns();
  return targets;
}

}  // namespace nexor
