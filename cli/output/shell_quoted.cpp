#include "cli/output/shell_quoted.h"

#include <fmt/format.h>

#include "lib/text/harmless.h"

namespace nexor {

namespace {

constexpr std::string_view plain_characters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:=@%+,";

std::string single_quoted(std::string_view word) {
  std::string quoted = "'";
  for (const char c : word) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

// Three octal digits are an escape of one length in every shell; `\x` may take more than two.
std::string escaped(char c) {
  if (c == '\n') return "\\n";
  if (c == '\t') return "\\t";
  if (c == '\\' || c == '\'') return {'\\', c};
  if (c >= ' ' && c <= '~') return {c};
  return fmt::format("\\{:03o}", static_cast<unsigned char>(c));
}

std::string escape_quoted(std::string_view word) {
  std::string quoted = "$'";
  for (const char c : word) quoted += escaped(c);
  return quoted + "'";
}

}  // namespace

std::string shell_quoted(std::string_view word) {
  if (!word.empty() && word.find_first_not_of(plain_characters) == std::string_view::npos) return std::string(word);
  return harmless(word) == word ? single_quoted(word) : escape_quoted(word);
}

}  // namespace nexor
