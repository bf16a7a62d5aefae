#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/output/table.h"
#include "lib/model/date.h"

namespace nexor {

class JsonWriter;

// One column of a kind of thing: its name (`--columns`, the header), how it behaves in a table, and what stands in it.
// Text is raw: whole, RFC 3339, empty for null.
template <class T>
struct Column {
  std::string name;
  int priority = 0;  // of TableColumn
  bool may_be_cut = false;
  std::function<std::string(const T&)> text;
  Align align = Align::left;
  std::function<Ink(const T&)> ink;  // plain where there is none
  ColumnRole role = ColumnRole::other;
  std::function<std::optional<Instant>(const T&)> instant;  // of a time, which tables write as it is asked for
};

template <class T>
Column<T> time_column(std::string name, int priority, std::function<std::optional<Instant>(const T&)> instant) {
  Column<T> column{std::move(name), priority, false, {}};
  column.text = [instant](const T& thing) {
    const auto at = instant(thing);
    return at ? text_of(*at) : std::string();
  };
  column.instant = std::move(instant);
  return column;
}

// The id that nexor gave, and people's own name beside it.
template <class T>
Column<T> id_column(std::string name, int priority, std::function<std::string(const T&)> text) {
  return {std::move(name), priority, false, std::move(text), Align::left, {}, ColumnRole::id, {}};
}
template <class T>
Column<T> key_column(std::string name, std::function<std::string(const T&)> text) {
  return {std::move(name), 0, false, std::move(text), Align::left, {}, ColumnRole::key, {}};
}

// How one kind of thing is printed, in every format. The documented order of columns is theirs here.
template <class T>
struct Shape {
  std::string kind;    // `subscriptions`
  std::string schema;  // of one: `nexor.subscription/1`
  std::vector<Column<T>> columns;
  std::function<void(JsonWriter&, const T&)> members;  // of one JSON object
  std::function<std::string(const T&)> id;             // empty where it has none
};

template <class T>
std::vector<std::string> names_of(const std::vector<Column<T>>& columns) {
  std::vector<std::string> names;
  for (const Column<T>& column : columns) names.push_back(column.name);
  return names;
}

}  // namespace nexor
