// Command lines, a word a line: they mean something, or are a usage error.

#include <vector>

#include "cli/commands.h"
#include "cli/parse/parser.h"
#include "lib/error.h"
#include "tests/fuzz/property.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace nexor;
  std::string_view rest = fuzz::text_of(data, size);
  std::vector<std::string_view> words;
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    words.push_back(rest.substr(0, end));
    rest = end == std::string_view::npos ? "" : rest.substr(end + 1);
  }
  asks_for_json(words);
  command_named(words, command_index());
  try {
    parse(words, command_index());
  } catch (const Error& error) {
    fuzz::must(error.fault == Fault::usage, "a line that can't be read is a usage error");
  }
  return 0;
}
