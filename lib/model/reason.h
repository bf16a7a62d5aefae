#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nexor {

// Why a subscription ends. Label and voluntary are copied into every cancellation, so that what is written there stays
// readable when the catalogue has changed.
struct Reason {
  std::string code;
  std::string label;
  bool is_voluntary = true;
  bool is_retired = false;
  friend bool operator==(const Reason&, const Reason&) = default;
};

// `too expensive`, `Too-Expensive` and `too_expensive` are one code: `too_expensive`.
std::string reason_code(std::string_view typed);

// The reasons of a store: the built-in ones, with those that the configuration adds, renames or retires.
class ReasonCatalogue {
 public:
  ReasonCatalogue();
  explicit ReasonCatalogue(const std::vector<Reason>& configured);

  const std::vector<Reason>& all() const { return reasons_; }

  // The reason for a new cancellation. Throws reason_unknown for a code that is not there, with the nearest ones, or is
  // retired.
  const Reason& find(std::string_view typed) const;

  // The same where a retired one will do.
  const Reason& find_known(std::string_view typed) const;

 private:
  std::vector<Reason> reasons_;
};

}  // namespace nexor
