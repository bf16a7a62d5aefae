#include "cli/schemas.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "cli/parse/suggest.h"
#include "cli/schema_definitions.h"
#include "lib/error.h"
#include "lib/text/json_writer.h"

namespace nexor {

namespace {

// Writes one schema, and notes which others it names.
class Writer {
 public:
  Writer(JsonWriter& json, std::set<std::string_view>& named) : json_(json), named_(named) {}

  // The members of the object of a definition.
  void write(const Definition& definition) {
    json_.member("type", "object");
    json_.key("properties");
    json_.begin_object();
    const bool says_schema = !definition.schema.empty() && !definition.is_row;
    if (says_schema) write_constant("schema", definition.schema);
    const auto members = members_of(definition);
    for (const DefinedMember& member : members) {
      json_.key(member.name);
      write_type(member.type);
    }
    json_.end_object();
    json_.key("required");
    json_.begin_array();
    if (says_schema) json_.value("schema");
    for (const DefinedMember& member : members) {
      if (!member.may_be_absent) json_.value(member.name);
    }
    json_.end_array();
  }

 private:
  void write_constant(std::string_view name, std::string_view value) {
    json_.key(name);
    json_.begin_object();
    json_.member("const", value);
    json_.end_object();
  }

  void write_type(std::string_view type) {
    json_.begin_object();
    if (type.ends_with('?')) {
      json_.key("anyOf");
      json_.begin_array();
      json_.begin_object();
      json_.member("type", "null");
      json_.end_object();
      write_type(type.substr(0, type.size() - 1));
      json_.end_array();
    } else {
      write_plain(type);
    }
    json_.end_object();
  }

  void write_plain(std::string_view type) {
    if (type == "any") return;
    if (type == "string" || type == "integer" || type == "boolean") return json_.member("type", type);
    if (type == "date") return write_pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}$");
    if (type == "instant") return write_pattern("^-?[0-9]{4,}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$");
    if (type.starts_with('[')) return write_list(type.substr(1, type.size() - 2));
    if (type.starts_with('{')) return write_free(type.substr(1, type.size() - 2));
    if (type.find('|') != std::string_view::npos) return write_choice(type);
    named_.insert(type);
    json_.member("$ref", fmt::format("#/$defs/{}", type));
  }

  void write_pattern(std::string_view pattern) {
    json_.member("type", "string");
    json_.member("pattern", pattern);
  }

  void write_list(std::string_view type) {
    json_.member("type", "array");
    json_.key("items");
    write_type(type);
  }

  void write_free(std::string_view type) {
    json_.member("type", "object");
    json_.key("additionalProperties");
    write_type(type);
  }

  void write_choice(std::string_view words) {
    json_.key("enum");
    json_.begin_array();
    while (!words.empty()) {
      const std::string_view word = words.substr(0, words.find('|'));
      json_.value(word);
      words.remove_prefix(std::min(word.size() + 1, words.size()));
    }
    json_.end_array();
  }

  JsonWriter& json_;
  std::set<std::string_view>& named_;
};

// What is named, and what that names in turn.
void write_parts(JsonWriter& json, std::set<std::string_view> named) {
  std::set<std::string_view> written;
  while (written.size() < named.size()) {
    for (const std::string_view name : std::set(named)) {
      if (!written.insert(name).second) continue;
      json.key(name);
      json.begin_object();
      Writer(json, named).write(*find_definition(name));
      json.end_object();
    }
  }
}

}  // namespace

std::vector<std::string> schema_names() {
  std::vector<std::string> names;
  for (const Definition& definition : all_definitions()) {
    if (!definition.schema.empty()) names.emplace_back(definition.name);
  }
  std::ranges::sort(names);
  return names;
}

std::string json_schema(const std::string& name) {
  const Definition* definition = find_definition(name);
  if (definition == nullptr || definition->schema.empty()) {
    check_choice("NAME", schema_names(), name);
  }
  std::string text;
  JsonWriter json(text);
  json.begin_object();
  json.member("$schema", "https://json-schema.org/draft/2020-12/schema");
  json.member("title", definition->schema);
  std::set<std::string_view> named;
  Writer(json, named).write(*definition);
  json.key("$defs");
  json.begin_object();
  write_parts(json, std::move(named));
  json.end_object();
  json.end_object();
  return text;
}

}  // namespace nexor
