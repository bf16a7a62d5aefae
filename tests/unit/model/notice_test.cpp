#include "lib/model/notice.h"

#include <doctest/doctest.h>

namespace nexor {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::seconds;

TEST_CASE("every kind of notice is read as it is written") {
  for (const std::string_view name : {"requested", "effective", "withdrawn"}) {
    CHECK(name_of(parse_notice_kind(name).value()) == name);
  }
  CHECK_FALSE(parse_notice_kind("replaced"));
}

TEST_CASE("a notice has the same id at every try") {
  Notice notice{.confirmation = {"7K", CancellationId{1}}, .kind = NoticeKind::effective};
  const std::string id = id_of(notice);
  CHECK(id == text_of(notice.confirmation) + ":effective");
  notice.attempts = 3;
  CHECK(id_of(notice) == id);
}

TEST_CASE("a notice that failed waits twice as long each time, and a day at most") {
  struct Row {
    int attempts;
    seconds first;
    seconds wait;
  };
  for (const Row& row :
       {Row{1, seconds{60}, seconds{60}}, Row{2, seconds{60}, seconds{120}}, Row{11, seconds{60}, seconds{61'440}},
        Row{12, seconds{60}, days{1}}, Row{1'000'000, seconds{1}, days{1}}, Row{1, days{9}, days{1}}}) {
    CAPTURE(row.attempts);
    CHECK(wait_after(row.attempts, row.first) == row.wait);
  }
}

}  // namespace nexor
