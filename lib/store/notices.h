#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "lib/model/notice.h"

namespace nexor {

// What is to be told of cancellations, and what was.
class Notices {
 public:
  virtual ~Notices() = default;

  // Up to which event there are notices of a kind; 0 at first.
  virtual std::int64_t reached(NoticeKind kind) = 0;
  virtual void set_reached(NoticeKind kind, std::int64_t event) = 0;

  // Adds each that isn't there yet.
  virtual void add(std::span<const Notice> notices) = 0;

  // The next of these kinds that is not sent and was due then: the one that waits longest. Null where none is.
  virtual std::optional<Notice> next(std::span<const NoticeKind> kinds, Instant due_by) = 0;

  // Overwrites attempts, when it is due and was sent, and output.
  virtual void save(const Notice& notice) = 0;

  // All of one cancellation, in the order in which they were added.
  virtual std::vector<Notice> of(const Confirmation& confirmation) = 0;

  // How many of a kind are not sent.
  virtual std::int64_t count_unsent(NoticeKind kind) = 0;

  // How many were sent, ever.
  virtual std::int64_t count_sent() = 0;
};

}  // namespace nexor
