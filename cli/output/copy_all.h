#pragma once

#include <istream>
#include <ostream>

namespace nexor {

// Writes what is left of `from` to `to`, which is bad where any of it got lost: `<< rdbuf()` tells of nothing but that
// nothing at all was written.
void copy_all(std::istream& from, std::ostream& to);

}  // namespace nexor
