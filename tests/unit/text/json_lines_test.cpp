#include "lib/text/json_lines.h"

#include <doctest/doctest.h>

#include <sstream>

#include "lib/error.h"

namespace nexor {

namespace {

const std::vector<WantedColumn> wanted{{"key", true}, {"name"}};

// What one line comes to: its cells, or where and why it can't be used.
std::string told(const Record& record) {
  if (record.problem) return std::to_string(record.problem->column) + ": " + record.problem->message;
  std::string text;
  for (const Cell& cell : record.cells) text += cell.text ? "<" + std::string(*cell.text) + ">" : "-";
  return text;
}

std::string first_of(const std::string& input) {
  std::istringstream in(input + "\n{\"key\":\"last\"}\n");
  JsonLinesReader reader(in, wanted);
  Record record;
  REQUIRE(reader.next(record));
  std::string first = told(record);
  REQUIRE(reader.next(record));
  CHECK(told(record) == "<last>-");
  return first;
}

}  // namespace

TEST_CASE("a line is one flat object, and one that isn't costs no other anything") {
  struct Case {
    std::string line;
    std::string told;
  };
  using namespace std::string_literals;
  for (const auto& [line, expected] : {
           Case{R"({"key":"K-1","name":"Ada"})", "<K-1><Ada>"},
           Case{R"(  {"name":"A\"\u00e9","key":7}  )", "<7><A\"é>"},
           Case{R"({"key":null,"more":true})", "<>-"},
           Case{R"({"key":18446744073709551616,"name":1.10})", "<18446744073709551616><1.10>"},
           Case{R"({"key":"K-1","name":["a"]})", "14: 'name' holds a list"},
           Case{R"({"key":{"a":1}})", "2: 'key' holds an object"},
           Case{R"({"a\\":1,"k\"ey":2,"k\"ey":3})", "20: 'k\"ey' stands there twice"},
           Case{R"({"key":"K-1")", "13: the JSON is wrong here"},
           Case{R"({"key":"K-1"} x)", "15: the JSON is wrong here"},
           Case{R"([1])", "1: this is no JSON object"},
           Case{R"("key")", "1: this is no JSON object"},
           Case{"{\"key\":\"\xFF\"}", "9: the JSON is wrong here"},
           Case{"{\"key\":\"a\0b\"}"s, "10: the JSON is wrong here"},
       }) {
    CAPTURE(line);
    CHECK(first_of(line) == expected);
  }
}

TEST_CASE("a line may be as long as a row may, and one that is longer fails alone") {
  const std::string frame = R"({"key":""})";
  const std::string fits(JsonLinesReader::line_limit - frame.size(), 'k');
  CHECK(first_of(R"({"key":")" + fits + R"("})") == "<" + fits + ">-");
  CHECK(first_of(R"({"key":")" + fits + "k" + R"("})") == "1: the line is larger than 64 KiB");
  CHECK(first_of(std::string(10 * JsonLinesReader::line_limit, '{')) == "1: the line is larger than 64 KiB");
}

TEST_CASE("lines are counted as they stand, empty ones and a byte order mark are passed over") {
  std::istringstream in("\xEF\xBB\xBF{\"key\":\"a\"}\r\n\n  \n{\"key\":\"b\"}");
  JsonLinesReader reader(in, wanted);
  Record record;
  REQUIRE(reader.next(record));
  CHECK(record.line == 1);
  REQUIRE(reader.next(record));
  CHECK(record.line == 4);
  CHECK(told(record) == "<b>-");
  CHECK_FALSE(reader.next(record));
}

TEST_CASE("a file in which no line has a required member is refused at its end") {
  for (const auto& [input, message] : {std::pair{"{\"name\":\"a\"}\n{\"nme\":1}\n", "no line has key"},
                                       std::pair{"{\"name\":\"a\"}\n{\"key\":1}\n", ""}, std::pair{"", ""}}) {
    CAPTURE(input);
    std::istringstream in(input);
    JsonLinesReader reader(in, wanted);
    Record record;
    std::string refusal;
    try {
      while (reader.next(record)) {
      }
    } catch (const Error& error) {
      CHECK(error.fault == Fault::input_invalid);
      refusal = error.message;
    }
    CHECK(refusal == message);
  }
}

TEST_CASE("members that nobody wants are named once, and not without end") {
  std::string input = "{\"key\":1,\"a\":1}\n{\"a\":2,\"b\":3}\n";
  for (int i = 0; i < 1000; ++i) input += "{\"x" + std::to_string(i) + "\":1}\n";
  std::istringstream in(input);
  JsonLinesReader reader(in, wanted);
  Record record;
  while (reader.next(record)) {
  }
  REQUIRE(reader.ignored_columns().size() == 101);
  CHECK(reader.ignored_columns().front() == "a");
  CHECK(reader.ignored_columns()[1] == "b");
  CHECK(reader.ignored_columns().back() == "…");
}

}  // namespace nexor
