#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/model/event.h"
#include "lib/store/page.h"

namespace nexor {

// The audit trail, append-only. The store keeps what it is given; numbers and hashes are made where the chain is known.
// Which events; what is absent doesn't restrict.
struct EventFilter {
  std::optional<Instant> from;   // inclusive
  std::optional<Instant> until;  // exclusive
  std::optional<std::string> by;
  std::vector<std::string> search;  // words, as parse_search() gives them, in the kind, the subject or the command
};

class Events {
 public:
  virtual ~Events() = default;

  // As the store remembers it beside the events; {0, genesis} before the first.
  virtual AuditHead head() = 0;

  // Appends events that follow the head, all of this transaction's operation, and moves the head to the last.
  virtual void append(std::span<const Event> events) = 0;

  // Those about one of `subjects`, each once, oldest first. Where a subject is the id of an account, a subscription or
  // a request that came by an import, that import's event is about it as well; so is that of a subscription's
  // cancellations.
  virtual std::vector<Event> about(std::span<const std::string> subjects) = 0;

  // The newest `most`, oldest of them first.
  virtual std::vector<Event> newest(std::size_t most) = 0;

  // Newest first.
  virtual Page<Event> list(const EventFilter& filter, const PageRequest& page) = 0;

  // At most `most` behind a number, oldest first.
  virtual std::vector<Event> after(std::int64_t number, const EventFilter& filter, std::size_t most) = 0;

  // Those of some kinds from one number to another, both inclusive.
  virtual std::vector<Event> of_kinds(std::span<const EventKind> kinds, std::int64_t first, std::int64_t last) = 0;

  // Every one, by number, a page at a time.
  virtual void each(const std::function<void(const Event&)>& visit) = 0;
};

}  // namespace nexor
