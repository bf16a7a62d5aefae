#include "lib/ops/backup.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "lib/error.h"
#include "lib/ops/audit.h"
#include "lib/ops/content.h"
#include "lib/ops/content_reading.h"
#include "lib/ops/init.h"
#include "lib/store/events.h"
#include "lib/store/sessions.h"
#include "lib/text/json_writer.h"

namespace nexor {

namespace {

// The same person, at another store.
Desk desk_at(const Desk& desk, Store& store) {
  Desk there{store, desk.actor, desk.clock, desk.random, desk.zones, desk.policy};
  there.audit_key = desk.audit_key;
  return there;
}

std::string content_of_restore(const SoundStore& backup, const std::optional<AuditHead>& replaced,
                               const std::string& series, const std::set<std::string>& used) {
  std::string content;
  JsonWriter json(content);
  json.begin_object();
  json.member("backup_head", text_of(backup.head));
  json.member("replaced_head", replaced ? std::optional(text_of(*replaced)) : std::nullopt);
  json.member("series", series);
  json.member("used_series", fmt::format("{}", fmt::join(used, " ")));
  json.end_object();
  return content;
}

AuditHead head_of(Store& store) {
  AuditHead head;
  store.read([&](Transaction& transaction) { head = transaction.events().head(); });
  return head;
}

// With the hash of an event all before it are the same.
Hash hash_at(Store& store, std::int64_t number) {
  Hash hash{};
  store.read([&](Transaction& transaction) {
    const auto found = transaction.events().after(number - 1, {}, 1);
    if (!found.empty()) hash = found.front().hash;
  });
  return hash;
}

}  // namespace

SoundStore check_sound(const Desk& desk, Store& store) {
  if (const auto flaws = store.flaws(1); !flaws.empty()) {
    throw Error(Fault::store_corrupt, fmt::format("{} is damaged: {}", store.location(), flaws.front()));
  }
  Desk there = desk_at(desk, store);
  const AuditReport report = verify_audit(there, {});
  if (!report.findings.empty()) {
    throw Error(Fault::audit_broken, fmt::format("{}: {}", store.location(), report.findings.front()));
  }
  SoundStore sound{.info = {}, .head = report.head};
  store.read([&](Transaction& transaction) { sound.info = transaction.info(); });
  return sound;
}

SoundStore back_up(Desk& desk, const std::string& path, const OpenStore& open) {
  desk.store.copy_to(path);
  const auto copy = open(path);
  return check_sound(desk, *copy);
}

void record_backup(Desk& desk, const SoundStore& backup) {
  perform_unchecked(desk, [&](Act& act) {
    std::string content;
    JsonWriter json(content);
    json.begin_object();
    json.member("head", text_of(backup.head));
    json.end_object();
    act.record(EventKind::store_backed_up, "", {}, std::move(content));
  });
}

std::set<std::string> series_of(Transaction& transaction) {
  std::set<std::string> all{transaction.info().series};
  constexpr std::array kinds{EventKind::store_created, EventKind::store_restored};
  const std::int64_t last = transaction.events().head().number;
  for (const Event& event : transaction.events().of_kinds(kinds, 1, last)) {
    if (const auto series = text_in(event, "series")) all.insert(*series);
    const std::string used = text_in(event, "used_series").value_or("");
    constexpr std::size_t one = 3;  // two symbols and a blank
    for (std::size_t at = 0; at < used.size(); at += one) all.insert(used.substr(at, one - 1));
  }
  return all;
}

std::string make_restorable(const Desk& desk, Store& copy, const SoundStore& backup,
                            const std::optional<AuditHead>& replaced, std::set<std::string> used) {
  Desk there = desk_at(desk, copy);
  copy.read([&](Transaction& transaction) { used.merge(series_of(transaction)); });
  constexpr std::size_t most = 32 * 32;
  if (used.size() >= most) throw Error(Fault::conflict, "every series of confirmation numbers has been used");
  std::string series;
  do {
    series = random_symbols(desk.random, 2);
  } while (used.count(series) > 0);
  perform_unchecked(there, [&](Act& act) {
    act.store().set_series(series);
    act.record(EventKind::store_restored, "", {}, content_of_restore(backup, replaced, series, used));
    for (const Session& session : act.store().sessions().all()) {
      if (session.revoked_at) continue;
      act.store().sessions().revoke(session.id, act.now());
      act.record(EventKind::session_closed, text_of(session.id), {}, {});
    }
  });
  return series;
}

std::int64_t count_events_lost(Store& store, Store& other) {
  const std::int64_t all = head_of(store).number;
  std::int64_t shared = 0;
  std::int64_t unknown = std::min(all, head_of(other).number);
  while (shared < unknown) {
    const std::int64_t middle = shared + (unknown - shared + 1) / 2;
    if (hash_at(store, middle) == hash_at(other, middle)) {
      shared = middle;
    } else {
      unknown = middle - 1;
    }
  }
  return all - shared;
}

}  // namespace nexor
