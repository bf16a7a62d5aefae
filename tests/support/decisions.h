#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "lib/model/cancel_rule.h"
#include "lib/model/undo_rule.h"

namespace nexor::support {

// Says a decision in one line, so that a table can hold it: `2024-03-31 from 2024-03-30T23:00:00Z`, with `, replaces
// NX-…`, `, backdated` and `, overridden` where they are so; `already NX-…`; or a refusal's fault.
std::string said(const CancelDecision& decision);

// `withdraws NX-…`, `reinstates NX-…`, or a refusal's fault.
std::string said(const UndoDecision& decision);

// What is asked, as on the command line: `period-end`, `now` or a date, with `--backdate` and `--override` behind it.
CancelRequest asked(std::string_view words);

// The decision about `words` at the instant `now`, said.
std::string asked_to_cancel(const Service& service, std::string_view words, std::string_view now,
                            const Zone& zone = Zone::utc());

// One row of a table about one service: what is asked at an instant, and the answer, said.
struct Answer {
  std::string_view what;
  std::string_view asked;
  std::string_view now;
  std::string_view answer;
};
void check_answers(const Service& service, std::initializer_list<Answer> table, const Zone& zone = Zone::utc());

// The refusal of the same; a request that isn't refused fails the test.
Error refusal_to_cancel(const Service& service, std::string_view words, std::string_view now);

}  // namespace nexor::support
