#include "lib/text/json_writer.h"

#include <fmt/format.h>
#include <utf8proc.h>

#include <array>

namespace nexor {

namespace {

// Of every byte, whether it stands for itself.
constexpr std::array<bool, 256> plain_bytes = [] {
  std::array<bool, 256> plain{};
  for (std::size_t byte = ' '; byte <= '~'; ++byte) plain[byte] = byte != '"' && byte != '\\';
  return plain;
}();

bool stands_for_itself(char c) { return plain_bytes[static_cast<unsigned char>(c)]; }

bool is_escaped(std::int32_t code_point) {
  return code_point < 0x20 || (code_point >= 0x7f && code_point <= 0x9f) || code_point == 0x061c ||
         code_point == 0x200e || code_point == 0x200f || (code_point >= 0x2028 && code_point <= 0x202e) ||
         (code_point >= 0x2066 && code_point <= 0x2069);
}

std::string escaped(std::int32_t code_point) {
  if (code_point == '\b') return "\\b";
  if (code_point == '\f') return "\\f";
  if (code_point == '\n') return "\\n";
  if (code_point == '\r') return "\\r";
  if (code_point == '\t') return "\\t";
  return fmt::format("\\u{:04x}", code_point);
}

// Appends the character that `rest` begins with, and says how many bytes of `rest` it took.
std::size_t append_character(std::string& out, std::string_view rest) {
  if (rest.front() == '"' || rest.front() == '\\') {
    out += '\\';
    out += rest.front();
    return 1;
  }
  std::int32_t code_point = 0;
  const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(rest.data()),
                                       static_cast<utf8proc_ssize_t>(rest.size()), &code_point);
  if (length <= 0) {
    out += "\uFFFD";
    return 1;
  }
  const auto taken = static_cast<std::size_t>(length);
  if (is_escaped(code_point)) {
    out += escaped(code_point);
  } else {
    out += rest.substr(0, taken);
  }
  return taken;
}

}  // namespace

void append_json_quoted(std::string& out, std::string_view text) {
  out += '"';
  while (!text.empty()) {
    std::size_t plain = 0;
    while (plain < text.size() && stands_for_itself(text[plain])) ++plain;
    out += text.substr(0, plain);
    text.remove_prefix(plain);
    if (!text.empty()) text.remove_prefix(append_character(out, text));
  }
  out += '"';
}

void JsonWriter::key(std::string_view name) {
  separate();
  append_json_quoted(out_, name);
  out_ += ':';
  after_value_ = false;
}

void JsonWriter::plain_key(std::string_view name) {
  out_ += after_value_ ? ",\"" : "\"";
  out_ += name;
  out_ += "\":";
  after_value_ = false;
}

void JsonWriter::value(std::string_view text) {
  separate();
  append_json_quoted(out_, text);
}

void JsonWriter::open(char bracket) {
  separate();
  out_ += bracket;
  after_value_ = false;
}

void JsonWriter::close(char bracket) {
  out_ += bracket;
  after_value_ = true;
}

void JsonWriter::literal(std::string_view word) {
  separate();
  out_ += word;
}

void JsonWriter::integer(std::int64_t number) { literal(std::string_view{fmt::format_int(number).c_str()}); }

void JsonWriter::integer(std::uint64_t number) { literal(std::string_view{fmt::format_int(number).c_str()}); }

void JsonWriter::separate() {
  if (after_value_) out_ += ',';
  after_value_ = true;
}

std::string json_quoted(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 2);
  append_json_quoted(out, text);
  return out;
}

}  // namespace nexor
