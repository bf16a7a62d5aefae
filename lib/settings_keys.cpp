#include "lib/settings_keys.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "lib/model/bound.h"
#include "lib/model/duration.h"
#include "lib/settings.h"

namespace nexor {

namespace {

// One `Field<T>` for each type that a setting may have: how it is written, read and shown.
template <class T>
struct Field;

template <>
struct Field<std::string> {
  static constexpr SettingType type = SettingType::text;
  static constexpr std::string_view expected = "a text";
  static std::optional<std::string> read(std::string_view text) { return std::string{text}; }
  static std::string text(const std::string& value) { return value; }
};

// An empty text says that nothing is set.
template <>
struct Field<std::optional<std::string>> : Field<std::string> {
  static std::optional<std::optional<std::string>> read(std::string_view text) {
    if (text.empty()) return std::optional<std::string>{};
    return std::optional{std::string{text}};
  }
  static std::string text(const std::optional<std::string>& value) { return value.value_or(""); }
};

template <>
struct Field<bool> {
  static constexpr SettingType type = SettingType::truth;
  static constexpr std::string_view expected = "true or false";
  static std::optional<bool> read(std::string_view text) {
    if (text != "true" && text != "false") return {};
    return text == "true";
  }
  static std::string text(bool value) { return value ? "true" : "false"; }
};

template <>
struct Field<std::int64_t> {
  static constexpr SettingType type = SettingType::number;
  static constexpr std::string_view expected = "a whole number from 1";
  static std::optional<std::int64_t> read(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failed != std::errc{} || end != text.data() + text.size() || number < 1) return {};
    return number;
  }
  static std::string text(std::int64_t value) { return std::to_string(value); }
};

template <>
struct Field<std::chrono::milliseconds> {
  static constexpr SettingType type = SettingType::text;
  static constexpr std::string_view expected = "a duration such as 500ms or 10s";
  static std::optional<std::chrono::milliseconds> read(std::string_view text) { return parse_duration(text); }
  static std::string text(std::chrono::milliseconds value) { return text_of(value); }
};

// Instants have whole seconds, and a term of none would be over before it begins.
template <>
struct Field<std::chrono::seconds> {
  static constexpr SettingType type = SettingType::text;
  static constexpr std::string_view expected = "a duration in whole seconds such as 90s, 8h or 7d";
  static std::optional<std::chrono::seconds> read(std::string_view text) {
    const auto duration = parse_duration(text);
    if (!duration || *duration < std::chrono::seconds{1} || *duration % std::chrono::seconds{1} != duration->zero()) {
      return {};
    }
    return std::chrono::duration_cast<std::chrono::seconds>(*duration);
  }
  static std::string text(std::chrono::seconds value) { return text_of(value); }
};

// Words that blanks part or, where one may hold blanks, words that stand a line each. The first names a program.
template <>
struct Field<std::vector<std::string>> {
  static constexpr SettingType type = SettingType::command;
  static constexpr std::string_view expected = "a command: a program's name or absolute path, and its arguments";
  static std::optional<std::vector<std::string>> read(std::string_view text) {
    std::vector<std::string> words;
    const bool is_in_lines = text.find('\n') != std::string_view::npos;
    const std::string_view ends = is_in_lines ? "\n" : " \t";
    while (!text.empty()) {
      const std::size_t end = std::min(text.find_first_of(ends), text.size());
      if (is_in_lines || end > 0) words.emplace_back(text.substr(0, end));
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    if (words.empty()) return words;
    const std::string& program = words.front();
    const bool is_relative = program.find('/') != std::string::npos && program.front() != '/';
    if (program.empty() || is_relative) return {};
    return words;
  }
  static std::string text(const std::vector<std::string>& words) {
    std::string text;
    const bool is_in_lines = std::ranges::any_of(
        words, [](const std::string& word) { return word.empty() || word.find_first_of(" \t") != std::string::npos; });
    for (const std::string& word : words) {
      if (!is_in_lines && !text.empty()) text += ' ';
      text += word;
      if (is_in_lines) text += '\n';
    }
    return text;
  }
};

// One of some words, each standing for a value.
template <class T, const auto& words>
struct Choice {
  static constexpr SettingType type = SettingType::text;
  static std::optional<T> read(std::string_view text) {
    for (const auto& [word, value] : words) {
      if (text == word) return value;
    }
    return {};
  }
  static std::string text(T value) {
    const auto found = std::ranges::find(words, value, [](const auto& each) { return each.second; });
    return std::string{found->first};
  }
};

constexpr std::array colors{std::pair{std::string_view{"auto"}, ColorSetting::automatic},
                            std::pair{std::string_view{"always"}, ColorSetting::always},
                            std::pair{std::string_view{"never"}, ColorSetting::never}};

template <>
struct Field<ColorSetting> : Choice<ColorSetting, colors> {
  static constexpr std::string_view expected = "auto, always or never";
};

constexpr std::array times{std::pair{std::string_view{"auto"}, TimeSetting::automatic},
                           std::pair{std::string_view{"relative"}, TimeSetting::relative},
                           std::pair{std::string_view{"local"}, TimeSetting::local},
                           std::pair{std::string_view{"iso"}, TimeSetting::iso}};

template <>
struct Field<TimeSetting> : Choice<TimeSetting, times> {
  static constexpr std::string_view expected = "auto, relative, local or iso";
};

struct StoreUrl : Field<std::optional<std::string>> {
  static constexpr std::string_view expected = "a store's URL such as sqlite:/path/to/nexor.db";
  static std::optional<std::optional<std::string>> read(std::string_view text) {
    if (!text.empty() && !path_of_store(text)) return {};
    return Field::read(text);
  }
};

struct SinceBound : Field<std::optional<std::string>> {
  static constexpr std::string_view expected =
      "a date, an instant such as 2026-12-01T08:00:00Z, today or a time such as 7d";
  static std::optional<std::optional<std::string>> read(std::string_view text) {
    if (!text.empty() && !parse_bound(text, Zone::utc(), Instant{}, Toward::past)) return {};
    return Field::read(text);
  }
};

// A date is not among them: it would be in the past some day, for every cancellation to come.
struct CancelAt : Field<std::string> {
  static constexpr std::string_view expected = "period-end or now";
  static std::optional<std::string> read(std::string_view text) {
    if (text != "period-end" && text != "now") return {};
    return std::string{text};
  }
};

template <auto member>
using FieldOf = Field<std::remove_cvref_t<decltype(std::declval<Settings>().*member)>>;

template <auto member, class Form = FieldOf<member>>
constexpr SettingKey key(std::string_view name, std::string_view environment, std::string_view doc) {
  return {.name = name,
          .environment = environment,
          .type = Form::type,
          .expected = Form::expected,
          .doc = doc,
          .set =
              [](Settings& settings, std::string_view text) {
                auto value = Form::read(text);
                if (!value) return false;
                settings.*member = *std::move(value);
                return true;
              },
          .text = [](const Settings& settings) { return Form::text(settings.*member); }};
}

// The same key, which heeds a variable of other programs as well; both variables may be empty.
constexpr SettingKey shared(SettingKey key, std::string_view environment) {
  key.common_environment = environment;
  key.is_empty_a_value = true;
  return key;
}

// A variable is named after the option that says the same, where there is one.
constexpr std::array<SettingKey, 23> keys = {
    key<&Settings::store_url, StoreUrl>("store.url", "NEXOR_STORE",
                                        "Where the store is: sqlite:PATH; empty for $XDG_DATA_HOME/nexor/nexor.db."),
    key<&Settings::lock_timeout>("store.lock_timeout", "NEXOR_LOCK_TIMEOUT",
                                 "How long a command waits for another one that is writing."),
    key<&Settings::session_idle>("session.idle", "NEXOR_SESSION_IDLE", "How long a session lasts that nobody uses."),
    key<&Settings::session_absolute>("session.absolute", "NEXOR_SESSION_ABSOLUTE",
                                     "How long a session lasts at most, used or not."),
    key<&Settings::cancel_at, CancelAt>(
        "cancel.at", "NEXOR_CANCEL_AT",
        "When a cancellation takes effect unless it says so itself: period-end or now."),
    key<&Settings::feedback_required>("cancel.feedback_required", "NEXOR_CANCEL_FEEDBACK_REQUIRED",
                                      "Whether an operator has to record what the customer said."),
    key<&Settings::type_count_from>("cancel.type_count_from", "NEXOR_CANCEL_TYPE_COUNT_FROM",
                                    "From how many subscriptions on their count has to be typed to confirm."),
    key<&Settings::reinstate>("cancel.reinstate", "NEXOR_CANCEL_REINSTATE",
                              "How long an admin can take back a cancellation that has taken effect."),
    key<&Settings::batch_lock_timeout>("batch.lock_timeout", "NEXOR_BATCH_LOCK_TIMEOUT",
                                       "How long a batch waits for another command that is writing."),
    key<&Settings::batch_chunk>("batch.chunk", "NEXOR_BATCH_CHUNK",
                                "How long each of the changes that a batch consists of may hold the store."),
    key<&Settings::batch_pause>("batch.pause", "NEXOR_BATCH_PAUSE",
                                "How long a batch leaves the store to others between two of its changes."),
    key<&Settings::output_color>("output.color", "NEXOR_COLOR", "Whether output has colours: auto, always or never."),
    key<&Settings::output_time>(
        "output.time", "NEXOR_TIME",
        "How times are written for people: relative, local or iso; auto is relative on a terminal and iso elsewhere."),
    shared(key<&Settings::output_pager>("output.pager", "NEXOR_PAGER",
                                        "What shows long answers on a terminal; empty or cat for nothing."),
           "PAGER"),
    key<&Settings::support_contact>("support.contact", "NEXOR_SUPPORT_CONTACT",
                                    "Whom to turn to, shown on receipts and with errors that need a person."),
    key<&Settings::audit_key_file>("audit.key_file", "NEXOR_AUDIT_KEY_FILE",
                                   "A file whose first line is a key that the audit trail's hashes are made with."),
    key<&Settings::audit_keyed_from>("audit.keyed_from", "NEXOR_AUDIT_KEYED_FROM",
                                     "The number of the first event that is made with the key."),
    key<&Settings::notice_requested>("notices.requested", "NEXOR_NOTICES_REQUESTED",
                                     "What process runs for each cancellation that was requested; empty for nothing."),
    key<&Settings::notice_effective>("notices.effective", "NEXOR_NOTICES_EFFECTIVE",
                                     "The same for each that has taken effect."),
    key<&Settings::notice_withdrawn>("notices.withdrawn", "NEXOR_NOTICES_WITHDRAWN",
                                     "The same for each that was taken back."),
    key<&Settings::notices_since, SinceBound>("notices.since", "NEXOR_NOTICES_SINCE",
                                              "Tell nobody of what happened before; empty for no such bound."),
    key<&Settings::notices_time_limit>("notices.time_limit", "NEXOR_NOTICES_TIME_LIMIT",
                                       "How long a notice's command may run before it is ended."),
    key<&Settings::notices_retry>(
        "notices.retry", "NEXOR_NOTICES_RETRY",
        "How long a notice that failed waits for its next try; twice as long each time, a day at most."),
};

}  // namespace

std::span<const SettingKey> setting_keys() { return keys; }

const SettingKey* find_key(std::string_view name) {
  const auto keys = setting_keys();
  const auto found = std::find_if(keys.begin(), keys.end(), [&](const SettingKey& key) { return key.name == name; });
  return found == keys.end() ? nullptr : &*found;
}

bool set(LoadedSettings& loaded, const SettingKey& key, std::string_view value, std::string origin) {
  if (!key.set(loaded.settings, value)) return false;
  set_origin(loaded, key.name, key.type, key.text(loaded.settings), std::move(origin));
  return true;
}

void set_origin(LoadedSettings& loaded, std::string_view key, SettingType type, std::string value, std::string origin) {
  const auto known =
      std::find_if(loaded.origins.begin(), loaded.origins.end(), [&](const auto& each) { return each.key == key; });
  if (known == loaded.origins.end()) {
    loaded.origins.push_back({std::string{key}, std::move(value), std::move(origin), type});
  } else {
    known->value = std::move(value);
    known->origin = std::move(origin);
  }
}

}  // namespace nexor
