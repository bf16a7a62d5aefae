#include "lib/ops/backup.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <functional>

#include "cli/commands.h"
#include "cli/context.h"
#include "cli/exit_code.h"
#include "cli/output/copy_all.h"
#include "cli/output/counted.h"
#include "cli/place_file.h"
#include "cli/say.h"
#include "cli/store_owner.h"
#include "cli/unfinished_file.h"
#include "lib/ops/audit.h"
#include "lib/text/json_writer.h"

namespace nexor {

namespace {

OpenStore opener(Context& context) {
  return [&](const std::string& path) { return context.surroundings().open_store(path, context.lock_timeout()); };
}

// What is wrong with a file itself, and not with reading it now.
bool is_about_content(Fault fault) {
  constexpr int damaged_or_anothers = 9;
  return exit_code_of(fault) == damaged_or_anothers;
}

// A backup takes the place of an older one of the same store, and of nothing else.
void check_place(Context& context, const std::string& path) {
  const std::string folder = std::filesystem::path(path).parent_path();
  if (!is_there(folder)) {
    throw Error(Fault::store_unavailable, fmt::format("there is no folder '{}' for the backup", folder))
        .with_hint("make it, or name another file");
  }
  if (is_there(path + "-journal")) {
    throw Error(Fault::conflict,
                fmt::format("'{}-journal' is left over, and would be played back into the backup", path))
        .with_hint("move it away, or name another file");
  }
  if (!is_there(path)) return;
  const Error no_backup =
      Error(Fault::conflict, fmt::format("'{}' is there, and is no backup", path)).with_hint("name another file");
  if (!is_file(path)) throw Error(no_backup);
  std::string id;
  try {
    opener(context)(path)->read([&](Transaction& transaction) { id = transaction.info().id; });
  } catch (const Error& fault) {
    if (!is_about_content(fault.fault)) throw;
    throw Error(no_backup);
  }
  std::string own;
  context.open_desk().store.read([&](Transaction& transaction) { own = transaction.info().id; });
  std::error_code error;
  if (id == own && !std::filesystem::equivalent(path, context.store_path(), error)) return;
  throw Error(Fault::conflict, id == own ? fmt::format("'{}' is the store itself", path)
                                         : fmt::format("'{}' is a backup of another store", path))
      .with_hint("name another file");
}

// Makes the backup under a name beside its place, whole and told of, and hands it on; nothing of that name is left.
SoundStore make_beside(Context& context, Desk& desk, const std::string& path, const std::function<void()>& hand_on) {
  const UnfinishedFile beside(path);
  beside.remove();
  context.begin_change();
  const SoundStore made = back_up(desk, path, opener(context));
  record_backup(desk, made);
  hand_on();
  return made;
}

void check_streamed(Context& context) {
  if (context.is_json() || context.globals().get) {
    throw Error(Fault::usage, "the backup itself is the answer, where it goes to standard output")
        .with_hint("leave --json and --get out, or name a file");
  }
  if (context.format() == Format::table) {
    throw Error(Fault::usage, "a backup is nothing for a terminal").with_hint("name a file, or hand it on with |");
  }
}

// Where what is written gets lost, there is no backup: that is a failure, and no change whose answer got lost.
int back_up_to_stdout(Context& context, Desk& desk) {
  const std::string beside = context.store_path() + ".unfinished";
  const SoundStore made = make_beside(context, desk, beside, [&] {
    std::ifstream from(beside, std::ios::binary);
    copy_all(from, context.out());
    context.out() << std::flush;
  });
  if (context.globals().quiet || !context.out()) return 0;
  context.err() << fmt::format("wrote a backup: {}, verified\n  head {}\n", counted(made.head.number, "event"),
                               text_of(made.head));
  return 0;
}

int back_up_to_file(const std::string& file, Context& context, Desk& desk) {
  const std::string path = std::filesystem::absolute(file).lexically_normal().string();
  check_place(context, path);
  const std::string beside = path + ".unfinished";
  const SoundStore made = make_beside(context, desk, beside, [&] { place_file(beside, path); });
  context.set_changed();
  say_done(
      context,
      fmt::format("wrote '{}': {}, verified\n  head {}", path, counted(made.head.number, "event"), text_of(made.head)),
      "nexor.backup/1", [&](JsonWriter& json) {
        json.member("file", path);
        json.member("events", made.head.number);
        json.member("head", text_of(made.head));
      });
  return 0;
}

int backup(const std::string& file, Context& context) {
  if (file.empty()) throw Error(Fault::input_invalid, "FILE is empty").with_hint("say where the backup goes");
  const bool is_streamed = file == "-";
  if (is_streamed) check_streamed(context);
  context.use_batch_timeout();
  Desk& desk = owners_desk(context);
  const auto lock = lock_care(context);
  return is_streamed ? back_up_to_stdout(context, desk) : back_up_to_file(file, context, desk);
}

}  // namespace

Command backup_command() {
  auto file = std::make_shared<std::string>();
  return {.name = "backup",
          .group = "Store",
          .summary = "Write a verified copy of the store, while it is in use",
          .operands = {one("FILE", *file,
                           "Where to, - for standard output; an older backup of the same store is replaced")},
          .examples = {{"backup /var/backups/nexor.db", "A copy that was opened and verified before it is kept"},
                       {"backup - | gzip > nexor.db.gz", "The same, handed on"}},
          .run = [file](Context& context) { return backup(*file, context); }};
}

}  // namespace nexor
