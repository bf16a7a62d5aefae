#include "lib/text/record_file.h"

#include <doctest/doctest.h>

#include <sstream>

#include "lib/error.h"

namespace nexor {

namespace {

// The first key that is read, or why nothing is.
std::string first_key(const std::string& input) {
  const std::vector<WantedColumn> wanted{{"key", true}};
  std::istringstream in(input);
  try {
    const auto reader = read_records(in, wanted);
    Record record;
    if (!reader->next(record)) return "nothing";
    return record.problem ? record.problem->message : std::string(*record.cells[0].text);
  } catch (const Error& error) {
    return error.message;
  }
}

}  // namespace

TEST_CASE("what a file is shows by how it begins") {
  for (const auto& [input, expected] : {
           std::pair{"key\nK-1\n", "K-1"},
           std::pair{"\xEF\xBB\xBFkey\r\nK-1\r\n", "K-1"},
           std::pair{"\n\n key ,name\nK-1,a\n", "K-1"},
           std::pair{"{\"key\":\"K-1\"}\n", "K-1"},
           std::pair{"\xEF\xBB\xBF\r\n \t{\"key\":\"K-1\"}\n", "K-1"},
           std::pair{"[\n  {\"key\":\"K-1\"}\n]\n",
                     "the input is a JSON array, where JSON Lines have one object a line"},
           std::pair{"\xFF\xFEk\n", "the input is UTF-16, where UTF-8 is wanted"},
           std::pair{"", "the input is empty: it has no header"},
       }) {
    CAPTURE(input);
    CHECK(first_key(input) == expected);
  }
}

}  // namespace nexor
