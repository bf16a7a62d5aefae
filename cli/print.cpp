#include "cli/print.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/parse/suggest.h"
#include "cli/schema_definitions.h"
#include "cli/schema_fields.h"
#include "lib/model/crockford.h"
#include "lib/text/json_reader.h"

namespace nexor {

std::string value_at(const std::string& document, const std::string& path) {
  return json_at(document, path).value_or("");
}

void print_document(Context& context, const std::string& document) {
  const auto& get = context.globals().get;
  if (!get) {
    context.out() << document << '\n';
    return;
  }
  for (const std::string& value : json_values_at(document, *get)) context.out() << value << '\n';
}

namespace {

struct Field {
  std::string name;
  std::string value;
};

Shape<Field> field_shape() {
  return {.kind = "fields",
          .schema = "nexor.field/1",
          .columns = {{"field", 0, false, [](const Field& f) { return f.name; }},
                      {"value", 0, true, [](const Field& f) { return f.value; }}},
          .members = {},
          .id = [](const Field& f) { return f.value; }};
}

}  // namespace

std::vector<std::string> field_columns() { return names_of(field_shape().columns); }

void print_fields(Context& context, const std::string& document, const std::vector<std::string>& fields) {
  if (context.is_json() || context.globals().get) return print_document(context, document);
  std::vector<Field> rows;
  for (const std::string& name : fields) rows.push_back({name, value_at(document, name)});
  if (context.format() == Format::id) rows.resize(1);
  print_all(context, field_shape(), rows);
}

void refuse_column(const std::string& name, const std::vector<std::string>& known) {
  const std::string near = did_you_mean(name, known);
  throw Error(Fault::usage, fmt::format("--columns: no column '{}'", name))
      .with_hint(near.empty() ? fmt::format("columns are: {}", fmt::join(known, ", ")) : near);
}

bool is_of_list(const std::string& schema, const std::string& path) {
  const std::string name = schema.substr(schema.find('.') + 1, schema.find('/') - schema.find('.') - 1);
  return find_definition(name) != nullptr && !has_field(std::vector{name}, path);
}

std::string cursor_of(const std::string& position) {
  std::string text = "c_";
  for (const char c : position) {
    constexpr unsigned symbols = 32;
    const auto byte = static_cast<unsigned char>(c);
    text += crockford::symbol_of(byte / symbols);
    text += crockford::symbol_of(byte % symbols);
  }
  return text;
}

std::string position_of(const std::string& cursor) {
  const auto refuse = [&] {
    return Error(Fault::input_invalid, fmt::format("--cursor: '{}' is none", cursor))
        .with_hint("give the 'next' of the page before");
  };
  if (!cursor.starts_with("c_") || cursor.size() % 2 != 0) throw refuse();
  std::string position;
  for (std::size_t at = 2; at < cursor.size(); at += 2) {
    const auto high = crockford::value_of(cursor[at]);
    const auto low = crockford::value_of(cursor[at + 1]);
    if (!high || !low || *high > 7) throw refuse();
    position += static_cast<char>(*high * 32 + *low);
  }
  return position;
}

std::string list_end_json(const ListEnd& end) {
  std::string text = "]";
  std::string members;
  JsonWriter json(members);
  json.begin_object();
  json.member("total", end.total);
  json.member("next", end.next);
  json.end_object();
  members.front() = ',';
  return text + members;
}

}  // namespace nexor
