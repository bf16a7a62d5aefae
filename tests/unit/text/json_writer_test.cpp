#include "lib/text/json_writer.h"

#include <doctest/doctest.h>

#include <limits>
#include <vector>

namespace nexor {

TEST_CASE("a document is compact and keeps the order in which it was told") {
  std::string out;
  JsonWriter json{out};
  json.begin_object();
  json.member("schema", "nexor.list/1");
  json.key("items");
  json.begin_array();
  json.begin_object();
  json.member("id", std::string{"sub_1"});
  json.end_object();
  json.begin_object();
  json.end_object();
  json.value("K-1");
  json.end_array();
  json.member("total", std::size_t{852});
  json.member("next", nullptr);
  json.end_object();
  CHECK(out == R"({"schema":"nexor.list/1","items":[{"id":"sub_1"},{},"K-1"],"total":852,"next":null})");
}

TEST_CASE("truth, numbers, text and what is not there are four different things") {
  std::string out;
  JsonWriter json{out};
  json.begin_array();
  json.value(true);
  json.value(false);
  json.value(0);
  json.value(1u);
  json.value("");
  json.value(std::optional<std::int64_t>{});
  json.value(std::optional<std::int64_t>{-5});
  json.value(std::optional<std::string>{"a"});
  json.value(std::optional<std::string>{});
  json.value(std::optional<bool>{false});
  json.end_array();
  CHECK(out == R"([true,false,0,1,"",null,-5,"a",null,false])");
}

TEST_CASE("the smallest and the largest number are written whole") {
  std::string out;
  JsonWriter json{out};
  json.begin_array();
  json.value(std::numeric_limits<std::int64_t>::min());
  json.value(std::numeric_limits<std::int64_t>::max());
  json.value(std::numeric_limits<std::uint64_t>::max());
  json.end_array();
  CHECK(out == "[-9223372036854775808,9223372036854775807,18446744073709551615]");
}

TEST_CASE("a new writer begins a new line in the same string") {
  std::string out;
  for (const int line : {1, 2}) {
    JsonWriter json{out};
    json.begin_object();
    json.member("line", line);
    json.end_object();
    out += '\n';
  }
  CHECK(out == "{\"line\":1}\n{\"line\":2}\n");
}

TEST_CASE("a key is escaped as a value is") {
  std::string out;
  JsonWriter json{out};
  json.begin_object();
  json.member(std::string("a\"\n"), 1);
  json.member("plain", 2);
  json.key("alone");
  json.value(true);
  json.end_object();
  CHECK(out == R"({"a\"\n":1,"plain":2,"alone":true})");
}

struct Case {
  std::string_view text;
  std::string_view quoted;
};

TEST_CASE("text is quoted without loss") {
  using namespace std::string_view_literals;
  const std::vector<Case> cases{
      {"", R"("")"},
      {"plain /text~", R"("plain /text~")"},
      {R"(say "no" \ yes)", R"("say \"no\" \\ yes")"},
      {"a\b\f\n\r\tz", R"("a\b\f\n\r\tz")"},
      {"a\0b"sv, R"("a\u0000b")"},
      {"\x1b[31mred", R"("\u001b[31mred")"},
      {"\x7f", R"("\u007f")"},
      {"\u0080\u009b\u009f\u00a0", "\"\\u0080\\u009b\\u009f\u00a0\""},
      {"\u2028\u2029", R"("\u2028\u2029")"},
      {"\u061c\u200e\u200f", R"("\u061c\u200e\u200f")"},
      {"\u202a\u202e\u202f", "\"\\u202a\\u202e\u202f\""},
      {"\u2066\u2069\u206a", "\"\\u2066\\u2069\u206a\""},
      {"日本語 หนึ่ง नमस्ते 👨‍👩‍👧 🇩🇪 é",
       "\"日本語 หนึ่ง नमस्ते 👨‍👩‍👧 🇩🇪 é\""},
      {"\uFEFF\U0010FFFF", "\"\uFEFF\U0010FFFF\""},
  };
  for (const auto& [text, quoted] : cases) {
    CAPTURE(text);
    CHECK(json_quoted(text) == quoted);
  }
}

TEST_CASE("bytes that are not UTF-8 never get out") {
  const std::vector<Case> cases{
      {"\x80", "\"\uFFFD\""},
      {"a\xffz", "\"a\uFFFDz\""},
      {"\xc3", "\"\uFFFD\""},
      {"\xc3(", "\"\uFFFD(\""},
      {"\xc0\xaf", "\"\uFFFD\uFFFD\""},
      {"\xe0\x80\xaf", "\"\uFFFD\uFFFD\uFFFD\""},
      {"\xed\xa0\x80", "\"\uFFFD\uFFFD\uFFFD\""},
      {"\xf4\x90\x80\x80", "\"\uFFFD\uFFFD\uFFFD\uFFFD\""},
      {"\xe6\x97\"", "\"\uFFFD\uFFFD\\\"\""},
  };
  for (const auto& [text, quoted] : cases) {
    CAPTURE(quoted);
    CHECK(json_quoted(text) == quoted);
  }
}

}  // namespace nexor
