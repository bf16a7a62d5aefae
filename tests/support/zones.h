#pragma once

#include <string_view>

#include "lib/model/zone.h"

namespace nexor::support {

// A zone whose clock follows one POSIX rule for ever, whatever database the machine has.
Zone zone_by_rule(std::string_view rule);

Zone berlin();    // east of Greenwich
Zone new_york();  // west of it
Zone auckland();  // so far east that its day begins around noon of the day before
// Its clock goes back at 00:01 of the last Sunday of October, to 23:01: after midnight it shows the day before again.
Zone back_across_midnight();

}  // namespace nexor::support
