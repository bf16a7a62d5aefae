#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace nexor {

// A number that JSON can carry whole; letters and truth values are not meant by it.
template <typename T>
concept JsonInteger = std::integral<T> && !std::same_as<T, bool> && !std::same_as<T, char>;

// Appends one JSON document to a string as it is told: compact, keys in the order written, nothing held back. The
// string outlives the writer. The caller keeps begin and end in pairs and gives every key one value. For JSON Lines,
// take a new writer for each line.
class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}

  void begin_object() { open('{'); }
  void end_object() { close('}'); }
  void begin_array() { open('['); }
  void end_array() { close(']'); }

  void key(std::string_view name);
  // A literal, in which nothing needs an escape.
  template <std::size_t Size>
  void key(const char (&name)[Size]) {
    plain_key({name, Size - 1});
  }

  void value(std::string_view text);
  void value(std::nullptr_t) { literal("null"); }
  void value(std::same_as<bool> auto truth) { literal(truth ? "true" : "false"); }
  void value(JsonInteger auto number) {
    if constexpr (std::signed_integral<decltype(number)>) {
      integer(std::int64_t{number});
    } else {
      integer(std::uint64_t{number});
    }
  }
  // What is not there is written as null.
  template <typename T>
  void value(const std::optional<T>& maybe) {
    if (maybe) {
      value(*maybe);
    } else {
      value(nullptr);
    }
  }

  // A value that is JSON already, put in as it is.
  void json(std::string_view document) { literal(document); }

  template <typename T>
  void member(std::string_view name, const T& content) {
    key(name);
    value(content);
  }
  template <std::size_t Size, typename T>
  void member(const char (&name)[Size], const T& content) {
    key(name);
    value(content);
  }

 private:
  void plain_key(std::string_view name);
  void open(char bracket);
  void close(char bracket);
  void literal(std::string_view word);
  void integer(std::int64_t number);
  void integer(std::uint64_t number);
  void separate();

  std::string& out_;
  bool after_value_ = false;
};

// `text` as a JSON string, with its quotes. Nothing is lost, but what could act on a terminal or a page is escaped:
// controls, DEL and C1, U+2028 and U+2029, and whatever changes the direction of writing. Bytes that are not UTF-8
// become U+FFFD, one for each byte: the store only holds checked text, so this is the last guard and no conversion.
std::string json_quoted(std::string_view text);
void append_json_quoted(std::string& out, std::string_view text);

}  // namespace nexor
