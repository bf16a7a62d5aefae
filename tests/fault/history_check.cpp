#include "tests/fault/history_check.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <stdexcept>

namespace nexor::fault {

namespace {

using Json = nlohmann::json;

constexpr std::string_view requested = "cancellation.requested";
constexpr std::string_view withdrawn = "cancellation.withdrawn";
constexpr std::string_view imported = "records.imported";

std::vector<Json> exported(support::DeskWorld& desk, const std::string& kind) {
  const support::Answer answer = desk.run({"export", kind, "--format", "jsonl"});
  if (answer.exit != 0) throw std::runtime_error("no export: " + answer.err);
  std::istringstream stream(answer.out);
  std::vector<Json> rows;
  for (std::string line; std::getline(stream, line);) rows.push_back(Json::parse(line));
  return rows;
}

std::string text_or_empty(const Json& value) { return value.is_string() ? value.get<std::string>() : ""; }

ToldEvent event_in(const Json& row) {
  ToldEvent event{
      .number = row["number"], .mark = row["host"], .kind = row["event"], .subject = text_or_empty(row["subject"])};
  if (event.kind != requested && event.kind != withdrawn && event.kind != imported) return event;
  const Json after = Json::parse(row["after"].get<std::string>());
  event.confirmation = text_or_empty(after.value("confirmation", Json()));
  event.then_live = text_or_empty(after.value("live", Json()));
  event.imported = after.value("imported", std::int64_t{0});
  return event;
}

class Check {
 public:
  Check(const std::vector<Entry>& log, const Told& told) : log_(log), told_(told) {
    for (const ToldEvent& event : told.events) events_[event.mark].push_back(&event);
    for (const ToldCancellation& c : told.cancellations) cancellations_.emplace(c.confirmation, &c);
    for (const std::string& key : told.subscriptions) keys_.insert(key);
  }

  std::vector<std::string> run() {
    for (const Entry& entry : log_) check(entry);
    check_strangers();
    check_lives();
    check_order();
    return std::move(findings_);
  }

 private:
  void find(std::string finding) { findings_.push_back(std::move(finding)); }

  static std::string name_of(const Entry& entry) {
    return fmt::format("{} ({} {}, {})", entry.mark, entry.command, fmt::join(entry.targets, " "),
                       entry.ended ? fmt::format("exit {}", entry.exit) : "killed");
  }

  // What its events tell that it did, as an answer would.
  std::vector<std::string> effects_told(const Entry& entry) const {
    std::vector<std::string> effects;
    const auto own = events_.find(entry.mark);
    if (own == events_.end()) return effects;
    for (const ToldEvent* event : own->second) {
      const bool is_effect = event->kind == (entry.command == "undo" ? withdrawn : requested);
      if (is_effect) effects.push_back(event->confirmation);
      if (event->kind != imported) continue;
      if (event->imported == static_cast<std::int64_t>(entry.targets.size())) {
        effects.insert(effects.end(), entry.targets.begin(), entry.targets.end());
      } else {
        effects.push_back(fmt::format("an import of {}", event->imported));
      }
    }
    return effects;
  }

  void check(const Entry& entry) {
    std::vector<std::string> told = effects_told(entry);
    if (entry.ended) {
      check_answer(entry, told);
    } else if (std::set<std::string>(told.begin(), told.end()).size() != told.size()) {
      find(name_of(entry) + ": is there twice");
    }
    if (entry.command == "import") check_import(entry, told);
    for (const std::string& confirmation : told) {
      if (entry.command != "import") check_target(entry, confirmation);
    }
  }

  void check_answer(const Entry& entry, std::vector<std::string> told) {
    constexpr int done = 0;
    constexpr int partial = 3;
    constexpr int refused = 7;
    constexpr int busy = 8;
    std::vector<std::string> answered = entry.effects;
    std::ranges::sort(answered);
    std::ranges::sort(told);
    if (entry.exit != done && entry.exit != partial && entry.exit != refused && entry.exit != busy) {
      find(name_of(entry) + ": an answer that nobody should get");
    } else if (told != answered) {
      find(fmt::format("{}: was answered [{}], but there is [{}]", name_of(entry), fmt::join(answered, " "),
                       fmt::join(told, " ")));
    }
  }

  void check_import(const Entry& entry, const std::vector<std::string>& told) {
    const auto there = std::ranges::count_if(entry.targets, [&](const std::string& k) { return keys_.contains(k); });
    const std::size_t expected = told.empty() ? 0 : entry.targets.size();
    if (static_cast<std::size_t>(there) != expected) {
      find(fmt::format("{}: {} of its subscriptions are there instead of {}", name_of(entry), there, expected));
    }
  }

