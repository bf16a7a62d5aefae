#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/context.h"
#include "cli/print.h"
#include "cli/report_error.h"
#include "lib/ops/digest.h"
#include "lib/spill/sorter.h"
#include "lib/text/harmless.h"

namespace nexor {

// The texts of a batch's items in the order of their lines, kept where a million of them take no memory.
class KeptItems {
 public:
  // An item's summary for the digest, and its texts: one that tells of its failure, then its object or its cells.
  struct Kept {
    Digest summary{};
    bool has_failed = false;
    std::vector<std::string> texts;
  };

  explicit KeptItems(std::string folder) : kept_(std::move(folder)) {}

  void add(std::optional<std::int64_t> line, const Kept& kept);
  void each(const std::function<void(const Kept&)>& visit);

  std::string digest();

  // The objects, joined by commas.
  void write_json(const std::function<void(std::string_view)>& put);

  // A line on stderr for each that failed.
  void tell_failures(Context& context);

 private:
  Sorter kept_;
};

// How an item of an answer is told.
template <class Item>
struct ItemForm {
  Shape<Item> shape;
  std::function<void(JsonWriter&, const Item&)> write;
  std::function<std::string(const Item&)> name;  // of its target
};

// The items of a batch as they are printed: they come in the order in which rows are decided, and are printed in that
// of their lines. Each is turned into its text at once. Of a quiet answer only those that failed are printed.
template <class Item>
class AnswerItems {
 public:
  AnswerItems(Context& context, ItemForm<Item> form)
      : context_(context),
        is_json_(context.is_json() || context.globals().get),
        is_quiet_(context.globals().quiet),
        form_(std::move(form)),
        kept_(context.desk().scratch_folder) {}

  void add(const Item& item) {
    const bool is_shown = !is_quiet_ || item.error;
    if (!is_shown && !is_json_) return;
    KeptItems::Kept kept{.summary = {}, .has_failed = item.error.has_value(), .texts = {}};
    kept.texts.push_back(item.error ? failure_line(item) : "");
    if (is_json_) kept.summary = summary_of(item);
    if (is_shown && is_json_) {
      JsonWriter json(kept.texts.emplace_back());
      form_.write(json, item);
    } else if (is_shown) {
      kept.texts.push_back(form_.shape.id(item));
      for (const auto& column : form_.shape.columns) kept.texts.push_back(column.text(item));
    }
    kept_.add(item.line, kept);
  }

  KeptItems& kept() { return kept_; }

  // In the format that is asked for.
  void print_rows() {
    const auto shape = over_cells();
    RowPrinter rows(context_, shape);
    rows.begin();
    kept_.each([&](const KeptItems::Kept& kept) { rows.add(kept.texts); });
    rows.finish();
  }

 private:
  std::string failure_line(const Item& item) const {
    const std::string where = item.line ? "line " + std::to_string(*item.line) : form_.name(item);
    return harmless(where + ": " + in_a_line(*item.error));
  }

  // The same columns over the texts of an item: behind that of its failure what stands for it alone, then its cells.
  Shape<std::vector<std::string>> over_cells() const {
    Shape<std::vector<std::string>> cells{
        .kind = form_.shape.kind, .schema = form_.shape.schema, .columns = {}, .members = {}};
    for (std::size_t i = 0; i < form_.shape.columns.size(); ++i) {
      const Column<Item>& column = form_.shape.columns[i];
      cells.columns.push_back({column.name, column.priority, column.may_be_cut,
                               [i](const std::vector<std::string>& row) { return row[i + 2]; }});
    }
    cells.id = [](const std::vector<std::string>& row) { return row[1]; };
    return cells;
  }

  Context& context_;
  bool is_json_;
  bool is_quiet_;
  ItemForm<Item> form_;
  KeptItems kept_;
};

struct AnswerHead;

// Prints the document of an answer: its head and its items, written as they come, since there may be any number of
// them; only `--get` needs all of it at once.
void print_answer(Context& context, const AnswerHead& head, KeptItems& items);

}  // namespace nexor
