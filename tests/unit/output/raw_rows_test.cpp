#include "cli/output/raw_rows.h"

#include <doctest/doctest.h>

namespace nexor {

namespace {

std::string row(RawRows::Form form, std::string_view text) {
  std::string out;
  RawRows rows(form, out);
  rows.text("key", text);
  rows.text("none", std::nullopt);
  rows.number("days", 31);
  rows.number("fixed", std::nullopt);
  rows.truth("addon", true);
  rows.end_row();
  return out;
}

}  // namespace

TEST_CASE("a row is one description in every form") {
  CHECK(row(RawRows::Form::header, "x") == "key,none,days,fixed,addon\n");
  CHECK(row(RawRows::Form::csv, "x") == "x,,31,,true\n");
  CHECK(row(RawRows::Form::jsonl, "x") == "{\"key\":\"x\",\"none\":null,\"days\":31,\"fixed\":null,\"addon\":true}\n");
}

TEST_CASE("raw cells are the bytes as they are, quoted where a reader would stumble") {
  CHECK(row(RawRows::Form::csv, "=1+1\x1b[1m") == "=1+1\x1b[1m,,31,,true\n");
  CHECK(row(RawRows::Form::csv, "a,b") == "\"a,b\",,31,,true\n");
  CHECK(row(RawRows::Form::csv, "\"") == "\"\"\"\",,31,,true\n");
  CHECK(row(RawRows::Form::csv, "a\r\nb") == "\"a\r\nb\",,31,,true\n");
  CHECK(row(RawRows::Form::csv, "\r") == "\"\r\",,31,,true\n");
}

TEST_CASE("an empty text is as nothing in JSON too, since that is what is read back of it") {
  CHECK(row(RawRows::Form::jsonl, "").starts_with("{\"key\":null,"));
}

TEST_CASE("a second row begins anew") {
  std::string out;
  RawRows rows(RawRows::Form::jsonl, out);
  for (int i = 0; i < 2; ++i) {
    rows.number("n", i);
    rows.end_row();
  }
  CHECK(out == "{\"n\":0}\n{\"n\":1}\n");
}

}  // namespace nexor
