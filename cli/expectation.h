#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <variant>

namespace nexor {

// `--expect`: a number of targets, or a digest in any spelling of its symbols. Throws usage for what is neither.
std::variant<std::monostate, std::size_t, std::string> expectation_of(const std::optional<std::string>& expect);

}  // namespace nexor
