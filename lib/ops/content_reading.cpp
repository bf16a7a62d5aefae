#include "lib/ops/content_reading.h"

#include <fmt/format.h>

#include <algorithm>

#include "lib/error.h"
#include "lib/text/json_reader.h"
#include "lib/text/json_writer.h"

namespace nexor {

std::optional<std::string> text_in(const Event& event, std::string_view name) {
  if (!event.after) return {};
  const std::string& content = *event.after;
  const std::string before = json_quoted(name) + ":\"";
  const std::size_t at = content.find(before);
  if (at == std::string::npos) return {};
  const std::size_t begin = at + before.size();
  return content.substr(begin, content.find('"', begin) - begin);
}

std::optional<Confirmation> confirmation_in(const Event& event, std::string_view name) {
  const auto text = text_in(event, name);
  if (!text) return {};
  try {
    const auto id = parse_id(*text);
    if (!id || id->kind != IdKind::cancellation) return {};
    return Confirmation{id->series, CancellationId{id->number}};
  } catch (const Error&) {
    return {};
  }
}

std::string without_words(std::string content) {
  for (const std::string_view name : {"name", "email", "note", "decline_note"}) {
    const std::string before = fmt::format("\"{}\":\"", name);
    const std::size_t at = content.find(before);
    if (at == std::string::npos) continue;
    const std::size_t value = at + before.size() - 1;
    content.replace(value, content.find('"', value + 1) + 1 - value, "null");
  }
  return content;
}

std::int64_t number_at(const std::string& content, const std::string& name) {
  const auto text = json_at(content, name);
  if (!text || text->empty() || text->size() > 18) return 0;
  if (!std::ranges::all_of(*text, [](char c) { return c >= '0' && c <= '9'; })) return 0;
  return std::stoll(*text);
}

}  // namespace nexor
