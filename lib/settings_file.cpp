#include "lib/settings_file.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <toml++/toml.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <span>
#include <utility>

#include "lib/error.h"
#include "lib/model/nearest.h"
#include "lib/settings.h"
#include "lib/settings_keys.h"

namespace nexor {

namespace {

constexpr std::size_t most_file_bytes = 1024 * 1024;

std::string read_all(const std::string& path) {
  std::ifstream in{path, std::ios::binary};
  std::string text(most_file_bytes + 1, '\0');
  if (in) in.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!in.is_open() || in.bad()) throw Error{Fault::config_invalid, fmt::format("{}: it can't be read", path)};
  text.resize(static_cast<std::size_t>(in.gcount()));
  if (text.size() > most_file_bytes) {
    throw Error{Fault::config_invalid, fmt::format("{}: it is larger than 1 MiB", path)};
  }
  return text;
}

// The words of a command, a line each: so that one may hold blanks. Null where they are no texts.
std::optional<std::string> lines_of(const toml::array& words) {
  std::string lines;
  for (const toml::node& word : words) {
    const auto* text = word.as_string();
    if (text == nullptr || text->get().find('\n') != std::string::npos) return {};
    lines += text->get() + '\n';
  }
  return lines;
}

// The value as the table of keys reads it. Null where TOML gives it another type.
std::optional<std::string> text_of_type(const toml::node& node, SettingType type) {
  switch (type) {
    case SettingType::text:
      if (const auto* text = node.as_string()) return text->get();
      return {};
    case SettingType::number:
      if (const auto* number = node.as_integer()) return std::to_string(number->get());
      return {};
    case SettingType::truth:
      if (const auto* truth = node.as_boolean()) return truth->get() ? "true" : "false";
      return {};
    case SettingType::command:
      if (const auto* words = node.as_array()) return lines_of(*words);
      return text_of_type(node, SettingType::text);
  }
  return {};
}

// Something in a file that can't be taken.
struct Mistake {
  toml::source_position where;
  Error error;
};

// All that is wrong, told at once: the first in full, the others behind it.
Error as_one(std::vector<Mistake> mistakes) {
  std::ranges::stable_sort(mistakes, [](const Mistake& a, const Mistake& b) { return a.where < b.where; });
  Error error = std::move(mistakes.front().error);
  std::vector<std::string> others;
  for (const Mistake& mistake : std::span(mistakes).subspan(1)) {
    const Error& other = mistake.error;
    others.push_back(other.hint.empty() ? other.message : fmt::format("{}, {}", other.message, other.hint));
  }
  if (others.empty()) return error;
  const std::string also = fmt::format("also {}", fmt::join(others, "; "));
  error.hint = error.hint.empty() ? also : fmt::format("{}; {}", error.hint, also);
  return error;
}

// Lays one file over what was loaded before.
class FileLayer {
 public:
  FileLayer(const std::string& path, LoadedSettings& loaded) : path_(path), loaded_(loaded) {}

  void apply() {
    const toml::table file = parse();
    for (const auto& [key, node] : file) attempt(&FileLayer::read_section, key, node);
    if (!mistakes_.empty()) throw Error(as_one(std::move(mistakes_)));
  }

 private:
  // What is wrong in one place leaves the others to be looked at.
  template <class Read, class... Things>
  void attempt(Read read, Things&&... things) {
    try {
      (this->*read)(std::forward<Things>(things)...);
    } catch (Mistake& mistake) {
      mistakes_.push_back(std::move(mistake));
    }
  }

  void read_section(const toml::key& key, const toml::node& node) {
    const bool is_reasons = key.str() == "reasons";
    if (!is_reasons && !is_section(key.str())) refuse_unknown(key, key.str(), section_names());
    for (const auto& [inner, value] : table_of(node, key.str())) {
      if (is_reasons) {
        attempt(&FileLayer::read_reason, inner, value);
      } else {
        attempt(&FileLayer::read_key, inner, fmt::format("{}.{}", key.str(), inner.str()), value);
      }
    }
  }

  toml::table parse() {
    const std::string text = read_all(path_);
    refuse_control(text);
    try {
      return toml::parse(text, path_);
    } catch (const toml::parse_error& error) {
      throw Error{Fault::config_invalid, fmt::format("{}: from here on it is not valid TOML", at(error.source().begin))}
          .with_hint("a text stands in quotes, and a key or a section stands once");
    }
  }

  // TOML allows a control character nowhere; toml++ takes some for the text's end.
  void refuse_control(std::string_view text) const {
    toml::source_position position{1, 1};
    for (const char c : text) {
      const bool is_control = (c >= 0 && c < ' ' && c != '\t' && c != '\n' && c != '\r') || c == '\x7f';
      if (is_control) {
        throw Error{Fault::config_invalid, fmt::format("{}: a control character is not valid TOML", at(position))}
            .with_hint(R"(in a text it is written as \u and four digits)");
      }
      ++position.column;
      if (c == '\n') position = {position.line + 1, 1};
    }
  }

