#include "tests/support/desk_world.h"

#include <filesystem>
#include <fstream>

#include "cli/ask/editor.h"
#include "cli/run.h"
#include "lib/store/sqlite/sqlite_store.h"
#include "lib/store/sqlite/work_lock.h"

namespace nexor::support {

namespace {

// The least that libsodium's Argon2id takes: tests are about what happens, not about how long guessing takes.
constexpr PasswordCost cheap{.memory_bytes = 8192, .passes = 1};

// A store that can be read, and answers every change with a fault.
class FailingStore final : public Store {
 public:
  FailingStore(std::unique_ptr<Store> store, Fault fault) : store_(std::move(store)), fault_(fault) {}

  void read(const std::function<void(Transaction&)>& look) override { store_->read(look); }
  void atomically(const Operation&, const std::function<void(Transaction&)>&) override {
    throw Error(fault_, "as the test wants it");
  }
  bool atomically_if_free(const Operation&, const std::function<void(Transaction&)>&) override { return false; }
  std::unique_ptr<WorkLock> lock_batch(BatchId id) override { return store_->lock_batch(id); }
  std::unique_ptr<WorkLock> lock_notices() override { return store_->lock_notices(); }
  bool is_waited_for() override { return store_->is_waited_for(); }
  void leave_no_trace() override { store_->leave_no_trace(); }
  std::vector<std::string> flaws(std::size_t most) override { return store_->flaws(most); }
  void copy_to(const std::string& path) override { store_->copy_to(path); }
  void replace_with(const std::string& path) override { store_->replace_with(path); }
  SchemaVersion schema() override { return store_->schema(); }
  void migrate(const Operation& operation, const std::function<void(Transaction&)>& told) override {
    store_->migrate(operation, told);
  }
  std::string engine() const override { return store_->engine(); }
  std::string location() const override { return store_->location(); }

 private:
  std::unique_ptr<Store> store_;
  Fault fault_;
};

// The same bytes in every world.
RandomBytes repeating_random() {
  return [state = 1U](std::span<std::uint8_t> bytes) mutable {
    for (std::uint8_t& byte : bytes) {
      state = state * 1664525U + 1013904223U;
      byte = static_cast<std::uint8_t>(state >> 24U);
    }
  };
}

// Takes what stands between two quotes, which begin at `at`, and goes behind them.
std::string quoted(const std::string& line, std::size_t& at) {
  const std::size_t end = std::min(line.find(line[at], at + 1), line.size());
  const std::string text = line.substr(at + 1, end - at - 1);
  at = end + 1;
  return text;
}

}  // namespace

DeskWorld::DeskWorld() : now_(*parse_instant("2026-11-22T10:00:00Z")), random_(repeating_random()) {
  variables_["XDG_RUNTIME_DIR"] = path("run");
  variables_["XDG_CONFIG_HOME"] = path("config");
  variables_["XDG_DATA_HOME"] = path("data");
  variables_["TERM"] = "xterm";
}

std::string DeskWorld::path(const std::string& file) const { return folder_->path(file); }

void DeskWorld::write_file(const std::string& file, const std::string& content) const {
  std::ofstream(path(file), std::ios::binary) << content;
}

std::string DeskWorld::without_folder(std::string text) const {
  const std::string name = std::filesystem::path(folder_->path("x")).parent_path();
  for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name)) {
    text.replace(at, name.size(), "FOLDER");
  }
  constexpr std::string_view session = "/session-";  // named after the store's path
  constexpr std::size_t digits = 16;
  const std::size_t at = text.find(session);
  if (at != std::string::npos) text.replace(at + session.size(), digits, "OF-STORE");
  return text;
}

std::string DeskWorld::with_folder(std::string text) const {
  constexpr std::string_view folder = "FOLDER/";
  const std::size_t at = text.find(folder);
  if (at != std::string::npos) text.replace(at, folder.size(), path(""));
  return text;
}

