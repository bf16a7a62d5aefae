#include "cli/output/table.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <sstream>

namespace nexor {

namespace {

using Rows = std::vector<std::vector<TableCell>>;

const std::vector<TableColumn> subscriptions{
    {.header = "id"},
    {.header = "name", .may_be_cut = true},
    {.header = "plan", .priority = 2, .may_be_cut = true},
    {.header = "start_on", .priority = 3},
    {.header = "quantity", .priority = 3, .align = Align::right},
    {.header = "status"},
};

const Rows two_rows{
    {{"sub_0012"}, {"Ada Lovelace"}, {"pro-month"}, {"2024-01-31"}, {"1"}, {"active", Ink::good}},
    {{"sub_003T"}, {"山田 太郎"}, {"pro-year"}, {"2023-07-01"}, {"12"}, {"cancelled", Ink::bad}},
};

std::string table(const Rows& rows, int width) { return render_table(subscriptions, rows, width, Paint{false}); }

int widest_line(const std::string& text) {
  int widest = 0;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) widest = std::max(widest, display_width(line));
  return widest;
}

// Of what may not be cut.
int widest_whole_cell(const std::vector<TableColumn>& columns, const Rows& rows) {
  int widest = 0;
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (!columns[i].may_be_cut && columns[i].role != ColumnRole::key)
        widest = std::max(widest, display_width(row[i].text));
    }
  }
  return widest;
}

std::vector<TableColumn> any_columns() {
  std::vector<TableColumn> columns{{.header = "id", .priority = *rc::gen::inRange(0, 3), .role = ColumnRole::id}};
  const int others = *rc::gen::inRange(0, 6);
  for (int i = 0; i < others; ++i) {
    columns.push_back({.header = std::string(static_cast<std::size_t>(*rc::gen::inRange(1, 15)), 'h'),
                       .priority = *rc::gen::inRange(0, 4),
                       .may_be_cut = *rc::gen::arbitrary<bool>(),
                       .role = *rc::gen::element(ColumnRole::other, ColumnRole::key)});
  }
  return columns;
}

Rows any_rows(std::size_t cells) {
  const auto text = rc::gen::element<std::string>("", "山田 太郎", "K-1001", "pending_cancellation", "2026-12-01",
                                                  std::string(60, 'x'), std::string(128, 'k'));
  const auto cell = rc::gen::map(text, [](std::string t) { return TableCell{std::move(t)}; });
  return *rc::gen::container<Rows>(3, rc::gen::container<std::vector<TableCell>>(cells, cell));
}

}  // namespace

TEST_CASE("a table that fits is shown whole") {
  CHECK(table(two_rows, 80) ==
        "ID        NAME          PLAN       START_ON    QUANTITY  STATUS\n"
        "sub_0012  Ada Lovelace  pro-month  2024-01-31         1  active\n"
        "sub_003T  山田 太郎     pro-year   2023-07-01        12  cancelled\n");
}

TEST_CASE("columns are dropped by priority, the rightmost of equals first") {
  CHECK(table(two_rows, 60) ==
        "ID        NAME          PLAN       START_ON    STATUS\n"
        "sub_0012  Ada Lovelace  pro-month  2024-01-31  active\n"
        "sub_003T  山田 太郎     pro-year   2023-07-01  cancelled\n");
  CHECK(table(two_rows, 52) ==
        "ID        NAME          PLAN       STATUS\n"
        "sub_0012  Ada Lovelace  pro-month  active\n"
        "sub_003T  山田 太郎     pro-year   cancelled\n");
}

TEST_CASE("what can't be dropped is cut, and a wide character at the cut goes whole") {
  CHECK(table(two_rows, 30) ==
        "ID        NAME       STATUS\n"
        "sub_0012  Ada Love…  active\n"
        "sub_003T  山田 太郎  cancelled\n");
  CHECK(table(two_rows, 29) ==
        "ID        NAME      STATUS\n"
        "sub_0012  Ada Lov…  active\n"
        "sub_003T  山田 太…  cancelled\n");
}

TEST_CASE("where too little would be left of a text, the columns of the last priority go, from the right") {
  CHECK(table(two_rows, 28) ==
        "ID        NAME\n"
        "sub_0012  Ada Lovelace\n"
        "sub_003T  山田 太郎\n");
  CHECK(table(two_rows, 17) == "ID\nsub_0012\nsub_003T\n");
}

TEST_CASE("an id is never cut, even where the line gets too wide, but its header is") {
  CHECK(table(two_rows, 5) == "ID\nsub_0012\nsub_003T\n");
  const std::vector<TableColumn> columns{{.header = "subscription"}, {.header = "outcome"}};
  CHECK(render_table(columns, Rows{{{"K-10"}, {"pending"}}}, 5, Paint{false}) == "SUBS…\nK-10\n");
}

