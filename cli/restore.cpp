#include <fmt/format.h>

#include <filesystem>
#include <optional>
#include <set>

#include "cli/ask/confirm.h"
#include "cli/command_line.h"
#include "cli/commands.h"
#include "cli/context.h"
#include "cli/incoming_file.h"
#include "cli/output/counted.h"
#include "cli/place_file.h"
#include "cli/say.h"
#include "cli/store_owner.h"
#include "cli/unfinished_file.h"
#include "lib/ops/audit.h"
#include "lib/ops/backup.h"
#include "lib/text/json_writer.h"

namespace nexor {

namespace {

struct RestoreOptions {
  std::string file;
  Confirmed confirmed;
};

// What stands in the place that the backup is to take.
struct Replaced {
  std::unique_ptr<Store> store;   // null where there is none, or it is damaged
  std::optional<AuditHead> head;  // where it can be read
  std::set<std::string> series;   // that it has had
  std::int64_t lost = 0;          // events of it that the backup doesn't have
  bool is_damaged = false;
  bool is_there = false;
};

bool is_damage(Fault fault) { return fault == Fault::store_corrupt || fault == Fault::audit_broken; }

Replaced look_at_place(Context& context, const Desk& desk, Store& from, const SoundStore& backup) {
  Replaced replaced;
  replaced.is_there = is_there(context.store_path());
  if (!replaced.is_there) return replaced;
  try {
    replaced.store = context.surroundings().open_store(context.store_path(), context.lock_timeout());
    const SoundStore sound = check_sound(desk, *replaced.store);
    if (sound.info.id != backup.info.id) {
      throw Error(Fault::conflict, "the backup is of another store than the one that it would replace")
          .with_hint("restore it to another place with --store sqlite:PATH");
    }
    replaced.head = sound.head;
    replaced.lost = count_events_lost(*replaced.store, from);
    replaced.store->read([&](Transaction& transaction) { replaced.series = series_of(transaction); });
  } catch (const Error& fault) {
    if (!is_damage(fault.fault)) throw;
    replaced.store.reset();
    replaced.is_damaged = true;
  }
  return replaced;
}

std::string told_lost(std::int64_t events) {
  return fmt::format("{} that came after it {} lost", counted(events, "event"), events == 1 ? "is" : "are");
}

std::string what_is_lost(const Replaced& replaced) {
  if (replaced.is_damaged) return "the damaged store that is there is moved aside";
  if (!replaced.head) return "there is no store in its place";
  return replaced.lost > 0 ? told_lost(replaced.lost) : "no event is lost";
}

// A damaged store may still be of use to somebody who can read it: it is kept with its journal. A journal whose store
// is gone goes too, as it would be played back into what is restored. Gives where the store is; empty where there is
// none.
std::string move_aside(Context& context) {
  const std::string path = context.store_path();
  const std::string aside = fmt::format("{}.damaged-{}", path, text_of(context.now()));
  const bool was_there = is_there(path);
  if (was_there) place_file(path, aside);
  if (is_there(path + "-journal")) place_file(path + "-journal", aside + "-journal");
  return was_there ? aside : "";
}

// Through the copy, which is made ready beside the store, so that the change itself is one step.
std::string restore_through(Context& context, const Desk& desk, Store& from, const SoundStore& backup,
                            Replaced& replaced) {
  const std::string path = context.store_path();
  const UnfinishedFile beside(path + ".unfinished");
  beside.remove();
  from.copy_to(beside.path());
  make_restorable(desk, *context.surroundings().open_store(beside.path(), context.lock_timeout()), backup,
                  replaced.head, replaced.series);
  if (replaced.store) {
    replaced.store->replace_with(beside.path());
    return "";
  }
  std::string aside = move_aside(context);
  place_file(beside.path(), path);
  return aside;
}

// Opens a backup and looks it through. What came on standard input has no name that means anything to anybody.
class Backup {
 public:
  Backup(const std::string& file, Context& context) {
    const bool is_incoming = file == "-";
    if (is_incoming) incoming_.emplace(context);
    try {
      open(is_incoming ? incoming_->path() : file, context);
    } catch (const Error& error) {
      const bool is_foreign = error.fault == Fault::store_foreign;
      if (is_incoming && (is_foreign || error.fault == Fault::store_corrupt)) {
        throw Error(error.fault, fmt::format("standard input is no {}backup", is_foreign ? "" : "whole "))
            .with_hint("hand on all of what nexor backup - wrote");
      }
      if (!is_foreign) throw;
      throw Error(error.fault, fmt::format("'{}' is no backup", file)).with_hint("name a file that nexor backup wrote");
    }
  }

