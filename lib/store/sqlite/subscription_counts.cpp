#include "lib/store/sqlite/subscription_counts.h"

#include <chrono>
#include <cstddef>
#include <vector>

#include "lib/model/date.h"
#include "lib/model/ids.h"
#include "lib/store/sqlite/connection.h"
#include "lib/store/sqlite/errors.h"
#include "lib/store/sqlite/paging.h"
#include "lib/store/sqlite/query.h"

namespace nexor::sqlite {

namespace {

using ByStatus = std::map<Status, std::int64_t>;

// A set of subscriptions: a bit for each that there is, as ids have no gaps.
class Ids {
 public:
  explicit Ids(std::int64_t count) : bits_(static_cast<std::size_t>(count) + 1) {}

  void add(std::int64_t id) { bits_[place_of(id)] = true; }
  bool contains(std::int64_t id) const { return bits_[place_of(id)]; }

  template <class Each>
  void each(const Each& each) const {
    for (std::size_t id = 0; id < bits_.size(); ++id) {
      if (bits_[id]) each(static_cast<std::int64_t>(id));
    }
  }

 private:
  std::size_t place_of(std::int64_t id) const {
    const auto place = static_cast<std::size_t>(id);
    if (place >= bits_.size()) throw corrupt("a subscription's number lies beyond the last one");
    return place;
  }

  std::vector<bool> bits_;
};

// Nothing that starts earlier is still to start, or in its trial: a subscription's trial is its plan's, which stays
// once the plan has any. Two days more are farther than any zone is from UTC.
Date earliest_start(Connection& connection, Instant now) {
  constexpr int farther_than_any_zone = 2;
  const std::int64_t longest_trial = connection.ask("SELECT coalesce(max(trial_days), 0) FROM plans");
  return Date{std::chrono::floor<std::chrono::days>(now)} - std::chrono::days{longest_trial + farther_than_any_zone};
}

// How many there would be of each if nothing was cancelled.
ByStatus count_uncancelled(Connection& connection, Instant now, std::int64_t total) {
  Query expired(connection, "SELECT count(*) FROM subscriptions WHERE fixed_end_at <= :now");
  expired.bind(":now", now).step();
  Query early(connection,
              "SELECT count(*) FILTER (WHERE starts_at > :now), count(*) FILTER (WHERE starts_at <= :now)"
              " FROM subscriptions WHERE start_on >= :earliest AND anchor_at > :now"
              " AND (fixed_end_at IS NULL OR fixed_end_at > :now)");
  early.bind(":now", now).bind(":earliest", earliest_start(connection, now)).step();
  ByStatus counts;
  counts[Status::expired] = expired.integer();
  counts[Status::scheduled] = early.integer();
  counts[Status::trialing] = early.integer();
  counts[Status::active] = total - counts[Status::expired] - counts[Status::scheduled] - counts[Status::trialing];
  return counts;
}

// Which have a live cancellation of their own.
Ids with_live_cancellation(Connection& connection, std::int64_t total) {
  Ids ids(total);
  Query query(connection, "SELECT subscription FROM cancellations WHERE state = 'live' ORDER BY subscription");
  while (query.step()) ids.add(query.integer());
  return ids;
}

// Those that a cancellation bears on, and that may be anything else than active without it, or inherit it.
Ids to_look_at(Connection& connection, Instant now, std::int64_t total) {
  const Ids cancelled = with_live_cancellation(connection, total);
  Ids ids(total);
  Query expired(connection, "SELECT id FROM subscriptions WHERE fixed_end_at <= :now");
  expired.bind(":now", now);
  Query early(connection, "SELECT id FROM subscriptions WHERE start_on >= :earliest AND anchor_at > :now");
  early.bind(":earliest", earliest_start(connection, now)).bind(":now", now);
  for (Query* query : {&expired, &early}) {
    while (query->step()) {
      const std::int64_t id = query->integer();
      if (cancelled.contains(id)) ids.add(id);
    }
  }
  Query addons(connection, "SELECT id, base FROM subscriptions WHERE base IS NOT NULL");
  while (addons.step()) {
    const std::int64_t id = addons.integer();
    if (cancelled.contains(addons.integer())) ids.add(id);
  }
  return ids;
}

// How many cancellations take effect in a stretch. One index at a time: of their union SQLite would read every row.
std::int64_t count_effects(Connection& connection, const Stretch& stretch) {
  std::int64_t count = 0;
  for (const char* sql : {"SELECT count(*) FROM cancellations WHERE state = 'live' AND recorded_at IS NULL"
                          " AND effective_at >= :from AND effective_at < :until",
                          "SELECT count(*) FROM cancellations WHERE state = 'live' AND recorded_at IS NOT NULL"
                          " AND effective_at >= :from AND effective_at < :until"}) {
    Query query(connection, sql);
    query.bind(":from", stretch.from).bind(":until", stretch.until).step();
    count += query.integer();
  }
  return count;
}

bool is_in(const std::optional<Instant>& instant, const Stretch& stretch) {
  return instant && stretch.from <= *instant && *instant < stretch.until;
}

// One that is read.
struct Row {
  Milestones milestones;
  std::optional<Instant> cancelled_at;  // by its own cancellation or its base's
  std::optional<Instant> own;           // by its own
};

// Every count at once. At first all are taken as if nothing was cancelled, then each live cancellation as that of one
// that would be active and that nothing else ends; then those of which that isn't so are put right.
class Census {
 public:
  Census(Connection& connection, Instant now, std::span<const Stretch> stretches)
      : now_(now),
        stretches_(stretches),
        total_(rows_ever_added(connection, "SELECT coalesce(max(id), 0) FROM subscriptions")) {
    counts_.by_status = count_uncancelled(connection, now, total_);
    const std::int64_t due = count_effects(connection, {Instant::min(), now + std::chrono::seconds{1}});
    const std::int64_t to_come = count_effects(connection, {now + std::chrono::seconds{1}, Instant::max()});
    counts_.by_status[Status::cancelled] += due;
    counts_.by_status[Status::pending_cancellation] += to_come;
    counts_.by_status[Status::active] -= due + to_come;
    for (const Stretch& stretch : stretches) counts_.ending.push_back(count_effects(connection, stretch));
    put_right(connection);
  }

