#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "lib/model/cancellation.h"

namespace nexor {

// What somebody outside is told of: that a cancellation was requested, took effect, or was withdrawn.
enum class NoticeKind { requested, effective, withdrawn };

std::string_view name_of(NoticeKind kind);
std::optional<NoticeKind> parse_notice_kind(std::string_view text);

// A notice is sent once for each cancellation and kind, and said again only where nobody knows whether it arrived.
struct Notice {
  Confirmation confirmation;
  NoticeKind kind = NoticeKind::requested;
  SubscriptionId subscription{0};
  int attempts = 0;  // begun, also those whose process was lost
  Instant due_at;    // not tried before
  std::optional<Instant> sent_at;
  std::string output;  // of the last try
};

// `NX-7K00-04KM:requested`: the same at every try, so that whoever gets one twice can tell.
std::string id_of(const Notice& notice);

// How long a notice waits after its n-th try failed: `first`, then twice as long each time, but a day at most.
std::chrono::seconds wait_after(int attempts, std::chrono::seconds first);

}  // namespace nexor
