#include "lib/text/json_path.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace nexor {

namespace {

using nlohmann::json;

// The element of an array or the member of an object; null where there is none.
const json* step_into(const json& value, const std::string& name) {
  if (value.is_object()) {
    const auto found = value.find(name);
    return found == value.end() ? nullptr : &*found;
  }
  constexpr std::size_t most_digits = 8;
  const bool is_index =
      !name.empty() && name.find_first_not_of("0123456789") == std::string::npos && name.size() <= most_digits;
  if (!value.is_array() || !is_index) return nullptr;
  const auto index = static_cast<std::size_t>(std::stoul(name));
  return index < value.size() ? &value[index] : nullptr;
}

const json* walk(const json& document, const std::string& path) {
  const json* value = &document;
  for (std::size_t at = 0; at <= path.size();) {
    const std::size_t dot = std::min(path.find('.', at), path.size());
    if (value->is_null()) return value;
    value = step_into(*value, path.substr(at, dot - at));
    if (value == nullptr) return nullptr;
    at = dot + 1;
  }
  return value;
}

const json* only_item(const json& document) {
  const json* items = step_into(document, "items");
  return items != nullptr && items->is_array() && items->size() == 1 ? &items->front() : nullptr;
}

std::string raw(const json& value) {
  if (value.is_null()) return "";
  if (value.is_string()) return value.get<std::string>();
  return value.dump();
}

}  // namespace

std::optional<std::string> json_at(const std::string& document, const std::string& path) {
  const json parsed = json::parse(document);
  const json* value = walk(parsed, path);
  const json* item = only_item(parsed);
  if (value == nullptr && item != nullptr) value = walk(*item, path);
  if (value == nullptr) return {};
  return raw(*value);
}

std::vector<std::string> json_fields(const std::string& document) {
  const json parsed = json::parse(document);
  const json* item = only_item(parsed);
  std::vector<std::string> names;
  const json& described = item != nullptr ? *item : parsed;
  for (const auto& member : described.items()) names.push_back(member.key());
  return names;
}

}  // namespace nexor
