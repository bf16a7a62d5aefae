#pragma once

namespace nexor {

// What an edit came to: the record as it is now. Where that is what it was before, nothing was written.
template <class T>
struct Edited {
  T now;
  bool is_changed = false;
};

}  // namespace nexor
