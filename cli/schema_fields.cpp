#include "cli/schema_fields.h"

#include <algorithm>
#include <optional>

#include "cli/schema_definitions.h"

namespace nexor {

namespace {

// `a.b.c` as `a` and `b.c`.
struct Steps {
  std::string_view first;
  std::optional<std::string_view> rest;
};

Steps steps_of(std::string_view path) {
  const std::size_t dot = path.find('.');
  if (dot == std::string_view::npos) return {path, {}};
  return {path.substr(0, dot), path.substr(dot + 1)};
}

std::string_view without_null(std::string_view type) {
  return type.ends_with('?') ? type.substr(0, type.size() - 1) : type;
}

bool is_list(std::string_view type) { return type.starts_with('['); }
bool is_free(std::string_view type) { return type.starts_with('{'); }
std::string_view inner(std::string_view type) { return type.substr(1, type.size() - 2); }
bool is_index(std::string_view step) {
  return !step.empty() && step.find_first_not_of("0123456789") == std::string_view::npos;
}

bool reaches(std::string_view type, std::string_view path);

bool reaches(const Definition& definition, std::string_view path) {
  const auto [name, rest] = steps_of(path);
  if (name == "schema" && !definition.schema.empty()) return !rest;
  for (const DefinedMember& member : members_of(definition)) {
    if (member.name == name) return !rest || reaches(without_null(member.type), *rest);
  }
  return false;
}

bool reaches(std::string_view type, std::string_view path) {
  if (type == "any") return true;
  if (is_list(type) || is_free(type)) {
    const auto [step, rest] = steps_of(path);
    if (is_list(type) && !is_index(step)) return false;
    return !rest || reaches(without_null(inner(type)), *rest);
  }
  const Definition* definition = find_definition(type);
  return definition != nullptr && reaches(*definition, path);
}

// The type of a document's items; empty where it has none.
std::string_view item_type(const Definition& definition) {
  const auto members = members_of(definition);
  const auto items = std::ranges::find(members, "items", &DefinedMember::name);
  return items == members.end() ? std::string_view() : inner(items->type);
}

void add_fields(std::vector<std::string>& fields, const Definition& definition, const std::string& prefix) {
  for (const DefinedMember& member : members_of(definition)) {
    std::string name = prefix + std::string(member.name);
    const Definition* part = find_definition(without_null(member.type));
    if (part != nullptr) add_fields(fields, *part, name + '.');
    fields.push_back(std::move(name));
  }
}

}  // namespace

bool has_field(std::span<const std::string> documents, std::string_view path) {
  return std::ranges::any_of(documents, [&](const std::string& name) {
    const Definition& definition = *find_definition(name);
    const std::string_view items = item_type(definition);
    return reaches(definition, path) || (!items.empty() && reaches(items, path));
  });
}

bool has_list_field(std::span<const std::string> items, std::string_view path) {
  const auto [name, rest] = steps_of(path);
  if (!rest) return reaches(*find_definition("list"), path);
  const auto [index, field] = steps_of(*rest);
  return name == "items" && is_index(index) && (!field || has_field(items, *field));
}

std::vector<std::string> fields_of(std::span<const std::string> documents) {
  std::vector<std::string> fields;
  for (const std::string& name : documents) {
    const Definition& definition = *find_definition(name);
    if (const Definition* item = find_definition(item_type(definition))) add_fields(fields, *item, "");
    add_fields(fields, definition, "");
  }
  std::ranges::sort(fields);
  fields.erase(std::unique(fields.begin(), fields.end()), fields.end());
  return fields;
}

}  // namespace nexor
