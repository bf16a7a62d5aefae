#include "lib/text/table_reader.h"

#include <doctest/doctest.h>

#include <sstream>

#include "lib/error.h"

namespace nexor {

namespace {

const std::vector<WantedColumn> wanted{{"subscription", true}, {"reason"}, {"feedback"}};
constexpr std::size_t subscription = 0, reason = 1, feedback = 2;

// A table with its input.
struct Table {
  explicit Table(const std::string& text) : in(text), reader(in, wanted) {}
  std::istringstream in;
  TableReader reader;
};

std::string refusal_of(const std::string& input) {
  try {
    Table{input};
  } catch (const Error& error) {
    CHECK(error.fault == Fault::input_invalid);
    return error.message;
  }
  return "none";
}

}  // namespace

TEST_CASE("cells are found by their column's name") {
  Table table{" reason,\tsubscription \r\nunused,K-1\r\n,K-2\r\n"};
  Record record;
  REQUIRE(table.reader.next(record));
  CHECK(record.line == 2);
  CHECK(record.cells[subscription].text == "K-1");
  CHECK(record.cells[reason].text == "unused");
  CHECK_FALSE(record.cells[feedback].text);
  REQUIRE(table.reader.next(record));
  CHECK(record.cells[subscription].text == "K-2");
  CHECK(record.cells[subscription].column == 2);
  CHECK(record.cells[reason].text == "");
  CHECK_FALSE(table.reader.next(record));
}

TEST_CASE("columns that nobody knows are named and otherwise ignored") {
  Table table{"customer,subscription,Reason,,\na,K-1,b,,\n"};
  CHECK(table.reader.ignored_columns() == std::vector<std::string>{"customer", "Reason"});
  Record record;
  REQUIRE(table.reader.next(record));
  CHECK(record.cells[subscription].text == "K-1");
}

TEST_CASE("what stands in a column without a name is told as what stands under a name that nobody knows") {
  Table table{"subscription,,\nK-1,,\nK-2,,x\nK-3,,y\n"};
  Record record;
  REQUIRE(table.reader.next(record));
  CHECK(table.reader.ignored_columns().empty());
  REQUIRE(table.reader.next(record));
  REQUIRE(table.reader.next(record));
  CHECK(record.cells[subscription].text == "K-3");
  CHECK(table.reader.ignored_columns() == std::vector<std::string>{"3 (without a name)"});
}

TEST_CASE("a row with another number of fields than the header fails alone") {
  Table table{"subscription,reason\nK-1\nK-2,unused,more\nK-3,unused\n"};
  Record record;
  REQUIRE(table.reader.next(record));
  REQUIRE(record.problem);
  CHECK(record.line == 2);
  CHECK(record.problem->column == 2);
  CHECK(record.problem->message == "the row has 1 field where the header has 2");
  REQUIRE(table.reader.next(record));
  REQUIRE(record.problem);
  CHECK(record.problem->column == 3);
  REQUIRE(table.reader.next(record));
  CHECK(record.cells[subscription].text == "K-3");
}

TEST_CASE("an input without a usable header is refused as a whole") {
  using namespace std::string_literals;
  struct Case {
    std::string input;
    std::string_view message;
  };
  for (const auto& [input, message] :
       {Case{"", "the input is empty: it has no header"}, Case{"\n\r\n", "the input is empty: it has no header"},
        Case{"reason\n", "the header lacks the column subscription"},
        Case{"Subscription\n", "the header lacks the column subscription"},
        Case{"subscription;reason\n", "the header lacks the column subscription"},
        Case{"subscription, subscription\n", "the column 'subscription' stands twice in the header"},
        Case{"\x7F"
             "ELF\0\0"s,
             "the header can't be read: column 1: the field holds a NUL byte"},
        Case{"\xFF\xFEs\n", "the header can't be read: column 1: the field is not UTF-8"}}) {
    CAPTURE(input);
    CHECK(refusal_of(input) == message);
  }
}

}  // namespace nexor
