#include "cli/output/copy_all.h"

#include <array>

namespace nexor {

void copy_all(std::istream& from, std::ostream& to) {
  std::array<char, 65536> piece;
  while (to && (from.read(piece.data(), piece.size()), from.gcount() > 0)) to.write(piece.data(), from.gcount());
}

}  // namespace nexor
