#include "cli/expectation.h"

#include <fmt/format.h>

#include <string_view>

#include "lib/error.h"
#include "lib/model/crockford.h"
#include "lib/ops/records.h"

namespace nexor {

namespace {

[[noreturn]] void refuse_expectation(const std::string& text) {
  throw Error(Fault::usage, fmt::format("--expect: '{}' is neither a number nor a digest", text))
      .with_hint("a digest is d_ and 16 symbols, as --dry-run prints it");
}

}  // namespace

std::variant<std::monostate, std::size_t, std::string> expectation_of(const std::optional<std::string>& expect) {
  if (!expect) return {};
  constexpr std::string_view prefix = "d_";
  constexpr std::size_t symbols = 16;
  if (expect->find_first_not_of("0123456789") == std::string::npos) {
    return static_cast<std::size_t>(parse_number("--expect", *expect));
  }
  if (!expect->starts_with(prefix)) refuse_expectation(*expect);
  const auto digest = crockford::folded(std::string_view(*expect).substr(prefix.size()));
  if (digest && digest->size() == symbols) return std::string(prefix) + *digest;
  refuse_expectation(*expect);
}

}  // namespace nexor
