#include "tests/fault/worker.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace nexor::fault {

namespace {

using Json = nlohmann::json;

// What an answer says that was done by it: what is `already` so was done by another.
std::vector<std::string> effects_of(const Entry& entry, const support::Answer& answer) {
  std::vector<std::string> effects;
  if (answer.out.empty()) return effects;
  const Json document = Json::parse(answer.out);
  if (entry.command == "import") {
    return document["imported"] == entry.targets.size() ? entry.targets : effects;
  }
  for (const Json& item : document["items"]) {
    const std::string outcome = item["outcome"];
    const bool is_done = outcome == "pending" || outcome == "cancelled" || outcome == "undone";
    if (is_done) effects.push_back(item["cancellation"]["confirmation"]);
  }
  return effects;
}

}  // namespace

Worker::Worker(support::DeskWorld& desk, const std::string& folder_of_log, int number)
    : desk_(desk),
      log_(fmt::format("{}/{}", folder_of_log, number)),
      number_(number),
      chance_(static_cast<std::uint64_t>(number)) {
  desk_.set_random(system_random());
}

std::string Worker::next_mark() const { return fmt::format("w{}-{}", number_, commands_ + 1); }

Entry Worker::begin(std::string command, std::vector<std::string> targets) {
  Entry entry{.mark = next_mark(), .command = std::move(command), .targets = std::move(targets)};
  ++commands_;
  desk_.set_host(entry.mark);
  entry.began = nanoseconds_now();
  log_.note_begin(entry);
  return entry;
}

void Worker::end(Entry entry, const support::Answer& answer) {
  entry.ended = nanoseconds_now();
  entry.exit = answer.exit;
  entry.effects = effects_of(entry, answer);
  log_.note_end(entry);
}

void Worker::cancel(const std::string& subscription, const std::string& on, const std::string& lock_timeout) {
  const Entry entry = begin("cancel", {subscription});
  end(entry, desk_.run({"cancel", subscription, "--reason", "unused", "--at", on, "--yes", "--json", "--lock-timeout",
                        lock_timeout}));
}

void Worker::undo(const std::string& subscription, const std::string& lock_timeout) {
  const Entry entry = begin("undo", {subscription});
  end(entry, desk_.run({"undo", subscription, "--yes", "--json", "--lock-timeout", lock_timeout}));
}

void Worker::batch(const std::vector<std::string>& subscriptions, const std::string& on,
                   const std::string& lock_timeout) {
  const Entry entry = begin("batch", subscriptions);
  std::string rows = "subscription\n";
  for (const std::string& subscription : subscriptions) rows += subscription + '\n';
  end(entry, desk_.run({"cancel", "--from", "-", "--reason", "unused", "--at", on, "--key", entry.mark, "--yes",
                        "--json", "--lock-timeout", lock_timeout},
                       rows));
}

void Worker::import(int count, const std::string& lock_timeout) {
  std::vector<std::string> keys;
  std::string rows = "key,account,plan,start_on\n";
  for (int i = 0; i < count; ++i) {
    keys.push_back(fmt::format("{}-{}", next_mark(), i));
    rows += keys.back() + ",C-1,month,2026-01-31\n";
  }
  const Entry entry = begin("import", keys);
  end(entry, desk_.run({"import", "subscriptions", "-", "--json", "--lock-timeout", lock_timeout}, rows));
}

const std::string& Worker::one_of(const std::vector<std::string>& words) {
  return words[std::uniform_int_distribution<std::size_t>{0, words.size() - 1}(chance_)];
}

void Worker::act(const std::vector<std::string>& subscriptions) {
  static const std::vector<std::string> days{"2026-12-24", "2027-01-06", "2027-02-14", "2027-03-08", "2027-05-01"};
  static const std::vector<std::string> timeouts{"10ms", "10s"};
  const int what = std::uniform_int_distribution{0, 9}(chance_);
  if (what < 5) return cancel(one_of(subscriptions), one_of(days), one_of(timeouts));
  if (what < 8) return undo(one_of(subscriptions), one_of(timeouts));
  if (what < 9) return import(3, one_of(timeouts));
  batch({one_of(subscriptions), one_of(subscriptions), one_of(subscriptions)}, one_of(days), one_of(timeouts));
}

}  // namespace nexor::fault
