#include "lib/ops/batch_input.h"

#include <array>
#include <cstring>
#include <string_view>

#include "lib/error.h"
#include "lib/ops/desk.h"
#include "lib/store/subscriptions.h"
#include "lib/text/record_file.h"

namespace nexor {

namespace {

constexpr std::size_t at_a_time = 1000;

// The fields of a row's text, each behind its length.
class RowWriter {
 public:
  RowWriter& number(std::int64_t number) {
    bytes_.append(reinterpret_cast<const char*>(&number), sizeof number);
    return *this;
  }
  RowWriter& text(std::string_view text) {
    number(static_cast<std::int64_t>(text.size()));
    bytes_.append(text);
    return *this;
  }
  RowWriter& optional(const std::optional<std::string>& maybe) {
    if (!maybe) return number(-1);
    return text(*maybe);
  }
  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

class RowReader {
 public:
  explicit RowReader(std::string_view bytes) : bytes_(bytes) {}

  std::int64_t number() {
    std::int64_t number = 0;
    std::memcpy(&number, bytes_.data(), sizeof number);
    bytes_.remove_prefix(sizeof number);
    return number;
  }
  std::optional<std::string> optional() {
    const std::int64_t size = number();
    if (size < 0) return {};
    std::string text(bytes_.substr(0, static_cast<std::size_t>(size)));
    bytes_.remove_prefix(text.size());
    return text;
  }
  std::string text() { return optional().value_or(""); }

 private:
  std::string_view bytes_;
};

constexpr std::int64_t none = -1;

std::string packed(const BatchRow& row) {
  RowWriter writer;
  writer.number(row.line.value_or(none)).text(row.subscription).optional(row.reason).optional(row.at);
  writer.optional(row.feedback).optional(row.on_behalf_of).optional(row.problem);
  return writer.number(row.ending_at.value_or(none)).bytes();
}

std::optional<std::int64_t> known(std::int64_t number) {
  if (number == none) return {};
  return number;
}

BatchRow unpacked(std::string_view bytes) {
  RowReader reader(bytes);
  BatchRow row;
  row.line = known(reader.number());
  row.subscription = reader.text();
  row.reason = reader.optional();
  row.at = reader.optional();
  row.feedback = reader.optional();
  row.on_behalf_of = reader.optional();
  row.problem = reader.optional();
  row.ending_at = known(reader.number());
  return row;
}

constexpr std::array<std::string_view, 5> columns{"subscription", "reason", "at", "feedback", "on_behalf_of"};

std::vector<WantedColumn> wanted_columns() {
  std::vector<WantedColumn> wanted;
  for (const std::string_view column : columns) wanted.push_back({std::string(column), column == columns.front()});
  return wanted;
}

BatchRow row_of(const Record& record) {
  BatchRow row{.line = record.line};
  if (const auto& problem = record.problem) {
    row.problem = text_of(*problem);
    return row;
  }
  const auto said = [&](std::size_t place) -> std::optional<std::string> {
    const auto& text = record.cells[place].text;
    if (!text || text->empty()) return {};
    return std::string(*text);
  };
  row.subscription = said(0).value_or("");
  row.reason = said(1);
  row.at = said(2);
  row.feedback = said(3);
  row.on_behalf_of = said(4);
  return row;
}

// The number that a word writes where it is a subscription's id. Any other mistake is told when the row is decided.
std::optional<SubscriptionId> id_in(std::string_view word) {
  try {
    const auto id = parse_id(word);
    if (id && id->kind == IdKind::subscription) return SubscriptionId{id->number};
  } catch (const Error&) {
  }
  return {};
}

// Takes the rows of a file, which it sorts by key to look them up in the order of the store's own index.
class BatchReader {
 public:
  explicit BatchReader(Desk& desk)
      : desk_(desk), keyed_(desk.scratch_folder), input_(BatchSource::file, desk.scratch_folder) {}