  void read_key(const toml::key& where, const std::string& name, const toml::node& node) {
    const SettingKey* key = find_key(name);
    if (key == nullptr) refuse_unknown(where, name, key_names());
    const auto value = text_of_type(node, key->type);
    if (!value || !set(loaded_, *key, *value, line_of(where))) refuse_value(node, name, key->expected);
  }

  void read_reason(const toml::key& where, const toml::node& node) {
    const std::string code{where.str()};
    if (!is_code(code)) refuse_value(where, "a reason's code", "lower case letters, digits and underscores");
    ReasonSetting& reason = reason_of(code, where);
    const std::string section = "reasons." + code;
    for (const auto& [key, value] : table_of(node, section)) {
      attempt(&FileLayer::read_reason_key, reason, section, key, value);
    }
  }

  void read_reason_key(ReasonSetting& reason, const std::string& section, const toml::key& key,
                       const toml::node& value) {
    const std::string name = fmt::format("{}.{}", section, key.str());
    if (key.str() == "label") {
      read_field(reason.label, key, name, value);
    } else if (key.str() == "voluntary") {
      read_field(reason.voluntary, key, name, value);
    } else if (key.str() == "retired") {
      read_field(reason.retired, key, name, value);
    } else {
      refuse_unknown(key, name, {section + ".label", section + ".voluntary", section + ".retired"});
    }
  }

  void read_field(std::optional<std::string>& field, const toml::key& where, const std::string& name,
                  const toml::node& node) {
    field = text_of_type(node, SettingType::text);
    if (!field || field->empty()) refuse_value(node, name, "a text that is not empty");
    set_origin(loaded_, name, SettingType::text, *field, line_of(where));
  }

  void read_field(std::optional<bool>& field, const toml::key& where, const std::string& name, const toml::node& node) {
    const auto text = text_of_type(node, SettingType::truth);
    if (!text) refuse_value(node, name, "true or false");
    field = *text == "true";
    set_origin(loaded_, name, SettingType::truth, *text, line_of(where));
  }

  ReasonSetting& reason_of(const std::string& code, const toml::key& where) {
    auto& reasons = loaded_.settings.reasons;
    const auto known =
        std::find_if(reasons.begin(), reasons.end(), [&](const ReasonSetting& each) { return each.code == code; });
    if (known != reasons.end()) return *known;
    return reasons.emplace_back(ReasonSetting{code, at(where.source().begin), {}, {}, {}});
  }

  const toml::table& table_of(const toml::node& node, std::string_view name) const {
    if (!node.is_table()) refuse_value(node, name, "a section");
    return *node.as_table();
  }

  static bool is_code(std::string_view code) {
    return !code.empty() && code[0] >= 'a' && code[0] <= 'z' &&
           code.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos;
  }

  static std::vector<std::string> key_names() {
    std::vector<std::string> names;
    for (const SettingKey& key : setting_keys()) names.emplace_back(key.name);
    return names;
  }

  static std::vector<std::string> section_names() {
    std::vector<std::string> names{"reasons"};
    for (const SettingKey& key : setting_keys()) {
      const std::string_view section = key.name.substr(0, key.name.find('.'));
      if (names.back() != section) names.emplace_back(section);
    }
    return names;
  }

  static bool is_section(std::string_view name) {
    const auto names = section_names();
    return std::find(names.begin(), names.end(), name) != names.end();
  }

  [[noreturn]] void refuse_unknown(const toml::key& where, std::string_view name,
                                   const std::vector<std::string>& known) const {
    Error error{Fault::config_invalid, fmt::format("{}: unknown key '{}'", at(where.source().begin), name)};
    error.hint = did_you_mean(nearest(name, known, 1));
    throw Mistake{where.source().begin, std::move(error)};
  }

  template <class Place>
  [[noreturn]] void refuse_value(const Place& where, std::string_view name, std::string_view expected) const {
    const toml::source_position& begin = where.source().begin;
    throw Mistake{begin, {Fault::config_invalid, fmt::format("{}: {} has to be {}", at(begin), name, expected)}};
  }

  std::string at(const toml::source_position& position) const {
    return fmt::format("{}:{}:{}", path_, position.line, position.column);
  }

  std::string line_of(const toml::key& key) const { return fmt::format("{}:{}", path_, key.source().begin.line); }

  const std::string& path_;
  LoadedSettings& loaded_;
  std::vector<Mistake> mistakes_;
};

}  // namespace

void lay_file(const std::string& path, LoadedSettings& loaded) { FileLayer{path, loaded}.apply(); }

}  // namespace nexor
