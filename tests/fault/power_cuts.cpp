#include "tests/fault/power_cuts.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <regex>
#include <stdexcept>
#include <utility>

#include "tests/store/raw_database.h"
#include "tests/support/temporary_folder.h"

namespace nexor::fault {

namespace {

constexpr std::string_view store_name = "nexor.db";

std::string folder_of(const support::DeskWorld& desk) { return desk.path("data/nexor"); }
std::string store_of(const support::DeskWorld& desk) { return folder_of(desk) + "/" + std::string(store_name); }

// The same bytes for the same seed, and others for another.
RandomBytes random_from(std::uint64_t seed) {
  return [chance = Chance(seed)](std::span<std::uint8_t> bytes) mutable {
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(chance());
  };
}

// All that a file's tables hold; nothing where there is no store yet.
std::string content_of_file(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::exists(path, error) || std::filesystem::file_size(path) == 0) return {};
  return sqlite::RawDatabase(path).contents();
}

void add_confirmations(std::vector<std::string>& all, const std::string& answer) {
  static const std::regex confirmation("NX-[0-9A-Z]{4}-[0-9A-Z]{4}");
  for (std::sregex_iterator at(answer.begin(), answer.end(), confirmation), end; at != end; ++at) {
    if (std::ranges::find(all, at->str()) == all.end()) all.push_back(at->str());
  }
}

// What a disk may have, `times` times, each once.
std::vector<std::map<std::string, std::string>> cuts_of(const Disk& disk, int times, Chance& chance) {
  std::vector<std::map<std::string, std::string>> found;
  for (int i = 0; i < times; ++i) {
    auto files = disk.after_cut(chance);
    if (std::ranges::find(found, files) == found.end()) found.push_back(std::move(files));
  }
  return found;
}

}  // namespace

PowerCuts::PowerCuts(std::uint64_t seed, int cuts)
    : seed_(seed),
      cuts_(cuts),
      chance_(seed),
      store_(store_of(desk_)),
      left_(store_of(after_)),
      vfs_(folder_of(desk_), [this](const Disk& disk) { syncs_.push_back(cuts_of(disk, cuts_, chance_)); }) {
  desk_.set_random(random_from(seed + 1));
  after_.set_random(random_from(seed + 2));
}

void PowerCuts::take(const std::string& store) {
  std::filesystem::create_directories(folder_of(desk_));
  std::filesystem::copy_file(store, store_);
  now_ = {content_of_file(store_), {head_of(store_), {}}};
}

void PowerCuts::prepare(const std::vector<Step>& steps) {
  const int cuts = std::exchange(cuts_, 0);
  for (const Step& step : steps) run(step);
  cuts_ = cuts;
}

void PowerCuts::cut(const std::vector<Step>& steps) {
  for (const Step& step : steps) cut_in(step);
}

void PowerCuts::run(const Step& step) {
  const support::Answer answer = desk_.run_line(step.line, step.input);
  if (answer.exit != step.exit) {
    throw std::runtime_error(fmt::format("'{}' gives exit {}: {}{}", step.line, answer.exit, answer.out, answer.err));
  }
  now_ = state_after(step, answer.out);
}

// Only a restore takes something back, and says how much.
PowerCuts::State PowerCuts::state_after(const Step& step, const std::string& answer) {
  State state{content_of_file(store_), {head_of(store_), now_.promises.confirmations}};
  if (command_in(step.line) == "restore") state.promises.confirmations = backed_up_.confirmations;
  add_confirmations(state.promises.confirmations, answer);
  if (command_in(step.line) == "backup") backed_up_ = state.promises;
  return state;
}

void PowerCuts::cut_in(const Step& step) {
  syncs_.clear();
  vfs_.take_committed();
  const State before = now_;
  run(step);
  if (syncs_.empty()) findings_.push_back(fmt::format("'{}' syncs nothing, so it isn't cut at", step.line));

  // While it ran, each state that it went through, of which only the last has all that it answered; after it, that one.
  States allowed{before};
  for (const auto& [name, bytes] : vfs_.take_committed()) {
    if (name == store_name) allowed.push_back({content_of(bytes), before.promises});
  }
  allowed.push_back(now_);
  int sync = 0;
  for (const auto& images : std::exchange(syncs_, {})) {
    ++sync;
    for (const Files& files : images) examine(fmt::format("'{}', sync {}", step.line, sync), files, allowed, true);
  }
  for (const Files& files : cuts_of(vfs_.disk(), cuts_, chance_)) {
    examine(fmt::format("'{}', after it", step.line), files, {now_}, true);
  }
}

void PowerCuts::examine(const std::string& where, const Files& files, const States& allowed, bool is_cut_again) {
  ++count_;
  put_back(files);
  constexpr double seldom = 0.1;
  const bool is_cut = is_cut_again && std::bernoulli_distribution{seldom}(chance_);
  for (const Files& again : recover(is_cut)) {
    examine(where + ", and again in the recovery", again, allowed, false);
    put_back(files);
    recover(false);
  }
  check(where, allowed);
}

void PowerCuts::put_back(const Files& files) {
  std::filesystem::remove_all(folder_of(after_));
  std::filesystem::create_directories(folder_of(after_));
  for (const auto& [name, bytes] : files) support::write_bytes(folder_of(after_) + "/" + name, bytes);
}

// Whoever opens the store first mends it. Gives what a disk may have where the power goes then too.
std::vector<PowerCuts::Files> PowerCuts::recover(bool is_cut) {
  std::vector<Files> again;
  const CutVfs watched(folder_of(after_), [&](const Disk& disk) {
    if (is_cut) again.push_back(disk.after_cut(chance_));
  });
  after_.run_line("nexor status");
  return again;
}

void PowerCuts::check(const std::string& where, const States& allowed) {
  const auto find = [&](const std::string& finding) { findings_.push_back(where + ": " + finding); };
  State held = allowed.front();
  try {
    const std::string content = content_of_file(left_);
    const auto is_so = [&](const State& state) { return state.content == content; };
    const auto newest = std::find_if(allowed.rbegin(), allowed.rend(), is_so);
    if (newest == allowed.rend()) {
      find("the store holds what it never held");
    } else {
      held = *newest;
    }
    make_usable();
  } catch (const std::runtime_error& error) {
    find(error.what());
  }
  for (const std::string& finding : broken(after_, left_, held.promises)) find(finding);
}

// A store that wasn't made yet can be made, and one of an older schema migrated, as if nobody had tried.
void PowerCuts::make_usable() {
  constexpr int no_store = 8;
  constexpr int not_right = 9;
  const int exit = after_.run_line("nexor status").exit;
  if (content_of_file(left_).empty()) {
    after_.run_line(fmt::format("nexor init --operator {} --password-stdin", admin), std::string(password));
  } else if (exit == no_store || exit == not_right) {
    after_.run_line("nexor doctor --migrate");
  }
}

std::string PowerCuts::content_of(const std::string& bytes) const {
  const std::string path = after_.path("committed.db");
  support::write_bytes(path, bytes);
  return content_of_file(path);
}

}  // namespace nexor::fault
