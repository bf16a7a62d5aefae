#include "cli/output/table.h"

#include <doctest/doctest.h>

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
  CHECK(table(two_rows, 26) ==
        "ID        NAME   STATUS\n"
        "sub_0012  Ada …  active\n"
        "sub_003T  山田…  cancelled\n");
  CHECK(table(two_rows, 25) ==
        "ID        NAME  STATUS\n"
        "sub_0012  Ada…  active\n"
        "sub_003T  山…   cancelled\n");
}

TEST_CASE("an id is never cut, even where the line gets too wide") {
  CHECK(table(two_rows, 5) ==
        "ID        …  STATUS\n"
        "sub_0012  …  active\n"
        "sub_003T  …  cancelled\n");
}

TEST_CASE("one long name is cut before it takes other columns away") {
  const Rows rows{{{"sub_0012"}, {std::string(300, 'x')}, {"pro"}, {"2024-01-31"}, {"1"}, {"active"}}};
  CHECK(table(rows, 70) ==
        "ID        NAME                      PLAN  START_ON    QUANTITY  STATUS\n"
        "sub_0012  xxxxxxxxxxxxxxxxxxxxxxx…  pro   2024-01-31         1  active\n");
}

TEST_CASE("the widest column is cut first") {
  const std::vector<TableColumn> columns{{.header = "a", .may_be_cut = true}, {.header = "b", .may_be_cut = true}};
  CHECK(render_table(columns, Rows{{{"1234567890"}, {"123456"}}}, 14, Paint{false}) == "A       B\n12345…  123456\n");
  CHECK(render_table(columns, Rows{{{"1234567890"}, {"123456"}}}, 10, Paint{false}) == "A     B\n123…  123…\n");
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
