#include "cli/context.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "cli/command_line.h"
#include "cli/credentials.h"
#include "cli/held_signals.h"
#include "cli/output_file.h"
#include "cli/pager.h"
#include "cli/policy.h"
#include "cli/renew_session.h"
#include "lib/ops/audit.h"
#include "lib/store/store.h"
#include "lib/text/harmless.h"

namespace nexor {

namespace {

Format parse_format(const std::string& name) {
  if (name == "table") return Format::table;
  if (name == "tsv") return Format::tsv;
  if (name == "csv") return Format::csv;
  if (name == "json") return Format::json;
  if (name == "jsonl") return Format::jsonl;
  return Format::id;
}

ColourChoice parse_colour(const std::optional<std::string>& name) {
  if (name == "always") return ColourChoice::always;
  if (name == "never") return ColourChoice::never;
  return ColourChoice::automatic;
}

ColourChoice colour_setting(ColorSetting setting) {
  switch (setting) {
    case ColorSetting::automatic:
      return ColourChoice::automatic;
    case ColorSetting::always:
      return ColourChoice::always;
    case ColorSetting::never:
      return ColourChoice::never;
  }
  return ColourChoice::automatic;
}

std::optional<std::string_view> view(const std::optional<std::string>& text) {
  if (!text) return {};
  return std::string_view(*text);
}

}  // namespace

Context::Context(Surroundings& surroundings, GlobalOptions globals, std::string command)
    : surroundings_(surroundings), globals_(std::move(globals)), command_(std::move(command)) {}

Context::~Context() = default;

Format Context::format() const {
  if (globals_.format) return parse_format(*globals_.format);
  return is_for_terminal() ? Format::table : Format::tsv;
}

bool Context::is_json() const { return format() == Format::json || format() == Format::jsonl; }

bool Context::is_in_words() const { return format() == Format::table && globals_.columns.empty() && !globals_.get; }

bool Context::is_line() const {
  const bool is_plain = globals_.columns.empty() && !globals_.get && !globals_.header.value_or(false);
  return is_in_words() || (format() == Format::tsv && is_plain);
}

int Context::width() const { return is_for_terminal() ? surroundings_.width : unlimited_width; }

Paint Context::paint() {
  const auto no_color = surroundings_.environment("NO_COLOR");
  const auto force = surroundings_.environment("CLICOLOR_FORCE");
  const auto term = surroundings_.environment("TERM");
  const Settings* settings = settings_if_right();
  const ColourChoice configured = settings ? colour_setting(settings->output_color) : ColourChoice::automatic;
  return Paint(wants_colour(parse_colour(globals_.color), {view(no_color), view(force), view(term)}, configured,
                            is_for_terminal()));
}

TimeForm Context::time_form() {
  if (format() != Format::table) return TimeForm::iso;
  switch (settings().settings.output_time) {
    case TimeSetting::automatic:
      return is_for_terminal() ? TimeForm::relative : TimeForm::iso;
    case TimeSetting::relative:
      return TimeForm::relative;
    case TimeSetting::local:
      return TimeForm::local;
    case TimeSetting::iso:
      return TimeForm::iso;
  }
  return TimeForm::iso;
}

TimeText Context::times() { return {time_form(), now(), store_zone_ ? *store_zone_ : zones_.find("UTC")}; }

bool Context::has_able_terminal() const {
  const auto term = surroundings_.environment("TERM");
  return is_able_terminal(view(term));
}

bool Context::can_ask() const {
  return surroundings_.is_in_terminal && surroundings_.is_err_terminal && !globals_.no_input;
}

bool Context::can_pick() const {
  const auto accessible = surroundings_.environment("NEXOR_ACCESSIBLE");
  const bool wants_lines = accessible && !accessible->empty() && *accessible != "0";
  return surroundings_.pick && can_ask() && has_able_terminal() && !wants_lines;
}

const LoadedSettings& Context::settings() {
  if (settings_) return *settings_;
  const auto files = config_files(globals_.config, surroundings_.environment);
  LoadedSettings loaded = load_settings(files, surroundings_.environment);
  apply_options(loaded);
  if (!loaded.settings.store_url) {
    apply_default(loaded, "store.url", "sqlite:" + data_home(surroundings_) + "/nexor/nexor.db");
  }
  return settings_.emplace(std::move(loaded));
}

// `auto` is no colour of its own: what else there is decides.
void Context::apply_options(LoadedSettings& loaded) const {
  const auto apply = [&](std::string_view key, std::string_view option, const std::optional<std::string>& value) {
    if (value) apply_option(loaded, key, option, *value);
  };
  if (globals_.store && globals_.store->empty()) {
    throw Error(Fault::usage, "--store is empty").with_hint("name a store, as sqlite:PATH, or leave --store out");
  }
  apply("store.url", "--store", globals_.store);
  apply("store.lock_timeout", "--lock-timeout", globals_.lock_timeout);
  if (globals_.color != "auto") apply("output.color", "--color", globals_.color);
  apply("output.time", globals_.utc ? "--utc" : "--time", globals_.time);
  if (globals_.no_pager) apply_option(loaded, "output.pager", "--no-pager", "");
}

const Settings* Context::settings_if_right() {
  try {
    return &settings().settings;
  } catch (const Error&) {
    return nullptr;
  }
}

Policy Context::policy() { return policy_of(settings().settings, surroundings_.password_cost); }

std::shared_ptr<const AuditKey> Context::audit_key() {
  const Settings& configured = settings().settings;
  if (configured.audit_key_file.empty()) return nullptr;
  return std::make_shared<const AuditKey>(
      AuditKey{read_audit_key(configured.audit_key_file), configured.audit_keyed_from});
}

std::string Context::store_path() {
  const std::string path = path_of_store(settings().settings.store_url.value()).value();
  return std::filesystem::absolute(path).lexically_normal().string();
}

std::chrono::milliseconds Context::lock_timeout() {
  if (is_unobtrusive_) return std::chrono::milliseconds{0};
  const Settings& configured = settings().settings;
  return has_batch_timeout_ && !globals_.lock_timeout ? configured.batch_lock_timeout : configured.lock_timeout;
}

Actor Context::system_actor() const {
  Actor actor = unknown_actor();
  actor.name = "os:" + surroundings_.user();
  actor.role = Role::admin;
  actor.credential = "os";
  return actor;
}

Actor Context::unknown_actor() const {
  return {.name = "unknown",
          .role = Role::viewer,
          .credential = "",
          .host = surroundings_.host,
          .terminal = surroundings_.terminal,
          .command = command_,
          .channel = can_ask() ? Channel::interactive : Channel::script};
}

Desk& Context::open_desk() {
  if (desk_) return *desk_;
  store_ = surroundings_.open_store(store_path(), lock_timeout());
  if (time_form() != TimeForm::iso) {
    store_->read([&](Transaction& transaction) { store_zone_ = &zones_.find(transaction.info().time_zone); });
  }
  desk_.emplace(Desk{*store_, unknown_actor(), surroundings_.clock, surroundings_.random, zones_, policy()});
  desk_->audit_key = audit_key();
  desk_->scratch_folder = std::filesystem::path(store_path()).parent_path().string();
  return *desk_;
}

Desk& Context::desk() {
  Desk& opened = open_desk();
  if (!credential_) credential_ = checked_credential(opened);
  return opened;
}

Credential Context::checked_credential(Desk& desk) {
  const NoteUse note = is_unobtrusive_ ? NoteUse::no : NoteUse::yes;
  const Secret token = find_token(*this);
  try {
    return authenticate(desk, token.view(), note);
  } catch (const Error& error) {
    if (error.fault != Fault::session_expired && error.fault != Fault::not_logged_in) throw;
    const bool may_renew = error.fault == Fault::session_expired && is_conversation_;
    const auto renewed = may_renew ? renew_session(*this, desk, token, error.message) : std::nullopt;
    if (!renewed) throw Error(with_way_in(*this, error));
    return authenticate(desk, renewed->view(), note);
  }
}

const Credential& Context::credential() {
  desk();
  return *credential_;
}

// For one that ends the process once a change may be done of which nothing was told.
std::string Context::interruption(int signal) const {
  Error error = interrupted(signal, "a change may be done").with_hint("look before you repeat it");
  error.next = {same_world("nexor status", globals_)};
  return text_in_midst(surroundings_, error, command_, true);
}

void Context::begin_change() {
  if (!has_begun_change_ && surroundings_.begin_change) surroundings_.begin_change();
  has_begun_change_ = true;
  if (is_json() && !words_of_change_) words_of_change_.emplace([this](int signal) { return interruption(signal); });
  show_answer();
}

void Context::set_changed(std::vector<std::string> telling_again) {
  has_changed_ = true;
  telling_again_ = std::move(telling_again);
}

void Context::set_changed_once(std::string making_good, std::vector<std::string> by) {
  set_changed(std::move(by));
  making_good_ = std::move(making_good);
}

void Context::record_refusal(const Error& error) {
  if (!credential_ || is_dry_run_ || has_changed_) return;
  nexor::record_refusal(*desk_, subjects_, name_of(error.fault), kind_of_subjects_);
}

void Context::tell_details() {
  if (!globals_.verbose) return;
  if (store_) err() << "nexor: store " << harmless(store_->location()) << '\n';
  if (credential_) {
    err() << "nexor: acted as " << desk_->actor.name << " (" << name_of(desk_->actor.role) << ") with "
          << desk_->actor.credential << " from " << harmless(token_source(*this)) << '\n';
  }
  const auto took = std::chrono::steady_clock::now() - began_;
  err() << "nexor: took " << std::chrono::duration_cast<std::chrono::milliseconds>(took).count() << " ms\n";
}

}  // namespace nexor
