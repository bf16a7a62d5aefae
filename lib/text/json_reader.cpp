#include "lib/text/json_reader.h"

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <utility>

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
  static const json nothing;
  return index < value.size() ? &value[index] : &nothing;
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

std::string raw(const json& value) {
  if (value.is_null()) return "";
  if (value.is_string()) return value.get<std::string>();
  return value.dump();
}

// Walks through a text for the parser, and can be asked how far it has read.
class Walk {
 public:
  // NOLINTBEGIN(readability-identifier-naming): what an iterator has to call them
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = char;
  // NOLINTEND(readability-identifier-naming)

  Walk(const char* at, const char** reached) : at_(at), reached_(reached) {}

  char operator*() const { return *at_; }
  Walk& operator++() {
    *reached_ = ++at_;
    return *this;
  }
  Walk operator++(int) {
    const Walk before = *this;
    ++*this;
    return before;
  }
  friend bool operator==(const Walk& a, const Walk& b) { return a.at_ == b.at_; }
  friend bool operator!=(const Walk& a, const Walk& b) { return a.at_ != b.at_; }

 private:
  const char* at_;
  const char** reached_;
};

// Takes the members of one flat object down as the parser meets them. Its functions answer false to stop it.
class FlatObject final : public nlohmann::json_sax<json> {
 public:
  explicit FlatObject(std::string_view text) : text_(text), reached_(text.data()) {}

  std::variant<std::vector<JsonMember>, RowProblem> read() {
    const bool is_whole =
        json::sax_parse(Walk(text_.data(), &reached_), Walk(text_.data() + text_.size(), &reached_), this);
    if (problem_) return *problem_;
    if (!is_whole) return RowProblem{1, "this is no JSON object"};
    return std::move(members_);
  }

  bool null() override { return take(""); }
  bool boolean(bool truth) override { return take(truth ? "true" : "false"); }
  bool number_integer(number_integer_t number) override { return take(std::to_string(number)); }
  bool number_unsigned(number_unsigned_t number) override { return take(std::to_string(number)); }
  bool number_float(number_float_t, const string_t& written) override { return take(written); }
  bool string(string_t& text) override { return take(std::move(text)); }
  bool binary(binary_t&) override { return false; }
  bool start_array(std::size_t) override { return refuse_nested("a list"); }
  bool end_array() override { return false; }
  bool end_object() override { return true; }

  bool start_object(std::size_t) override { return std::exchange(is_open_, true) ? refuse_nested("an object") : true; }

  bool key(string_t& name) override {
    const auto same = [&](const JsonMember& member) { return member.name == name; };
    if (std::any_of(members_.begin(), members_.end(), same)) {
      return refuse(begin_of_string(), "'" + name + "' stands there twice");
    }
    members_.push_back({std::move(name), "", begin_of_string()});
    return true;
  }

  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) override {
    return refuse(std::max<std::size_t>(position, 1), is_open_ ? "the JSON is wrong here" : "this is no JSON object");
  }

 private:
  // The byte on which the string begins whose closing quote was read last.
  std::size_t begin_of_string() const {
    auto at = static_cast<std::size_t>(reached_ - text_.data()) - 1;
    do {
      at = text_.rfind('"', at - 1);
    } while (is_escaped(at));
    return at + 1;
  }

  bool is_escaped(std::size_t at) const {
    std::size_t backslashes = 0;
    while (at > backslashes && text_[at - backslashes - 1] == '\\') ++backslashes;
    return backslashes % 2 == 1;
  }

  bool take(std::string text) {
    if (!is_open_) return refuse(1, "this is no JSON object");
    members_.back().text = std::move(text);
    return true;
  }

  bool refuse_nested(std::string_view what) {
    if (!is_open_ || members_.empty()) return refuse(1, "this is no JSON object");
    return refuse(members_.back().column, "'" + members_.back().name + "' holds " + std::string(what));
  }

  bool refuse(std::size_t column, std::string message) {
    problem_ = RowProblem{column, std::move(message)};
    return false;
  }

  std::string_view text_;
  const char* reached_;
  std::vector<JsonMember> members_;
  std::optional<RowProblem> problem_;
  bool is_open_ = false;
};

}  // namespace

std::variant<std::vector<JsonMember>, RowProblem> read_flat_object(std::string_view text) {
  return FlatObject(text).read();
}

std::optional<std::string> json_at(const std::string& document, const std::string& path) {
  const json parsed = json::parse(document, nullptr, false);
  if (parsed.is_discarded()) return {};
  const json* value = walk(parsed, path);
  if (value == nullptr) return {};
  return raw(*value);
}

std::vector<std::string> json_values_at(const std::string& document, const std::string& path) {
  const json parsed = json::parse(document);
  const auto text_at = [&](const json& part) {
    const json* value = walk(part, path);
    return value == nullptr ? std::string() : raw(*value);
  };
  const json* items = step_into(parsed, "items");
  if (walk(parsed, path) != nullptr || items == nullptr || !items->is_array()) return {text_at(parsed)};
  std::vector<std::string> values;
  for (const json& item : *items) values.push_back(text_at(item));
  return values;
}

}  // namespace nexor