  BatchInput read(RecordInput& records, const std::function<void(const BatchReading&)>& progress) {
    Record record;
    for (BatchReading at; records.next(record); progress(at)) {
      take(row_of(record));
      ++at.rows;
      at.bytes = records.bytes();
    }
    records.refuse_ignored_columns();
    input_.set_hash(records.digest());
    look_up();
    return std::move(input_);
  }

 private:
  void take(BatchRow row) {
    const bool is_id = !row.subscription.empty() && has_id_shape(row.subscription);
    if (row.problem || row.subscription.empty() || is_id) {
      if (is_id) row.target = id_in(row.subscription);
      input_.add(row);
    } else {
      keyed_.add(row.subscription, packed(row));
    }
  }

  void look_up() {
    std::vector<BatchRow> page;
    keyed_.each([&](std::string_view, std::string_view content) {
      page.push_back(unpacked(content));
      if (page.size() == at_a_time) look_up(page);
    });
    look_up(page);
  }

  // A look of its own for each page: nobody who writes has to wait for all of them.
  void look_up(std::vector<BatchRow>& page) {
    std::vector<std::string> keys;
    keys.reserve(page.size());
    for (const BatchRow& row : page) keys.push_back(row.subscription);
    std::vector<std::optional<SubscriptionId>> ids;
    look(desk_, Verb::cancel,
         [&](Transaction& transaction, Instant) { ids = transaction.subscriptions().ids_of(keys); });
    for (std::size_t i = 0; i < page.size(); ++i) {
      page[i].target = ids[i];
      input_.add(page[i]);
    }
    page.clear();
  }

  Desk& desk_;
  Sorter keyed_;
  BatchInput input_;
};

}  // namespace

// Rows that name nothing come first, so that who wants to stop at what fails has nothing done before.
constexpr std::int64_t no_target = 0;

void BatchInput::add(const BatchRow& row) {
  const std::int64_t target = row.target ? row.target->number() : no_target;
  rows_.add(ordered_bytes(target) + ordered_bytes(row.line.value_or(0)), packed(row));
}

void BatchInput::each_page(const std::function<void(std::vector<BatchRow>& page)>& visit) {
  std::vector<BatchRow> page;
  std::int64_t position = 0;
  std::int64_t target_before = 0;
  rows_.each([&](std::string_view key, std::string_view content) {
    BatchRow row = unpacked(content);
    row.position = ++position;
    const std::int64_t target = number_in(key);
    if (target != no_target) row.target = SubscriptionId{target};
    row.is_repeated = row.target && target == target_before;
    target_before = target;
    page.push_back(std::move(row));
    if (page.size() < at_a_time) return;
    visit(page);
    page.clear();
  });
  if (!page.empty()) visit(page);
}

BatchFile::BatchFile(std::istream& stream) : records_(stream, wanted_columns()) { records_.refuse_ignored_columns(); }

BatchInput BatchFile::read(Desk& desk, const std::function<void(const BatchReading&)>& progress) {
  return BatchReader(desk).read(records_, progress);
}

BatchInput select_for_batch(Desk& desk, const SubscriptionFilter& filter, const std::vector<std::string>& words) {
  BatchInput input(BatchSource::filter, desk.scratch_folder);
  Sha256 hash;
  for (const std::string& word : words) hash.update_field(word);
  input.set_hash(hash.finish());
  SubscriptionFilter by_number = filter;
  by_number.order = {.by = SubscriptionSort::created_at};
  PageRequest request{.after = {}, .limit = at_a_time};
  do {
    look(desk, Verb::cancel, [&](Transaction& transaction, Instant now) {
      const auto page = transaction.subscriptions().list(by_number, now, request);
      for (const Service& service : page.items) {
        const Cancellation* ending = ending_of(service);
        input.add({.subscription = service.subscription.key,
                   .target = service.subscription.id,
                   .ending_at = ending == nullptr ? 0 : ending->confirmation.id.number()});
      }
      request.after = page.next;
    });
  } while (request.after);
  return input;
}

}  // namespace nexor