TEST_CASE("a key that wants more than half of the width is cut, and the id stays beside it") {
  const std::vector<TableColumn> columns{{.header = "id", .priority = 1, .role = ColumnRole::id},
                                         {.header = "key", .role = ColumnRole::key},
                                         {.header = "status"}};
  const auto keyed = [&](std::size_t length, int width) {
    return render_table(columns, Rows{{{"acc_0012"}, {std::string(length, 'k')}, {"open"}}}, width, Paint{false});
  };
  CHECK(keyed(9, 19) == "KEY        STATUS\nkkkkkkkkk  open\n");
  CHECK(keyed(128, 30) == "ID        KEY           STATUS\nacc_0012  kkkkkkkkkkk…  open\n");
  CHECK(keyed(128, 19) == "ID        KEY\nacc_0012  kkkkkkkk…\n");
}

TEST_CASE("a table of any columns fits any width, unless what tells its rows is wider") {
  CHECK(rc::check([] {
    const auto columns = any_columns();
    const auto rows = any_rows(columns.size());
    const int excuse = widest_whole_cell(columns, rows);
    for (int width = 1; width < 160; ++width) {
      RC_ASSERT(widest_line(render_table(columns, rows, width, Paint{false})) <= std::max(width, excuse));
    }
  }));
}

TEST_CASE("the id of any table is whole at any width where it is what tells the row") {
  CHECK(rc::check([] {
    auto columns = any_columns();
    columns.front().priority = 0;
    auto rows = any_rows(columns.size());
    rows.front().front().text = "sub_0012W";
    for (int width = 1; width < 160; ++width) {
      const std::string shown = render_table(columns, rows, width, Paint{false});
      RC_ASSERT(shown.find("\nsub_0012W") != std::string::npos);
    }
  }));
}

TEST_CASE("one long name is cut before it takes other columns away") {
  const Rows rows{{{"sub_0012"}, {std::string(300, 'x')}, {"pro"}, {"2024-01-31"}, {"1"}, {"active"}}};
  CHECK(table(rows, 70) ==
        "ID        NAME                      PLAN  START_ON    QUANTITY  STATUS\n"
        "sub_0012  xxxxxxxxxxxxxxxxxxxxxxx…  pro   2024-01-31         1  active\n");
}

TEST_CASE("the widest column is cut first") {
  const std::vector<TableColumn> columns{{.header = "a", .may_be_cut = true}, {.header = "b", .may_be_cut = true}};
  const Rows rows{{{"12345678901234"}, {"1234567890"}}};
  CHECK(render_table(columns, rows, 22, Paint{false}) == "A           B\n123456789…  1234567890\n");
  CHECK(render_table(columns, rows, 19, Paint{false}) == "A         B\n1234567…  12345678…\n");
  CHECK(render_table(columns, rows, 5, Paint{false}) == "A\n1234…\n");
}

TEST_CASE("nothing ends in blanks, whatever stands or does not stand in the last column") {
  const std::vector<TableColumn> columns{{.header = "key"}, {.header = "note"}};
  CHECK(render_table(columns, Rows{{{"K-1"}, {""}}, {{"K-22"}, {"x  ", Ink::bad}}}, 80, Paint{true}) ==
        "\x1b[1mKEY\x1b[0m   \x1b[1mNOTE\x1b[0m\nK-1\nK-22  \x1b[31mx\x1b[0m\n");
}

TEST_CASE("a table without rows has its header, and one without header only rows") {
  CHECK(table({}, 80) == "ID  NAME  PLAN  START_ON  QUANTITY  STATUS\n");
  const std::vector<TableColumn> columns{{.header = "subscription"}, {.header = "outcome"}};
  CHECK(render_table(columns, Rows{{{"K-1"}, {"pending"}}}, 80, Paint{false}, TableHeader::hidden) == "K-1  pending\n");
  CHECK(render_table({}, {}, 80, Paint{false}, TableHeader::hidden).empty());
}

TEST_CASE("hostile text stays in its cell") {
  const std::vector<TableColumn> columns{{.header = "name"}, {.header = "plan"}};
  CHECK(render_table(columns, Rows{{{"a\nb\x1b[2J"}, {"\u202ex"}}}, 80, Paint{false}) ==
        "NAME         PLAN\na\\nb\\x1b[2J  \\u{202e}x\n");
}

TEST_CASE("a card shows what a thing is, its texts below each other") {
  const std::vector<CardLine> card{{"Status", "active", Ink::good}, {"Account", "Ada"}, {"Notes", ""}};
  CHECK(render_card(card, 80, Paint{false}) == "Status   active\nAccount  Ada\nNotes\n");
  CHECK(render_card(card, 80, Paint{true}) ==
        "\x1b[2mStatus\x1b[0m   \x1b[32mactive\x1b[0m\n\x1b[2mAccount\x1b[0m  Ada\n\x1b[2mNotes\x1b[0m\n");
}

TEST_CASE("a long text goes on under its own beginning, so that it can't pose as another label") {
  const std::vector<CardLine> card{{"Feedback", "Too dear.\r\n\nStatus  active\x1b[1A and much more than fits"}};
  CHECK(render_card(card, 34, Paint{false}) ==
        "Feedback  Too dear.\n"
        "\n"
        "          Status  active\\x1b[1A\n"
        "          and much more than fits\n");
}

TEST_CASE("a card on a very narrow terminal keeps room for its texts") {
  const std::vector<CardLine> card{{"Confirmation", "NX-7K00-04KT"}};
  CHECK(render_card(card, 5, Paint{false}) == "Confirmation  NX-7K00-04KT\n");
}

}  // namespace nexor
