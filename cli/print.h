#pragma once

#include <algorithm>
#include <functional>
#include <list>
#include <optional>
#include <ostream>
#include <sstream>
#include <string>
#include <vector>

#include "cli/context.h"
#include "cli/output/columns.h"
#include "cli/output/delimited.h"
#include "lib/store/page.h"
#include "lib/text/json_writer.h"

namespace nexor {

// Prints a whole JSON document, or what `--get` asks for in it: one value, or, where the field is one of the document's
// items, that of each of them in a line.
void print_document(Context& context, const std::string& document);

// Prints one thing that stands in no list: its document in JSON, else a row for each of these fields, with the value
// that `--get` would give. `id` prints the value of the first.
void print_fields(Context& context, const std::string& document, const std::vector<std::string>& fields);

// The columns of print_fields.
std::vector<std::string> field_columns();

// The raw value at a dotted path, as `--get` prints it; empty where this document has none. That some document of the
// command has one was seen before it ran.
std::string value_at(const std::string& document, const std::string& path);

// Throws usage, naming the nearest, for a column that is not there.
void refuse_column(const std::string& name, const std::vector<std::string>& known);

// `c_…`, which stands for a place in a list, and back. Throws input_invalid for what isn't one.
std::string cursor_of(const std::string& position);
std::string position_of(const std::string& cursor);

// Whether a path is one of the list that things of this schema stand in, and not of each of them.
bool is_of_list(const std::string& schema, const std::string& path);

struct ListEnd;

// `],"total":…,"next":…}`
std::string list_end_json(const ListEnd& end);

// One thing as JSON: with its schema in front where it stands alone.
template <class T>
std::string json_object(const Shape<T>& shape, const T& thing, bool is_alone) {
  std::string text;
  JsonWriter json(text);
  json.begin_object();
  if (is_alone) json.member("schema", shape.schema);
  shape.members(json, thing);
  json.end_object();
  return text;
}

// Rows in the format that is asked for: made known one after the other, and finished at the end.
template <class T>
class RowPrinter {
 public:
  RowPrinter(Context& context, const Shape<T>& shape) : context_(context), shape_(shape), columns_(chosen()) {}

  void begin() {
    const Format format = context_.format();
    const bool has_header = context_.globals().header.value_or(format == Format::csv);
    if (format == Format::csv && has_header) context_.out() << csv_row(names(), context_.globals().csv_raw);
    if (format == Format::tsv && has_header) context_.out() << tsv_row(names());
  }

  void add(const T& thing) {
    if (context_.format() == Format::table) {
      add_row(painted(thing));
    } else {
      context_.out() << line(thing);
    }
  }

  // The line of one thing, with its end, in the formats that print each alone: nothing in those that don't.
  std::string line(const T& thing) const {
    switch (context_.format()) {
      case Format::tsv:
        return tsv_row(cells(thing));
      case Format::csv:
        return csv_row(cells(thing), context_.globals().csv_raw);
      case Format::id: {
        const std::string id = shape_.id(thing);
        return id.empty() ? id : id + '\n';
      }
      case Format::jsonl:
        return object(thing, true) + '\n';
      case Format::json:
      case Format::table:
        break;
    }
    return {};
  }

  // A table's row of one thing, and what makes it known.
  std::vector<TableCell> painted(const T& thing) const {
    std::vector<TableCell> cells;
    for (const Column<T>* column : columns_) {
      cells.push_back({for_people(*column, thing), column->ink ? column->ink(thing) : Ink::plain});
    }
    return cells;
  }
  void add_row(std::vector<TableCell> row) { rows_.push_back(std::move(row)); }

  void finish() {
    if (context_.format() != Format::table || rows_.empty()) return;
    std::vector<TableColumn> columns;
    for (const Column<T>* column : columns_) {
      columns.push_back({column->name, column->priority, column->may_be_cut, column->align, column->role});
    }
    const auto header = context_.globals().header.value_or(true) ? TableHeader::shown : TableHeader::hidden;
    context_.out() << render_table(columns, rows_, context_.width(), context_.paint(), header);
  }