Surroundings DeskWorld::surroundings(std::istream& in, std::ostream& out, std::ostream& err) {
  return {
      .in = in,
      .out = out,
      .err = err,
      .is_in_terminal = is_terminal_,
      .is_out_terminal = is_terminal_,
      .is_err_terminal = is_terminal_,
      .width = width_,
      .height = height_,
      .environment = [this](std::string_view name) -> std::optional<std::string> {
        const auto found = variables_.find(name);
        if (found == variables_.end()) return {};
        return found->second;
      },
      .clock = [this] { return now_; },
      .random = [this](std::span<std::uint8_t> bytes) { random_(bytes); },
      .password_cost = cheap,
      .user = [] { return std::string("root"); },
      .host = host_,
      .terminal = "",
      .home = path("home"),
      .ask_password = [&in, &err](const std::string& prompt) -> std::optional<Secret> {
        err << prompt << '\n';
        std::string line;
        if (!std::getline(in, line)) return {};
        return Secret(std::move(line));
      },
      .page =
          [&out](const std::string& command, std::string_view text) {
            if (command == "missing") return false;
            out << "[" << command << "]\n" << text << "[left " << command << "]\n";
            return true;
          },
      .edit = [this](const std::string& explanation) -> std::optional<std::string> {
        const auto written = variables_.find("WRITTEN");
        if (written == variables_.end()) return {};
        return without_remarks(written->second + explanation);
      },
      .run_program = [this](const Program& program) -> ProgramEnd {
        if (program.words.front() == "missing") {
          return {.failure = "'missing' can't be started: No such file or directory", .output = {}};
        }
        for (const std::string& word : program.words) programs_ += word + ' ';
        for (const std::string& variable : program.variables) programs_ += variable + ' ';
        constexpr std::size_t beginning = 80;  // of a receipt; other tests tell the rest
        programs_ += '\n' + program.input.substr(0, beginning) + "…\n";
        const bool is_failure = program.words.front() == "fail";
        return {.has_started = true, .failure = is_failure ? "exit 3" : "", .output = "said\n"};
      },
      .note_in_journal = [this](const std::string& line) { journal_ += line + '\n'; },
      .open_store = [this](const std::string& store, std::chrono::milliseconds timeout) -> std::unique_ptr<Store> {
        auto opened = sqlite::open_store(store, timeout);
        if (!fault_) return opened;
        return std::make_unique<FailingStore>(std::move(opened), *fault_);
      },
      .open_old_store =
          [](const std::string& store, std::chrono::milliseconds timeout) {
            return sqlite::open_store(store, timeout, sqlite::OldSchema::taken);
          },
      .make_store = sqlite::create_store,
      .check_vacant = sqlite::check_vacant,
      .lock_care = [](const std::string& store) { return sqlite::lock_work(store + "-batches", sqlite::byte_of_care); },
      .begin_change = {}};
}

Answer DeskWorld::run(const std::vector<std::string>& words, const std::string& input) {
  std::istringstream in(input);
  std::ostringstream out;
  std::ostringstream err;
  if (is_output_broken_) out.setstate(std::ios::badbit);
  Surroundings world = surroundings(in, out, err);
  const std::vector<std::string_view> arguments(words.begin(), words.end());
  const int exit = nexor::run(arguments, world);
  return {out.str(), err.str(), exit};
}

std::vector<std::string> DeskWorld::split(const std::string& line) const {
  std::vector<std::string> words;
  for (std::size_t at = line.find_first_not_of(' '); at < line.size(); at = line.find_first_not_of(' ', at)) {
    std::string word;
    while (at < line.size() && line[at] != ' ') {
      if (line[at] == '\'' || line[at] == '"') {
        word += quoted(line, at);
      } else {
        word += line[at++];
      }
    }
    const auto kept = word.starts_with('$') ? kept_.find(word.substr(1)) : kept_.end();
    words.push_back(kept == kept_.end() ? word : kept->second);
  }
  return words;
}

Answer DeskWorld::run_line(const std::string& line, const std::string& input) {
  auto words = split(line);
  words.erase(words.begin());
  for (std::string& word : words) word = with_folder(std::move(word));
  return run(words, input);
}

}  // namespace nexor::support
