#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "lib/error.h"
#include "lib/model/notice.h"

namespace nexor {

struct Desk;

// Which notices are sent.
struct ProcessOrder {
  std::vector<NoticeKind> kinds;
  std::optional<Instant> since;        // what happened before is told to nobody
  std::chrono::seconds first_wait{0};  // after a try that failed
};

// What came of a try to send a notice.
struct Sending {
  enum class Result {
    sent,
    failed,      // it is tried again later
    impossible,  // the same, and so would every other of its kind be
  };
  Result result = Result::failed;
  std::string output;  // what is kept of it
};

struct ProcessWatch {
  std::function<bool()> should_stop;           // asked between two changes
  std::function<Sending(const Notice&)> send;  // called while nothing is locked but the sending itself
  std::function<void(const Notice&)> failed;   // gets what failed, with when it is tried again
  std::function<void(std::int64_t done, std::int64_t failed)> progress;
};

struct ProcessReport {
  std::int64_t effects = 0;  // that were recorded
  std::int64_t sent = 0;
  std::int64_t failed = 0;
  // Notices that are not sent, those that failed among them; null where the store couldn't tell any more.
  std::optional<std::int64_t> waiting;
  bool is_sending_elsewhere = false;  // another process was at the notices, so they were left to it
  std::optional<Error> stopped_by;    // what the store answered where it couldn't go on
};

// Records what has taken effect and isn't recorded yet, with an event each; makes the notices of what happened since
// the last time; and sends what is due. Each try is counted in the store before it begins, so a notice whose process is
// lost is sent again by the next one: each arrives once at least, and no two processes send at a time.
ProcessReport process(Desk& desk, const ProcessOrder& order, const ProcessWatch& watch);

// What there is to do, and nothing is done: effects and waiting tell how many.
ProcessReport preview_process(Desk& desk, const ProcessOrder& order);

}  // namespace nexor
