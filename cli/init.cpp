#include "lib/ops/init.h"

#include <fmt/format.h>

#include "cli/ask/confirm.h"
#include "cli/command_line.h"
#include "cli/commands.h"
#include "cli/context.h"
#include "cli/say.h"
#include "lib/text/json_writer.h"

namespace nexor {

namespace {

struct InitOptions {
  std::string first_admin;
  PasswordOptions password;
  std::optional<std::string> time_zone;
};

std::vector<Unanswered> unanswered_of(const InitOptions& options) {
  if (has_password(options.password)) return {};
  return {unanswered_password()};
}

int init(const InitOptions& options, Context& context) {
  check_operator_name(options.first_admin);
  const std::string path = context.store_path();
  const std::string time_zone = options.time_zone.value_or("UTC");
  context.zones().find(time_zone);
  context.surroundings().check_vacant(path, context.lock_timeout());
  const Secret password = new_password(context, options.password);
  const auto& surroundings = context.surroundings();
  const Founding founding{.actor = context.system_actor(),
                          .clock = surroundings.clock,
                          .random = surroundings.random,
                          .zones = context.zones(),
                          .make =
                              [&](const auto& info, const auto& operation, const auto& content) {
                                return surroundings.make_store(path, context.lock_timeout(), info, operation, content);
                              },
                          .audit_key = context.audit_key()};
  const NewStore given{options.first_admin,
                       hash_password(password.view(), surroundings.password_cost, surroundings.random), time_zone};
  context.begin_change();
  const StoreInfo info = found_store(founding, given);
  context.set_changed({"nexor login " + given.first_admin});
  say_done(context,
           fmt::format("made the store '{}' with the admin '{}'\n  next: {}", path, given.first_admin,
                       same_world("nexor login " + given.first_admin, context.globals())),
           "nexor.init/1", [&](JsonWriter& json) {
             json.member("store", "sqlite:" + path);
             json.member("series", info.series);
             json.member("time_zone", info.time_zone);
             json.member("operator", given.first_admin);
           });
  return 0;
}

}  // namespace

Command init_command() {
  auto options = std::make_shared<InitOptions>();
  Command command{.name = "init",
                  .group = "Store",
                  .summary = "Make a store and its first admin",
                  .options = {required_option("operator", "NAME", options->first_admin, "The first admin's name")},
                  .examples = {{"init --operator ada", "Make a store, and ask for ada's password"},
                               {"init --operator ada --time-zone Europe/Berlin --password-file admin.password",
                                "Make one whose days begin at Berlin's midnight, from a script"}},
                  .unanswered = [options](Context&) { return unanswered_of(*options); },
                  .run = [options](Context& context) { return init(*options, context); }};
  for (Option& declared : password_options(options->password)) command.options.push_back(std::move(declared));
  command.options.push_back(
      option("time-zone", "ZONE", options->time_zone, "IANA time zone of accounts that name none; UTC unless given"));
  return command;
}

}  // namespace nexor
