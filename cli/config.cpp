#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <sstream>

#include "cli/commands.h"
#include "cli/context.h"
#include "cli/output/table.h"
#include "cli/parse/suggest.h"
#include "cli/print.h"
#include "cli/say.h"

namespace nexor {

namespace {

// As TOML has it: a number and a truth value are no text.
void write_value(JsonWriter& json, const SettingOrigin& setting) {
  json.key("value");
  if (setting.type == SettingType::number || setting.type == SettingType::truth) {
    json.json(setting.value);
  } else {
    json.value(setting.value);
  }
}

Shape<SettingOrigin> setting_shape(bool with_origin) {
  Shape<SettingOrigin> shape{
      .kind = "settings",
      .schema = "nexor.setting/1",
      .columns = {{"key", 0, false, [](const SettingOrigin& s) { return s.key; }},
                  {"value", 0, true, [](const SettingOrigin& s) { return s.value; }}},
      .members =
          [](JsonWriter& json, const SettingOrigin& s) {
            json.member("key", s.key);
            write_value(json, s);
            json.member("origin", s.origin);
          },
      .id = [](const SettingOrigin& s) { return s.key; },
  };
  if (with_origin) shape.columns.push_back({"origin", 0, true, [](const SettingOrigin& s) { return s.origin; }});
  return shape;
}

AnswerForm setting_form(bool with_origin, bool is_list) {
  return {.documents = {"setting"}, .columns = names_of(setting_shape(with_origin).columns), .is_list = is_list};
}

// On a terminal nothing is cut: what is long goes on in the next line.
int show_config(bool with_origin, Context& context) {
  const auto& settings = context.settings().origins;
  if (!context.is_in_words()) {
    print_all(context, setting_shape(with_origin), settings);
    return 0;
  }
  std::vector<CardLine> lines;
  for (const SettingOrigin& setting : settings) {
    lines.push_back({setting.key, setting.value});
    if (with_origin) lines.back().text += fmt::format("{}({})", setting.value.empty() ? "" : "  ", setting.origin);
  }
  context.out() << render_card(lines, context.width(), context.paint());
  return 0;
}

const SettingOrigin& find_setting(const std::vector<SettingOrigin>& settings, const std::string& key) {
  const auto found = std::ranges::find(settings, key, &SettingOrigin::key);
  if (found != settings.end()) return *found;
  std::vector<std::string> keys;
  for (const SettingOrigin& setting : settings) keys.push_back(setting.key);
  const std::string near = did_you_mean(key, keys);
  throw Error(Fault::usage, fmt::format("no setting '{}'", key))
      .with_hint(near.empty() ? "nexor config show lists the settings" : near);
}

// The value alone and as it is, for a script, where no format asks for more.
int get_config(const std::string& key, Context& context) {
  const SettingOrigin& setting = find_setting(context.settings().origins, key);
  const Shape<SettingOrigin> shape = setting_shape(false);
  RowPrinter rows(context, shape);
  if (context.is_json() || context.globals().get) {
    print_document(context, rows.object(setting, true));
  } else if (context.is_line()) {
    context.out() << setting.value << '\n';
  } else {
    print_all(context, shape, std::vector{setting});
  }
  return 0;
}

struct ConfigPath {
  std::string path;
  bool is_there = false;
};

Shape<ConfigPath> config_path_shape() {
  return {
      .kind = "config_files",
      .schema = "nexor.config_file/1",
      .columns = {{"path", 0, false, [](const ConfigPath& p) { return p.path; }},
                  {"read", 0, false, [](const ConfigPath& p) { return std::string(p.is_there ? "true" : "false"); }}},
      .members =
          [](JsonWriter& json, const ConfigPath& p) {
            json.member("path", p.path);
            json.member("read", p.is_there);
          },
      .id = [](const ConfigPath& p) { return p.path; },
  };
}

int config_path(Context& context) {
  std::vector<ConfigPath> paths;
  for (const ConfigFile& file : config_files(context.globals().config, context.surroundings().environment)) {
    std::error_code error;
    paths.push_back({file.path, std::filesystem::exists(file.path, error)});
  }
  print_all(context, config_path_shape(), paths);
  return 0;
}

// Whether a shell would find it: by its path, or in PATH.
bool is_found(Context& context, const std::string& program) {
  if (program.find('/') != std::string::npos) return access(program.c_str(), X_OK) == 0;
  std::istringstream folders(context.surroundings().environment("PATH").value_or("/usr/bin:/bin"));
  for (std::string folder; std::getline(folders, folder, ':');) {
    if (access((folder + "/" + program).c_str(), X_OK) == 0) return true;
  }
  return false;
}

// Another user may well find what this one doesn't, so it is only a warning.
void warn_of_missing_programs(Context& context) {
  const Settings& settings = context.settings().settings;
  for (const auto& [key, words] : {std::pair("notices.requested", &settings.notice_requested),
                                   std::pair("notices.effective", &settings.notice_effective),
                                   std::pair("notices.withdrawn", &settings.notice_withdrawn)}) {
    if (words->empty() || is_found(context, words->front())) continue;
    note(context,
         fmt::format("nexor: warning: {}: there is no program '{}' that can be run here", key, words->front()));
  }
}

int check_config(Context& context) {
  context.policy();
  context.audit_key();
  warn_of_missing_programs(context);
  say_done(context, "the configuration is right", "nexor.config_check/1",
           [](JsonWriter& json) { json.member("ok", true); });
  return 0;
}

}  // namespace

Command config_show_command() {
  auto with_origin = std::make_shared<bool>(false);
  return {.name = "config show",
          .group = "Setup",
          .summary = "Print every setting as it holds here",
          .options = {flag("origin", *with_origin, "Say where each value comes from")},
          .examples = {{"config show --origin", "Find out why a value is what it is"}},
          .answer = [with_origin](Context&) { return setting_form(*with_origin, true); },
          .run = [with_origin](Context& context) { return show_config(*with_origin, context); }};
}

Command config_get_command() {
  auto key = std::make_shared<std::string>();
  return {.name = "config get",
          .group = "Setup",
          .summary = "Print one setting's value",
          .operands = {one("KEY", *key, "The setting: session.idle")},
          .examples = {{"config get store.url", "Find the store from a script"}},
          .answer = [](Context&) { return setting_form(false, false); },
          .run = [key](Context& context) { return get_config(*key, context); }};
}

Command config_path_command() {
  return {.name = "config path",
          .group = "Setup",
          .summary = "Print the configuration files that are read, the lowest first",
          .examples = {{"config path", "See which files count"}},
          .answer =
              [](Context&) {
                return AnswerForm{
                    .documents = {"config_file"}, .columns = names_of(config_path_shape().columns), .is_list = true};
              },
          .run = config_path};
}

Command config_check_command() {
  return {.name = "config check",
          .group = "Setup",
          .summary = "Check the configuration",
          .examples = {{"config check --config new.toml", "Check a file before it is put into its place"}},
          .run = check_config};
}

}  // namespace nexor
