#pragma once

#include <string>

#include "lib/model/date.h"

namespace nexor {

class Zone;

enum class TimeForm { relative, local, iso };

// How instants are written for people. Dates are none: they are the customer's days, and stand as they are everywhere.
class TimeText {
 public:
  // `zone` is the one of local times; it has to live as long as this does.
  TimeText(TimeForm form, Instant now, const Zone& zone) : form_(form), now_(now), zone_(&zone) {}

  // `in 3 days`, `2 hours ago` or `now`; `2026-12-01T00:00:00+01:00`; or `2026-11-30T23:00:00Z`. Relative times are
  // rounded to the unit that they are told in.
  std::string operator()(Instant instant) const;

  // The same for what has been so from then on: `since 2026-12-01T00:00:00Z`, or `2 hours ago`.
  std::string since(Instant instant) const;

  // And for what is so until then, which is yet to come: `until 2026-12-01T00:00:00Z`, or `for 3 days`.
  std::string until(Instant instant) const;

  // And for what has to be done by then, to the second: `until 2026-12-01T00:00:00+01:00 (in 3 days)`.
  std::string deadline(Instant instant) const;

 private:
  TimeForm form_;
  Instant now_;
  const Zone* zone_;
};

}  // namespace nexor
