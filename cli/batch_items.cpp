#include "cli/batch_items.h"

#include <fmt/format.h>

#include <cstring>

#include "cli/output/harmless.h"
#include "cli/shapes/cancel_item.h"
#include "cli/target_json.h"
#include "lib/ops/desk.h"
#include "lib/ops/digest.h"

namespace nexor {

// An item's summary, whether it failed, and its texts: one that tells of the failure, then its object or its cells.
struct BatchItems::Kept {
  Digest summary{};
  bool has_failed = false;
  std::vector<std::string> texts;

  std::string bytes() const {
    std::string bytes(reinterpret_cast<const char*>(summary.data()), summary.size());
    bytes += has_failed ? '!' : ' ';
    for (const std::string& text : texts) {
      const std::size_t size = text.size();
      bytes.append(reinterpret_cast<const char*>(&size), sizeof size).append(text);
    }
    return bytes;
  }

  static Kept in(std::string_view bytes) {
    Kept kept;
    std::memcpy(kept.summary.data(), bytes.data(), kept.summary.size());
    bytes.remove_prefix(kept.summary.size());
    kept.has_failed = bytes.front() == '!';
    bytes.remove_prefix(1);
    while (!bytes.empty()) {
      std::size_t size = 0;
      std::memcpy(&size, bytes.data(), sizeof size);
      kept.texts.emplace_back(bytes.substr(sizeof size, size));
      bytes.remove_prefix(sizeof size + size);
    }
    return kept;
  }
};

namespace {

std::string failure_line(const CancelItem& item) {
  const std::string where = item.line ? fmt::format("line {}: ", *item.line) : item.subscription + ": ";
  return harmless(where + item.error->message);
}

// The same columns over cells that are finished.
Shape<std::vector<std::string>> over_cells(const Shape<CancelItem>& shape) {
  Shape<std::vector<std::string>> cells{.kind = shape.kind, .schema = shape.schema, .columns = {}, .members = {}};
  for (std::size_t i = 0; i < shape.columns.size(); ++i) {
    const Column<CancelItem>& column = shape.columns[i];
    cells.columns.push_back({column.name, column.priority, column.may_be_cut,
                             [i](const std::vector<std::string>& row) { return row[i + 1]; }});
  }
  cells.id = [](const std::vector<std::string>& row) { return row.front(); };
  return cells;
}

}  // namespace

BatchItems::BatchItems(Context& context)
    : context_(context),
      is_json_(context.is_json() || context.globals().get),
      is_quiet_(context.globals().quiet),
      now_(context.now()),
      shape_(cancel_item_shape(now_)),
      kept_(context.desk().scratch_folder) {}

void BatchItems::add(const CancelItem& item) {
  const bool is_shown = !is_quiet_ || item.error;
  if (!is_shown && !is_json_) return;
  Kept kept{.summary = {}, .has_failed = item.error.has_value(), .texts = {}};
  kept.texts.push_back(item.error ? failure_line(item) : "");
  if (is_json_) kept.summary = summary_of(item);
  if (is_shown && is_json_) {
    JsonWriter json(kept.texts.emplace_back());
    write_cancel_item(json, item, now_);
  } else if (is_shown) {
    kept.texts.push_back(shape_.id(item));
    for (const auto& column : shape_.columns) kept.texts.push_back(column.text(item));
  }
  kept_.add(ordered_bytes(item.line.value_or(0)), kept.bytes());
}

std::string BatchItems::digest() {
  LookDigest digest;
  each([&](const Kept& kept) { digest.add(kept.summary); });
  return digest.text();
}

void BatchItems::write_json(const std::function<void(std::string_view)>& put) {
  bool is_first = true;
  each([&](const Kept& kept) {
    if (kept.texts.size() < 2) return;
    put(std::exchange(is_first, false) ? "" : ",");
    put(kept.texts[1]);
  });
}

void BatchItems::print_rows() {
  const auto shape = over_cells(shape_);
  RowPrinter rows(context_, shape);
  rows.begin();
  each([&](const Kept& kept) { rows.add(std::vector<std::string>(kept.texts.begin() + 1, kept.texts.end())); });
  rows.finish();
}

void BatchItems::tell_failures() {
  each([&](const Kept& kept) {
    if (kept.has_failed) {
      context_.err() << "nexor: " << context_.command() << ": " << kept.texts.front() << '\n';
    }
  });
}

void BatchItems::each(const std::function<void(const Kept&)>& visit) {
  kept_.each([&](std::string_view, std::string_view content) { visit(Kept::in(content)); });
}

}  // namespace nexor
