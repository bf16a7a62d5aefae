#include "tests/fault/history_check.h"

#include <doctest/doctest.h>

#include <functional>

namespace nexor::fault {

namespace {

// Two commands and what they left, without a contradiction: a cancellation that is answered, and its undoing.
struct History {
  std::vector<Entry> log{
      {.mark = "w1-1", .command = "cancel", .targets = {"S-1"}, .began = 10, .ended = 20, .effects = {"NX-1"}},
      {.mark = "w2-1", .command = "undo", .targets = {"S-1"}, .began = 30, .ended = 40, .effects = {"NX-1"}},
      {.mark = "w3-1",
       .command = "import",
       .targets = {"I-1", "I-2"},
       .began = 35,
       .ended = 50,
       .effects = {"I-1", "I-2"}},
      {.mark = "w4-1", .command = "cancel", .targets = {"S-2"}, .began = 55, .ended = 60, .exit = 8},
      {.mark = "w5-1", .command = "cancel", .targets = {"S-2"}, .began = 70},
  };
  Told told{
      .events =
          {{.number = 5, .mark = "w1-1", .kind = "cancellation.requested", .subject = "sub_1", .confirmation = "NX-1"},
           {.number = 6, .mark = "w2-1", .kind = "cancellation.withdrawn", .subject = "sub_1", .confirmation = "NX-1"},
           {.number = 7, .mark = "w3-1", .kind = "records.imported", .imported = 2}},
      .cancellations = {{"NX-1", "S-1", "withdrawn"}},
      .subscriptions = {"S-1", "S-2", "I-1", "I-2"}};

  void add_cancellation(const std::string& mark, const std::string& confirmation) {
    told.events.push_back({.number = 8,
                           .mark = mark,
                           .kind = "cancellation.requested",
                           .subject = "sub_2",
                           .confirmation = confirmation});
    told.cancellations.push_back({confirmation, "S-2", "pending"});
  }
};

struct Case {
  const char* what;
  bool is_right;
  std::function<void(History&)> change;
};

const std::vector<Case> cases{
    {"nothing is wrong", true, [](History&) {}},
    {"what was killed is there", true, [](History& h) { h.add_cancellation("w5-1", "NX-2"); }},
    {"what was killed is there twice", false,
     [](History& h) {
       h.add_cancellation("w5-1", "NX-2");
       h.told.events.push_back(h.told.events.back());
     }},
    {"what failed is there", false, [](History& h) { h.add_cancellation("w4-1", "NX-2"); }},
    {"what nobody asked for is there", false, [](History& h) { h.add_cancellation("w9-1", "NX-2"); }},
    {"a cancellation that no event tells of", false,
     [](History& h) {
       h.told.cancellations.push_back({"NX-2", "S-2", "pending"});
     }},
    {"two that are live", false,
     [](History& h) {
       h.add_cancellation("w5-1", "NX-2");
       h.told.cancellations.push_back({"NX-3", "S-2", "pending"});
     }},
    {"what was answered isn't told of", false, [](History& h) { h.told.events.erase(h.told.events.begin()); }},
    {"what was answered isn't there", false, [](History& h) { h.told.cancellations.clear(); }},
    {"another answer was given than is there", false, [](History& h) { h.log[0].effects = {"NX-9"}; }},
    {"it is about another subscription", false, [](History& h) { h.told.cancellations[0].subscription = "S-2"; }},
    {"the undoing left it live", false, [](History& h) { h.told.cancellations[0].status = "pending"; }},
    {"half of an import is there", false, [](History& h) { h.told.subscriptions.pop_back(); }},
    {"an import that was killed is there in part", false,
     [](History& h) {
       h.log[2].ended.reset();
       h.told.subscriptions.pop_back();
     }},
    {"an exit code that nobody should get", false, [](History& h) { h.log[3].exit = 10; }},
    {"the later command has the earlier event", false,
     [](History& h) {
       h.log[0].began = 45;
       h.log[0].ended = 48;
     }},
};

}  // namespace

TEST_CASE("what contradicts a log is found, and nothing else") {
  for (const Case& one : cases) {
    CAPTURE(one.what);
    History history;
    one.change(history);
    CHECK(contradictions(history.log, history.told).empty() == one.is_right);
  }
}

}  // namespace nexor::fault
