#pragma once

#include <functional>
#include <optional>
#include <span>
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
  // An item's summary for the digest, and its texts: one that tells of its failure, then its object, its line, or its
  // cells of a table.
  struct Kept {
    Digest summary{};
    bool has_failed = false;
    std::vector<std::string> texts;
  };

  explicit KeptItems(std::string folder) : kept_(std::move(folder)) {}

  void add(std::optional<std::int64_t> line, const Kept& kept);
  void each(const std::function<void(Kept&)>& visit);

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
        rows_(context, form_.shape),
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
    } else if (is_shown && context_.format() == Format::table) {
      for (TableCell& cell : rows_.painted(item)) kept.texts.push_back(std::move(cell.text));
    } else if (is_shown) {
      kept.texts.push_back(rows_.line(item));
    }
    kept_.add(item.line, kept);
  }

  KeptItems& kept() { return kept_; }

  // In the format that is asked for.
  void print_rows() {
    const bool is_table = context_.format() == Format::table;
    rows_.begin();
    kept_.each([&](KeptItems::Kept& kept) {
      if (is_table) {
        rows_.add_row(cells_of(kept));
      } else {
        context_.out() << kept.texts.back();
      }
    });
    rows_.finish();
  }

 private:
  std::string failure_line(const Item& item) const {
    const std::string where = item.line ? "line " + std::to_string(*item.line) : form_.name(item);
    return harmless(where + ": " + in_a_line(*item.error));
  }

  static std::vector<TableCell> cells_of(KeptItems::Kept& kept) {
    std::vector<TableCell> cells;
    for (std::string& text : std::span(kept.texts).subspan(1)) cells.push_back({std::move(text), Ink::plain});
    return cells;
  }

  Context& context_;
  bool is_json_;
  bool is_quiet_;
  ItemForm<Item> form_;
  RowPrinter<Item> rows_;
  KeptItems kept_;
};

struct AnswerHead;

// Prints the document of an answer: its head and its items, written as they come, since there may be any number of
// them; only `--get` needs all of it at once.
void print_answer(Context& context, const AnswerHead& head, KeptItems& items);

}  // namespace nexor