  std::string object(const T& thing, bool is_alone) const { return json_object(shape_, thing, is_alone); }

 private:
  // Of things of several kinds each has columns of its own; that one of them has this was seen before.
  static Column<T> absent(const std::string& name) {
    return {name, 0, false, [](const T&) { return std::string(); }};
  }

  std::vector<const Column<T>*> chosen() {
    std::vector<const Column<T>*> columns;
    for (const std::string& name : context_.globals().columns) {
      const auto found = std::find_if(shape_.columns.begin(), shape_.columns.end(),
                                      [&](const auto& column) { return column.name == name; });
      columns.push_back(found == shape_.columns.end() ? &absent_.emplace_back(absent(name)) : &*found);
    }
    if (!columns.empty()) return columns;
    for (const Column<T>& column : shape_.columns) columns.push_back(&column);
    return columns;
  }

  std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const Column<T>* column : columns_) names.push_back(column->name);
    return names;
  }

  std::vector<std::string> cells(const T& thing) const {
    std::vector<std::string> cells;
    for (const Column<T>* column : columns_) cells.push_back(column->text(thing));
    return cells;
  }

  std::string for_people(const Column<T>& column, const T& thing) const {
    const auto at = column.instant ? column.instant(thing) : std::nullopt;
    return at ? context_.times()(*at) : column.text(thing);
  }

  Context& context_;
  const Shape<T>& shape_;
  std::list<Column<T>> absent_;
  std::vector<const Column<T>*> columns_;
  std::vector<std::vector<TableCell>> rows_;
};

// Gives at most `count` things behind `after`, which is null for the first page.
template <class T>
using PageSource = std::function<Page<T>(const std::optional<std::string>& after, std::size_t count)>;

// What a list's end says.
struct ListEnd {
  std::size_t printed = 0;
  std::optional<std::int64_t> total;  // null where the list didn't begin at its beginning
  std::optional<std::string> next;    // a cursor, where more follow
};

// Prints a list page by page, so that its length costs no memory; only a table is held as a whole, since its widths
// need every row. No limit prints all.
template <class T>
ListEnd print_list(Context& context, const Shape<T>& shape, std::optional<std::string> after,
                   std::optional<std::size_t> limit, const PageSource<T>& source) {
  constexpr std::size_t at_a_time = 500;
  RowPrinter<T> rows(context, shape);
  const auto& get = context.globals().get;
  const bool asks_for_list = get && is_of_list(shape.schema, *get);
  std::ostringstream kept;  // the document, of which one value is asked for
  std::ostream& document = asks_for_list ? kept : context.out();
  const bool is_document = asks_for_list || (context.format() == Format::json && !get);
  if (is_document) document << R"({"schema":"nexor.list/1","kind":)" << json_quoted(shape.kind) << R"(,"items":[)";
  if (!get) rows.begin();
  ListEnd end;
  bool has_more = true;
  for (bool is_first = true; has_more; is_first = false) {
    const std::size_t count = limit ? std::min(at_a_time, *limit - end.printed) : at_a_time;
    const Page<T> page = source(after, count);
    if (is_first) end.total = page.total;
    for (const T& thing : page.items) {
      if (is_document) {
        document << (end.printed == 0 ? "" : ",") << rows.object(thing, false);
      } else if (get) {
        context.out() << value_at(rows.object(thing, true), *get) << '\n';
      } else {
        rows.add(thing);
      }
      ++end.printed;
    }
    after = page.next;
    has_more = page.next && !(limit && end.printed >= *limit);
  }
  if (after) end.next = cursor_of(*after);
  if (!get) rows.finish();
  if (is_document) document << list_end_json(end) << '\n';
  if (asks_for_list) context.out() << value_at(kept.str(), *get) << '\n';
  return end;
}

// The same for a list that is at hand as a whole.
template <class T>
void print_all(Context& context, const Shape<T>& shape, const std::vector<T>& things) {
  print_list<T>(context, shape, {}, {}, [&](const std::optional<std::string>&, std::size_t) {
    return Page<T>{things, static_cast<std::int64_t>(things.size()), {}};
  });
}

}  // namespace nexor
