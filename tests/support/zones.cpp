#include "tests/support/zones.h"

#include "tests/support/tzif.h"

namespace nexor::support {

Zone zone_by_rule(std::string_view rule) { return Zone::parse("Test/Zone", tzif(0, {}, rule)).value(); }

Zone berlin() { return zone_by_rule("CET-1CEST,M3.5.0,M10.5.0/3"); }

Zone new_york() { return zone_by_rule("EST5EDT,M3.2.0,M11.1.0"); }

Zone auckland() { return zone_by_rule("NZST-12NZDT,M9.5.0,M4.1.0/3"); }

Zone back_across_midnight() { return zone_by_rule("NST3:30NDT,M4.1.0/0:01,M10.5.0/0:01"); }

}  // namespace nexor::support