  SubscriptionCounts counts() && {
    std::erase_if(counts_.by_status, [](const auto& counted) { return counted.second == 0; });
    return std::move(counts_);
  }

 private:
  void put_right(Connection& connection) {
    Query query(connection,
                "SELECT s.starts_at, s.anchor_at, s.fixed_end_at, e.cancelled_at, own.effective_at"
                " FROM subscriptions AS s JOIN endings AS e ON e.subscription = s.id"
                " LEFT JOIN cancellations AS own ON own.subscription = s.id AND own.state = 'live' WHERE s.id = ?");
    to_look_at(connection, now_, total_).each([&](std::int64_t id) {
      query.restart_with(id);
      if (!query.step()) throw corrupt(text_of(SubscriptionId{id}) + " isn't there");
      Row row;
      row.milestones.starts_at = query.instant();
      row.milestones.anchor_at = query.instant();
      row.milestones.fixed_end_at = query.optional_instant();
      row.cancelled_at = query.optional_instant();
      row.own = query.optional_instant();
      put_right(row);
    });
  }

  void put_right(const Row& row) {
    if (row.own) {
      --counts_.by_status[*row.own <= now_ ? Status::cancelled : Status::pending_cancellation];
      ++counts_.by_status[Status::active];
    }
    --counts_.by_status[status_at(row.milestones, {}, now_)];
    ++counts_.by_status[status_at(row.milestones, row.cancelled_at, now_)];
    for (std::size_t place = 0; place < stretches_.size(); ++place) {
      counts_.ending[place] += is_in(row.cancelled_at, stretches_[place]) ? 1 : 0;
      counts_.ending[place] -= is_in(row.own, stretches_[place]) ? 1 : 0;
    }
  }

  Instant now_;
  std::span<const Stretch> stretches_;
  std::int64_t total_;  // how many there are
  SubscriptionCounts counts_;
};

}  // namespace

SubscriptionCounts counted(Connection& connection, Instant now, std::span<const Stretch> stretches) {
  return Census(connection, now, stretches).counts();
}

}  // namespace nexor::sqlite