  Store& store() { return *store_; }
  const Desk& desk() const { return *desk_; }
  const SoundStore& sound() const { return sound_; }

 private:
  void open(const std::string& file, Context& context) {
    if (!is_there(file)) {
      throw Error(Fault::store_unavailable, fmt::format("there is no backup at '{}'", file))
          .with_hint("name a file that nexor backup wrote, or - for standard input");
    }
    std::error_code ignored;
    if (std::filesystem::equivalent(file, context.store_path(), ignored)) {
      throw Error(Fault::conflict, fmt::format("'{}' is the store itself", file)).with_hint("name a backup of it");
    }
    const Surroundings& surroundings = context.surroundings();
    store_ = surroundings.open_store(file, context.lock_timeout());
    desk_.emplace(Desk{*store_, context.system_actor(), surroundings.clock, surroundings.random, context.zones(),
                       context.policy()});
    desk_->audit_key = context.audit_key();
    sound_ = check_sound(*desk_, *store_);
  }

  std::optional<IncomingFile> incoming_;
  std::unique_ptr<Store> store_;
  std::optional<Desk> desk_;
  SoundStore sound_;
};

int restore(const RestoreOptions& options, Context& context) {
  context.use_batch_timeout();
  check_store_owner(context);
  Backup from(options.file, context);
  const SoundStore& backup = from.sound();
  Replaced replaced = look_at_place(context, from.desk(), from.store(), backup);
  if (!options.confirmed.is_yes) {
    note(context, fmt::format("'{}' holds {}, and all of it holds; {}", options.file,
                              counted(backup.head.number, "event"), what_is_lost(replaced)));
    confirm(context, options.confirmed, "Restore it?");
    replaced = look_at_place(context, from.desk(), from.store(), backup);  // somebody may have worked on meanwhile
  }
  make_folder_of(context.store_path());
  const auto lock = lock_care(context);
  context.begin_change();
  const std::string aside = restore_through(context, from.desk(), from.store(), backup, replaced);
  context.set_changed({"nexor doctor"});
  const std::int64_t lost = replaced.lost;
  std::string sentence = fmt::format("restored {}\n", counted(backup.head.number, "event"));
  if (lost > 0) sentence += fmt::format("  {}\n", told_lost(lost));
  if (!aside.empty()) sentence += fmt::format("  the damaged store is at '{}'\n", aside);
  sentence += "  all log-ins were ended, and tokens are as they were then: look at them with " +
              same_world("nexor list tokens", context.globals());
  say_done(context, sentence, "nexor.restore/1", [&](JsonWriter& json) {
    json.member("file", options.file);
    json.member("events", backup.head.number);
    json.member("lost", lost);
    json.member("moved_aside", aside.empty() ? std::nullopt : std::optional(aside));
  });
  tell_repetition(context, CommandLine("restore", context.globals()).operands({options.file}).flag("yes", true));
  return 0;
}

}  // namespace

Command restore_command() {
  auto options = std::make_shared<RestoreOptions>();
  return {.name = "restore",
          .group = "Store",
          .summary = "Put a backup into the place of the store",
          .operands = {one("FILE", options->file, "The backup, - for standard input")},
          .options = {yes_option(options->confirmed)},
          .examples = {{"restore /var/backups/nexor.db", "See what would be lost, and be asked"}},
          .unanswered = [options](Context&) { return unanswered_without_yes(options->confirmed); },
          .run = [options](Context& context) { return restore(*options, context); }};
}

}  // namespace nexor