  void check_target(const Entry& entry, const std::string& confirmation) {
    const auto found = cancellations_.find(confirmation);
    if (found == cancellations_.end()) {
      find(fmt::format("{}: {} isn't there", name_of(entry), confirmation));
    } else if (std::ranges::find(entry.targets, found->second->subscription) == entry.targets.end()) {
      find(fmt::format("{}: {} is about {}", name_of(entry), confirmation, found->second->subscription));
    }
  }

  // Effects that nobody asked for: of the marks that workers use, as what the test itself prepared has none.
  void check_strangers() {
    std::set<std::string> marks;
    for (const Entry& entry : log_) marks.insert(entry.mark);
    std::set<std::string> confirmed;
    for (const auto& [mark, events] : events_) {
      for (const ToldEvent* event : events) {
        if (event->kind == requested && !confirmed.insert(event->confirmation).second) {
          find(event->confirmation + ": was requested twice");
        }
        if (mark.starts_with("w") && !marks.contains(mark)) find(mark + ": nobody did that");
      }
    }
    for (const auto& [confirmation, cancellation] : cancellations_) {
      if (!confirmed.contains(confirmation)) find(confirmation + ": no event tells of it");
    }
    if (cancellations_.size() != told_.cancellations.size()) find("a confirmation number stands twice");
  }

  // Each subscription's life, event by event.
  void check_lives() {
    std::map<std::string, std::vector<std::string>> lives;  // those in force and those that came before them
    std::map<std::string, std::string> states;
    for (const ToldEvent& event : told_.events) {
      std::vector<std::string>& life = lives[event.subject];
      if (event.kind == requested) {
        if (!life.empty()) states[life.back()] = "replaced";
        life.push_back(event.confirmation);
        states[event.confirmation] = "pending";
      } else if (event.kind == withdrawn) {
        if (life.empty() || life.back() != event.confirmation) {
          find(fmt::format("event {}: withdraws {}, which wasn't live", event.number, event.confirmation));
          continue;
        }
        life.pop_back();
        states[event.confirmation] = "withdrawn";
        if (!life.empty()) states[life.back()] = "pending";
        if (event.then_live != (life.empty() ? "" : life.back())) {
          find(fmt::format("event {}: leaves another one live than it tells", event.number));
        }
      }
    }
    std::map<std::string, int> live;
    for (const auto& [confirmation, cancellation] : cancellations_) {
      if (cancellation->status != states[confirmation]) {
        find(fmt::format("{}: is {}, but its events leave it {}", confirmation, cancellation->status,
                         states[confirmation]));
      }
      if (cancellation->status == "pending" && ++live[cancellation->subscription] > 1) {
        find(cancellation->subscription + ": has two cancellations that are live");
      }
    }
  }

  // From the newest event back: none may be of a command that began after one with a later event had ended.
  void check_order() {
    std::map<std::string_view, const Entry*> entries;
    for (const Entry& entry : log_) entries.emplace(entry.mark, &entry);
    std::int64_t earliest_end = std::numeric_limits<std::int64_t>::max();
    for (auto event = told_.events.rbegin(); event != told_.events.rend(); ++event) {
      const auto found = entries.find(event->mark);
      if (found == entries.end()) continue;
      const Entry& entry = *found->second;
      if (entry.began > earliest_end) {
        find(fmt::format("event {}: {} began after one had ended that has a later event", event->number,
                         name_of(entry)));
      }
      if (entry.ended) earliest_end = std::min(earliest_end, *entry.ended);
    }
  }

  const std::vector<Entry>& log_;
  const Told& told_;
  std::map<std::string, std::vector<const ToldEvent*>> events_;
  std::map<std::string, const ToldCancellation*> cancellations_;
  std::set<std::string> keys_;
  std::vector<std::string> findings_;
};

}  // namespace

Told told_by(support::DeskWorld& desk) {
  Told told;
  for (const Json& row : exported(desk, "events")) told.events.push_back(event_in(row));
  for (const Json& row : exported(desk, "cancellations")) {
    told.cancellations.push_back({row["confirmation"], row["subscription"], row["status"]});
  }
  for (const Json& row : exported(desk, "subscriptions")) told.subscriptions.push_back(row["key"]);
  return told;
}

std::vector<std::string> contradictions(const std::vector<Entry>& log, const Told& told) {
  return Check(log, told).run();
}

}  // namespace nexor::fault
