#pragma once

#include <memory>
#include <optional>
#include <ostream>
#include <sstream>
#include <string>
#include <vector>

#include "cli/last_words.h"
#include "cli/output/paint.h"
#include "cli/output/time_text.h"
#include "cli/parse/global_options.h"
#include "cli/surroundings.h"
#include "lib/error.h"
#include "lib/ops/login.h"
#include "lib/zoneinfo.h"

namespace nexor {

enum class Format { table, tsv, csv, json, jsonl, id };

// All that a command may touch besides its own options. What costs something is made when it is first asked for: a typo
// and `--help` open no store and read no configuration.
class Context {
 public:
  Context(Surroundings& surroundings, GlobalOptions globals, std::string command);
  ~Context();

  const Surroundings& surroundings() const { return surroundings_; }
  const GlobalOptions& globals() const { return globals_; }
  const std::string& command() const { return command_; }

  // Makes sure that the answer can go where `--output` wants it. Throws output_failed where it can't.
  void open_output();

  // The same for a file that an option of the command's own names. The answer goes there from now on.
  void send_answer_to(const std::string& path);

  // Where the answer goes, and where everything else does. What a read answers to a terminal waits until the command is
  // done, and is then shown in the reader's pager if it is long: nobody reads while a lock is held. What is said behind
  // an answer that waits, waits behind it; so a command asks before it answers.
  std::ostream& out();
  std::ostream& err();

  // As asked for, else a table on a terminal and TSV elsewhere.
  Format format() const;
  bool is_json() const;
  // Whether it is for somebody to read, and so in sentences or on a card: not where columns are chosen.
  bool is_in_words() const;
  // Whether what is one line for somebody to read can be that line elsewhere, too: where no form is chosen.
  bool is_line() const;
  // Of the terminal; where the answer goes elsewhere nothing has to be broken or cut.
  int width() const;

  // Whether the answer is shown on a terminal, in whatever format.
  bool is_for_terminal() const { return surroundings_.is_out_terminal && !output_file_; }
  Paint paint();

  // How times are written in tables and text. Other formats have `text_of(Instant)`, always. Local times are those of
  // the store, and of UTC where none is open.
  TimeText times();

  // Whether the terminal can do more than show one character behind the other.
  bool has_able_terminal() const;

  // Whether somebody can be asked: stdin and stderr are terminals, and `--no-input` isn't given.
  bool can_ask() const;

  // Whether they can be asked by a list that narrows as they type: not on a terminal that can't move its cursor, nor
  // where NEXOR_ACCESSIBLE wants plain lines, as for a screen reader.
  bool can_pick() const;

  // Whether somebody was: then the line that was typed isn't all that was said.
  void set_asked() { was_asked_ = true; }
  bool was_asked() const { return was_asked_; }

  const LoadedSettings& settings();
  // Null where the configuration is wrong: for what must not fail by it.
  const Settings* settings_if_right();
  Policy policy();
  // What the configuration names to make the audit trail's hashes with; null where it names none.
  std::shared_ptr<const AuditKey> audit_key();
  Zoneinfo& zones() { return zones_; }
  Instant now() const { return surroundings_.clock(); }

  std::string store_path();
  std::chrono::milliseconds lock_timeout();

  // Waits for locks as long as a batch may, which nobody sits in front of. Before the store is opened.
  void use_batch_timeout() { has_batch_timeout_ = true; }

  // Who would be asked anyway may be asked for the password, too, where the session has run out.
  void set_conversation() { is_conversation_ = can_ask(); }

  // The store, and who acts on it; opened, and the credential checked, when first called.
  Desk& desk();

  // What the actor of desk() showed.
  const Credential& credential();

  // The same without a credential, for a log-in.
  Desk& open_desk();

  // Who acts where no store can say: the operating system's user.
  Actor system_actor() const;

  // What a command is about, as it was typed: the subjects of the event where it is refused. Of one kind, where a key
  // that kinds of things share can mean only that.
  void set_subjects(std::vector<std::string> words, std::optional<IdKind> kind = {}) {
    subjects_ = std::move(words);
    kind_of_subjects_ = kind;
  }

  // Nothing is recorded of a dry run.
  void set_dry_run() { is_dry_run_ = true; }

  // Neither waits for a lock nor writes anything, not even that a credential was used.
  void set_unobtrusive() { is_unobtrusive_ = true; }

  // From here on the store may be changed.
  void begin_change();

  // The change is done: what can still go wrong is only the answer. Where that is lost, these commands tell it again;
  // one that is never told again has to be made good in another way.
  void set_changed(std::vector<std::string> telling_again = {});
  void set_changed_once(std::string making_good, std::vector<std::string> by);
  bool has_changed() const { return has_changed_; }

  // Whether something may be durable that nobody has been told of: for what fails without saying where.
  bool may_have_changed() const { return has_begun_change_ && (!desk_ || desk_->has_committed); }
  const std::string& making_good() const { return making_good_; }
  const std::vector<std::string>& telling_again() const { return telling_again_; }

  // Records a refusal, where somebody was logged in to be refused.
  void record_refusal(const Error& error);

  // What `--verbose` tells on stderr when all is done: the store, who acted and with what, and how long it took.
  void tell_details();

  // Shows what waits of the answer, in the pager where it is longer than the screen. Nothing waits from here on.
  void show_answer();

  // Makes the answer whole. Throws output_failed where it can't be written.
  void finish();

 private:
  class OutputFile;

  bool may_page() const;
  bool show_in_pager(const std::string& text);
  std::string interruption(int signal) const;
  TimeForm time_form();
  void apply_options(LoadedSettings& loaded) const;
  Credential checked_credential(Desk& desk);
  Actor unknown_actor() const;  // until a credential tells who it is

  Surroundings& surroundings_;
  GlobalOptions globals_;
  std::string command_;
  std::optional<LoadedSettings> settings_;
  Zoneinfo zones_;
  std::unique_ptr<Store> store_;
  std::optional<Desk> desk_;
  const Zone* store_zone_ = nullptr;
  std::optional<Credential> credential_;
  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
  std::vector<std::string> subjects_;
  std::optional<IdKind> kind_of_subjects_;
  bool was_asked_ = false;
  bool is_conversation_ = false;
  bool is_dry_run_ = false;
  bool is_unobtrusive_ = false;
  bool has_batch_timeout_ = false;
  bool has_begun_change_ = false;
  std::optional<LastWords> words_of_change_;
  bool has_changed_ = false;
  std::vector<std::string> telling_again_;
  std::string making_good_ = "ask for it again; don't repeat the change";
  std::unique_ptr<OutputFile> output_file_;
  std::optional<std::ostringstream> waiting_answer_;
  std::ostringstream waiting_notes_;
};

}  // namespace nexor
