#include "lib/text/csv.h"

#include <doctest/doctest.h>

#include <sstream>

namespace nexor {

namespace {

// `line|field|field`, or `line!column` for a row that failed.
std::vector<std::string> rows_of(const std::string& input) {
  std::istringstream in{input};
  CsvReader reader{in};
  std::vector<std::string> rows;
  for (CsvRow row; reader.next(row);) {
    std::string text = std::to_string(row.line);
    if (row.problem) text += "!" + std::to_string(row.problem->column);
    for (const std::string& field : row.fields) text += "|" + field;
    rows.push_back(text);
  }
  return rows;
}

using Rows = std::vector<std::string>;

struct Case {
  std::string input;
  Rows rows;
};

void check(const std::vector<Case>& cases) {
  for (const auto& [input, rows] : cases) {
    CAPTURE(input);
    CHECK(rows_of(input) == rows);
  }
}

std::string problem_of(const std::string& input) {
  std::istringstream in{input};
  CsvReader reader{in};
  CsvRow row;
  REQUIRE(reader.next(row));
  REQUIRE(row.problem);
  CHECK(row.fields.empty());
  return row.problem->message;
}

}  // namespace

TEST_CASE("fields are read as RFC 4180 has them") {
  check({{"", {}},
         {"a", {"1|a"}},
         {"a,b\nc,d\n", {"1|a|b", "2|c|d"}},
         {"a,b\r\nc,d\r\n", {"1|a|b", "2|c|d"}},
         {"a,b\r\nc,d\r", {"1|a|b", "2|c|d"}},
         {",\n", {"1||"}},
         {"\"\"\n", {"1|"}},
         {"\"a,b\",c\n", {"1|a,b|c"}},
         {"\"say \"\"no\"\"\"\r\n", {"1|say \"no\""}},
         {" a , b \n", {"1| a | b "}}});
}

TEST_CASE("a line break within quotes belongs to the field and counts as a line") {
  check({{"a,\"b\nc\"\nd,e\n", {"1|a|b\nc", "3|d|e"}}, {"\"\r\n\r\n\",x\r\ny", {"1|\r\n\r\n|x", "4|y"}}});
}

TEST_CASE("a byte order mark at the start is passed over") {
  check({{"\xEF\xBB\xBF", {}},
         {"\xEF\xBB\xBF"
          "a\n",
          {"1|a"}},
         {"\xEF\xBB\xBF\"a\"\n\xEF\xBB\xBF"
          "b\n",
          {"1|a",
           "2|\xEF\xBB\xBF"
           "b"}}});
}

TEST_CASE("empty lines are passed over but counted") {
  check({{"\n\r\na\n\n\nb\n\r", {"3|a", "6|b"}}, {"\n\n", {}}, {"\r", {}}, {" \n", {"1| "}}});
}

TEST_CASE("a quote or a carriage return amid a field is text") {
  check({{"5\" disk,a\"\"b\n", {"1|5\" disk|a\"\"b"}}, {" \"a\"\n", {"1| \"a\""}}, {"a\rb,c\r\r\n", {"1|a\rb|c\r"}}});
}

TEST_CASE("a quote that is open or followed by text fails its row and no other") {
  check({{"a,\"b\nc,d\ne,f", {"1!2", "2|c|d", "3|e|f"}},
         {"\"a\"b,c\nd\n", {"1!1", "2|d"}},
         {"\"a\" ,c\nd\n", {"1!1", "2|d"}},
         {"\"a\"\rb\nd\n", {"1!1", "2|d"}},
         {"\"", {"1!1"}},
         {"x,\"open\ny,\"closed\"\nz", {"1!2", "2|y|closed", "3|z"}},
         {"x,\"open\ny,\",\"\nz", {"1!3", "2|y|,", "3|z"}}});
  CHECK(problem_of("\"a\"b") == "the quote is followed by text");
  CHECK(problem_of("\"a") == "the quote is not closed");
}

TEST_CASE("a quote that is open for 64 KiB fails only the line on which its row starts") {
  std::string input = "a,\"b\n";
  Rows expected = {"1!2"};
  for (std::int64_t line = 2; line < 40'000; ++line) {
    input += "c,d\n";
    expected.push_back(std::to_string(line) + "|c|d");
  }
  CHECK(rows_of(input) == expected);
  CHECK(problem_of(input) == "the quote is not closed within 64 KiB");
}

TEST_CASE("a NUL or wrong UTF-8 fails its row alone and names the field") {
  using namespace std::string_literals;
  check({{"a,b\0c\nd\n"s, {"1!2", "2|d"}},
         {"a,\"b\n\0\",c\nd\n"s, {"1!2", "3|d"}},
         {"\xC3\xA9,\xF0\x9F\x98\x80\n", {"1|\xC3\xA9|\xF0\x9F\x98\x80"}},
         {"a,\xC3\nb\n", {"1!2", "2|b"}},
         {"\xC0\xAF\nb\n", {"1!1", "2|b"}}});
  CHECK(problem_of("a\0"s) == "the field holds a NUL byte");
  CHECK(problem_of("\xFF\xFE") == "the field is not UTF-8");
}

TEST_CASE("a row may have 64 KiB and no more") {
  for (const std::string end : {"", "\n", "\r\n"}) {
    CAPTURE(end);
    const std::string full(CsvReader::row_limit, 'x');
    check({{full + end, {"1|" + full}}, {full + "x" + end, {"1!1"}}});
    const std::string quoted(CsvReader::row_limit - 2, 'x');
    check({{"\"" + quoted + "\"" + end, {"1|" + quoted}}, {"\"" + quoted + "x\"" + end, {"1!1"}}});
  }
  CHECK(problem_of(std::string(CsvReader::row_limit, ',') + "x") == "the row is larger than 64 KiB");
}

TEST_CASE("a line of megabytes costs no other row its result") {
  const std::string huge(3'000'000, 'x');
  check({{"a\n" + huge + "\nb\n" + huge, {"1|a", "2!1", "3|b", "4!1"}}});
}

TEST_CASE("rows are whole wherever the buffer ends") {
  std::string input;
  Rows expected;
  for (std::int64_t line = 1; line < 60'000; ++line) {
    const std::string number = std::to_string(line * 7919);
    input += number + ",\"q" + number + "\"\r\n";
    expected.push_back(std::to_string(line) + "|" + number + "|q" + number);
  }
  CHECK(rows_of(input) == expected);
}

}  // namespace nexor
