#include "lib/settings.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <regex>

#include "lib/error.h"
#include "lib/settings_keys.h"
#include "tests/support/temporary_folder.h"

namespace nexor {

namespace {

using namespace std::chrono_literals;

std::string written(const support::TemporaryFolder& folder, std::string_view name, std::string_view text) {
  const std::string path = folder.path(name);
  support::write_bytes(path, text);
  return path;
}

Environment variables(const std::map<std::string, std::string, std::less<>>& set) {
  return [set](std::string_view name) -> std::optional<std::string> {
    const auto found = set.find(name);
    if (found == set.end()) return {};
    return found->second;
  };
}

LoadedSettings load(std::vector<ConfigFile> files, const Environment& environment = variables({})) {
  return load_settings(files, environment);
}

LoadedSettings load_text(std::string_view text) {
  const support::TemporaryFolder folder;
  return load({{written(folder, "config.toml", text), true}});
}

template <class Act>
Error error_of(Act act) {
  try {
    act();
  } catch (const Error& error) {
    return error;
  }
  FAIL("nothing was thrown");
  return Error{Fault::internal, ""};
}

SettingOrigin origin_of(const LoadedSettings& loaded, std::string_view key) {
  const auto found =
      std::find_if(loaded.origins.begin(), loaded.origins.end(), [&](const auto& each) { return each.key == key; });
  REQUIRE(found != loaded.origins.end());
  return *found;
}

}  // namespace

TEST_CASE("without any file every key has its built-in value") {
  const LoadedSettings loaded = load({});
  CHECK(loaded.origins.size() == setting_keys().size());
  CHECK(origin_of(loaded, "session.idle").value == "8h");
  CHECK(origin_of(loaded, "session.idle").origin == "built-in");
  CHECK(loaded.settings.lock_timeout == 10s);
  CHECK_FALSE(loaded.settings.store_url);
  CHECK(loaded.settings.reasons.empty());
}

TEST_CASE("every key is read from a file as what it is") {
  const Settings settings = load_text(R"(
    store = { url = "sqlite:/srv/n.db", lock_timeout = "500ms" }
    session.idle = "90s"
    session.absolute = "2w"
    [cancel]
    at = "now"
    feedback_required = true
    type_count_from = 3
    reinstate = "1h"
    [output]
    color = "never"
    time = "local"
    pager = ""
    [support]
    contact = "desk@example.org"
  )")
                                .settings;
  CHECK(settings.store_url == "sqlite:/srv/n.db");
  CHECK(settings.lock_timeout == 500ms);
  CHECK(settings.session_idle == 90s);
  CHECK(settings.session_absolute == 336h);
  CHECK(settings.cancel_at == "now");
  CHECK(settings.feedback_required);
  CHECK(settings.type_count_from == 3);
  CHECK(settings.reinstate == 1h);
  CHECK(settings.output_color == ColorSetting::never);
  CHECK(settings.output_time == TimeSetting::local);
  CHECK(settings.output_pager.empty());
  CHECK(settings.support_contact == "desk@example.org");
}

TEST_CASE("a higher layer stands over a lower one and says so") {
  const support::TemporaryFolder folder;
  const std::string low = written(folder, "low.toml", "[session]\nidle = \"1h\"\nabsolute = \"1d\"\n");
  const std::string high = written(folder, "high.toml", "[session]\nidle = \"2h\"\n[output]\ncolor = \"never\"\n");
  LoadedSettings loaded =
      load({{low, false}, {high, true}}, variables({{"NEXOR_COLOR", "always"}, {"NEXOR_STORE", ""}}));
  CHECK(loaded.settings.session_idle == 2h);
  CHECK(origin_of(loaded, "session.idle").origin == high + ":2");
  CHECK(origin_of(loaded, "session.absolute").origin == low + ":3");
  CHECK(origin_of(loaded, "output.color").origin == "environment NEXOR_COLOR");
  CHECK(origin_of(loaded, "store.url").origin == "built-in");
  apply_option(loaded, "output.color", "--color", "auto");
  CHECK(loaded.settings.output_color == ColorSetting::automatic);
  CHECK(origin_of(loaded, "output.color").origin == "option --color");
}

TEST_CASE("a variable of other programs stands below the files, and may be empty") {
  const support::TemporaryFolder folder;
  const std::string file = written(folder, "c.toml", "[output]\npager = \"most\"\n");
  const auto pager = [](const LoadedSettings& loaded) { return origin_of(loaded, "output.pager"); };
  CHECK(pager(load({})).value == "less");
  CHECK(pager(load({}, variables({{"PAGER", "more"}}))).origin == "environment PAGER");
  CHECK(load({}, variables({{"PAGER", ""}})).settings.output_pager.empty());
  CHECK(pager(load({{file, true}}, variables({{"PAGER", "more"}}))).origin == file + ":2");
  const LoadedSettings loaded = load({{file, true}}, variables({{"PAGER", "more"}, {"NEXOR_PAGER", ""}}));
  CHECK(pager(loaded).value.empty());
  CHECK(pager(loaded).origin == "environment NEXOR_PAGER");
}

TEST_CASE("a default that depends on who runs nexor holds where nothing is said") {
  const support::TemporaryFolder folder;
  const auto url_with = [&](std::string_view text) {
    LoadedSettings loaded = load({{written(folder, "c.toml", text), true}});
    apply_default(loaded, "store.url", "sqlite:/home/ada/nexor.db");
    CHECK(loaded.settings.store_url == origin_of(loaded, "store.url").value);
    return origin_of(loaded, "store.url");
  };
  CHECK(url_with("").value == "sqlite:/home/ada/nexor.db");
  CHECK(url_with("").origin == "built-in");
  CHECK(url_with("[store]\nurl = \"\"").origin == "built-in");
  CHECK(url_with("[store]\nurl = \"sqlite:x\"").value == "sqlite:x");
}

TEST_CASE("a store's URL names its file") {
  CHECK(path_of_store("sqlite:/srv/n.db") == "/srv/n.db");
  CHECK(path_of_store("sqlite:n.db") == "n.db");
  for (const char* none : {"", "foo", "sqlite:", "postgres://x", "SQLITE:x"}) CHECK_FALSE(path_of_store(none));
}

TEST_CASE("every value has its type, those of reasons as well") {
  const LoadedSettings loaded = load_text("[reasons.moved]\nlabel = \"Moved\"\nvoluntary = true\n");
  CHECK(origin_of(loaded, "cancel.type_count_from").type == SettingType::number);
  CHECK(origin_of(loaded, "cancel.feedback_required").type == SettingType::truth);
  CHECK(origin_of(loaded, "session.idle").type == SettingType::text);
  CHECK(origin_of(loaded, "reasons.moved.voluntary").type == SettingType::truth);
}

TEST_CASE("reasons are added, changed and retired, each field by the highest file that has it") {
  const support::TemporaryFolder folder;
  const std::string low = written(folder, "low.toml", "[reasons.moved]\nlabel = \"Moved\"\nvoluntary = true\n");
  const std::string high =
      written(folder, "high.toml", "[reasons.moved]\nlabel = \"Moved away\"\n[reasons.unused]\nretired = true\n");
  const LoadedSettings loaded = load({{low, false}, {high, false}});
  REQUIRE(loaded.settings.reasons.size() == 2);
  CHECK(loaded.settings.reasons[0].code == "moved");
  CHECK(loaded.settings.reasons[0].label == "Moved away");
  CHECK(loaded.settings.reasons[0].voluntary == true);
  CHECK_FALSE(loaded.settings.reasons[0].retired);
  CHECK(loaded.settings.reasons[1].retired == true);
  CHECK(origin_of(loaded, "reasons.moved.voluntary").origin == low + ":3");
}

TEST_CASE("a new reason may have its label from any of the files") {
  const support::TemporaryFolder folder;
  const std::string low = written(folder, "low.toml", "[reasons.moved]\nvoluntary = true\n");
  const std::string high = written(folder, "high.toml", "[reasons.moved]\nlabel = \"Moved\"\n");
  CHECK(load({{low, false}, {high, false}}).settings.reasons.front().label == "Moved");
  CHECK(error_of([&] { load({{low, false}}); }).message == low + ":1:10: reasons.moved: a new reason needs a label");
}

TEST_CASE("what a file gets wrong is named with its place") {
  struct Case {
    std::string_view text;
    std::string_view message;
    std::string_view hint;
  };
  const support::TemporaryFolder folder;
  for (const auto& [text, message, hint] :
       {Case{"[session]\nidel = \"8h\"", ":2:1: unknown key 'session.idel'", "did you mean 'session.idle'?"},
        Case{"[sesion]\nidle = \"8h\"", ":1:2: unknown key 'sesion'", "did you mean 'session'?"},
        Case{"\n  sesion.idle = \"8h\"", ":2:3: unknown key 'sesion'", "did you mean 'session'?"},
        Case{"store = 3", ":1:9: store has to be a section", ""},
        Case{"[session]\nidle = 8", ":2:8: session.idle has to be a duration in whole seconds such as 90s, 8h or 7d",
             ""},
        Case{"[session]\nidle = \"500ms\"",
             ":2:8: session.idle has to be a duration in whole seconds such as 90s, 8h or 7d", ""},
        Case{"[cancel]\nat = \"2026-01-01\"", ":2:6: cancel.at has to be period-end or now", ""},
        Case{"[cancel]\nfeedback_required = \"true\"", ":2:21: cancel.feedback_required has to be true or false", ""},
        Case{"[cancel]\ntype_count_from = 0", ":2:19: cancel.type_count_from has to be a whole number from 1", ""},
        Case{"[store]\nurl = \"foo\"", ":2:7: store.url has to be a store's URL such as sqlite:/path/to/nexor.db", ""},
        Case{"[store]\nurl = \"sqlite:\"", ":2:7: store.url has to be a store's URL such as sqlite:/path/to/nexor.db",
             ""},
        Case{"[output]\ntime = \"utc\"", ":2:8: output.time has to be auto, relative, local or iso", ""},
        Case{"[output]\ncolor = { x = 1 }", ":2:9: output.color has to be auto, always or never", ""},
        Case{"[reasons.Moved]\nlabel = \"x\"",
             ":1:10: a reason's code has to be lower case letters, digits and underscores", ""},
        Case{"[reasons]\nmoved = true", ":2:9: reasons.moved has to be a section", ""},
        Case{"[reasons.moved]\nlable = \"x\"", ":2:1: unknown key 'reasons.moved.lable'",
             "did you mean 'reasons.moved.label'?"},
        Case{"[reasons.unused]\nretired = true\n[reasons.moved]\nvoluntary = true",
             ":3:10: reasons.moved: a new reason needs a label", ""},
        Case{"[reasons.moved]\nvoluntary = \"yes\"", ":2:13: reasons.moved.voluntary has to be true or false", ""},
        Case{"[reasons.moved]\nlabel = \"\"", ":2:9: reasons.moved.label has to be a text that is not empty", ""},
        Case{"[session]\n# \x1b\n", ":2:3: a control character is not valid TOML",
             "in a text it is written as \\u and four digits"},
        Case{std::string_view("[\0\0", 3), ":1:2: a control character is not valid TOML",
             "in a text it is written as \\u and four digits"},
        Case{"[= \"x\"]", ":1:2: from here on it is not valid TOML",
             "a text stands in quotes, and a key or a section stands once"},
        Case{"[session]\nidle = 8h\n", ":2:9: from here on it is not valid TOML",
             "a text stands in quotes, and a key or a section stands once"}}) {
    CAPTURE(text);
    const std::string path = written(folder, "config.toml", text);
    const Error error = error_of([&] { load({{path, false}}); });
    CHECK(error.fault == Fault::config_invalid);
    CHECK(error.message == path + std::string{message});
    CHECK(error.hint == hint);
  }
}

TEST_CASE("everything that is wrong with a file is told at once, in its order") {
  const support::TemporaryFolder folder;
  const std::string path = written(
      folder, "config.toml", "[store]\nurl = 3\n[sesion]\nidle = \"8h\"\n[reasons.x]\nlabel = \"\"\nlable = \"y\"");
  const Error error = error_of([&] { load({{path, false}}); });
  CHECK(error.message == path + ":2:7: store.url has to be a store's URL such as sqlite:/path/to/nexor.db");
  CHECK(error.hint == "also " + path + ":3:2: unknown key 'sesion', did you mean 'session'?; " + path +
                          ":6:9: reasons.x.label has to be a text that is not empty; " + path +
                          ":7:1: unknown key 'reasons.x.lable', did you mean 'reasons.x.label'?");
}

TEST_CASE("a file that nobody named may be missing and one that somebody named may not") {
  const support::TemporaryFolder folder;
  const std::string missing = folder.path("missing.toml");
  CHECK_NOTHROW(load({{missing, false}}));
  CHECK(error_of([&] { load({{missing, true}}); }).message == missing + ": there is no such file");
  CHECK(error_of([&] { load({{folder.path("."), true}}); }).message == folder.path(".") + ": it can't be read");
  CHECK(error_of([&] { load({{"/dev/zero", true}}); }).message == "/dev/zero: it is larger than 1 MiB");
}

TEST_CASE("a wrong variable or option is named") {
  const Error variable = error_of([] { load({}, variables({{"NEXOR_LOCK_TIMEOUT", "10"}})); });
  CHECK(variable.fault == Fault::config_invalid);
  CHECK(variable.message == "NEXOR_LOCK_TIMEOUT: store.lock_timeout has to be a duration such as 500ms or 10s");
  LoadedSettings loaded = load({});
  const Error option = error_of([&] { apply_option(loaded, "store.lock_timeout", "--lock-timeout", "10"); });
  CHECK(option.fault == Fault::usage);
  CHECK(option.message == "--lock-timeout has to be a duration such as 500ms or 10s");
}

TEST_CASE("the files are found where XDG has them") {
  const auto paths = [](const std::optional<std::string>& named, const Environment& environment) {
    std::string text;
    for (const auto& [path, is_required] : config_files(named, environment)) text += path + (is_required ? "! " : " ");
    return text;
  };
  CHECK(paths({}, variables({})) == "/etc/nexor/config.toml ");
  CHECK(paths({}, variables({{"HOME", "/h"}})) == "/etc/nexor/config.toml /h/.config/nexor/config.toml ");
  CHECK(paths({}, variables({{"HOME", "/h"}, {"XDG_CONFIG_HOME", "/x"}, {"NEXOR_CONFIG", "e"}})) ==
        "/etc/nexor/config.toml /x/nexor/config.toml e! ");
  CHECK(paths("n", variables({{"XDG_CONFIG_HOME", "x"}, {"NEXOR_CONFIG", "e"}})) == "/etc/nexor/config.toml n! ");
  CHECK(paths("-", variables({})) == "/etc/nexor/config.toml /dev/stdin! ");
  CHECK(paths({}, variables({{"NEXOR_CONFIG", "-"}})) == "/etc/nexor/config.toml -! ");
}

TEST_CASE("the sample file names every key at its default, each under its sentence") {
  const std::string text = support::bytes_of(NEXOR_SAMPLE_CONFIG);
  const LoadedSettings loaded = load_text(std::regex_replace(text, std::regex{"(^|\n)# (\\w+ = )"}, "$1$2"));
  const Settings defaults;
  for (const SettingKey& key : setting_keys()) {
    CAPTURE(key.name);
    CHECK(origin_of(loaded, key.name).origin != "built-in");
    CHECK(key.text(loaded.settings) == key.text(defaults));
    const std::string leaf{key.name.substr(key.name.find('.') + 1)};
    CHECK(text.find("# " + std::string{key.doc} + "\n# " + leaf + " = ") != std::string::npos);
  }
  CHECK(loaded.settings.reasons.empty());
  CHECK(load_text(text).origins.size() == setting_keys().size());
}

}  // namespace nexor
