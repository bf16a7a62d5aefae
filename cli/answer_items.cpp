#include "cli/answer_items.h"

#include <cstring>

#include "cli/say.h"
#include "cli/target_json.h"
#include "lib/text/json_writer.h"

namespace nexor {

namespace {

std::string packed(const KeptItems::Kept& kept) {
  std::string bytes(reinterpret_cast<const char*>(kept.summary.data()), kept.summary.size());
  bytes += kept.has_failed ? '!' : ' ';
  for (const std::string& text : kept.texts) {
    const std::size_t size = text.size();
    bytes.append(reinterpret_cast<const char*>(&size), sizeof size).append(text);
  }
  return bytes;
}

bool has_failed(std::string_view bytes) { return bytes[sizeof(Digest)] == '!'; }

KeptItems::Kept unpacked(std::string_view bytes) {
  KeptItems::Kept kept;
  std::memcpy(kept.summary.data(), bytes.data(), kept.summary.size());
  kept.has_failed = has_failed(bytes);
  bytes.remove_prefix(kept.summary.size() + 1);
  while (!bytes.empty()) {
    std::size_t size = 0;
    std::memcpy(&size, bytes.data(), sizeof size);
    kept.texts.emplace_back(bytes.substr(sizeof size, size));
    bytes.remove_prefix(sizeof size + size);
  }
  return kept;
}

std::string head_json(const AnswerHead& head) {
  std::string text;
  JsonWriter json(text);
  json.begin_object();
  write_head(json, head);
  json.key("items");
  json.begin_array();
  return text;
}

}  // namespace

void KeptItems::add(std::optional<std::int64_t> line, const Kept& kept) {
  kept_.add(ordered_bytes(line.value_or(0)), packed(kept));
}

void KeptItems::each(const std::function<void(Kept&)>& visit) {
  kept_.each([&](std::string_view, std::string_view content) {
    Kept kept = unpacked(content);
    visit(kept);
  });
}

std::string KeptItems::digest() {
  LookDigest digest;
  each([&](const Kept& kept) { digest.add(kept.summary); });
  return digest.text();
}

void KeptItems::write_json(const std::function<void(std::string_view)>& put) {
  bool is_first = true;
  each([&](const Kept& kept) {
    if (kept.texts.size() < 2) return;
    put(std::exchange(is_first, false) ? "" : ",");
    put(kept.texts[1]);
  });
}

void KeptItems::tell_failures(Context& context) {
  kept_.each([&](std::string_view, std::string_view content) {
    if (!has_failed(content)) return;
    note(context, "nexor: " + context.command() + ": " + unpacked(content).texts.front());
  });
}

void print_answer(Context& context, const AnswerHead& head, KeptItems& items) {
  if (context.globals().get) {
    std::string whole = head_json(head);
    items.write_json([&](std::string_view text) { whole += text; });
    print_document(context, whole + "]}");
    return;
  }
  context.out() << head_json(head);
  items.write_json([&](std::string_view text) { context.out() << text; });
  context.out() << "]}\n";
}

}  // namespace nexor
