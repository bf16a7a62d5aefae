#include "cli/out_of_memory.h"

#include <ostream>
#include <string_view>

#include "cli/exit_code.h"

namespace nexor {

namespace {

struct Telling {
  Fault fault;
  std::string_view words;
  std::string_view json;
};

// As report_error() would write them.
constexpr Telling unchanged{
    Fault::internal, "nexor: out of memory; nothing was changed\n  run the same again when there is more\n",
    R"({"schema":"nexor.error/1","error":{"code":"internal","exit":1,"message":"out of memory; nothing was changed",)"
    R"("hint":"run the same again when there is more","next":[]}})"
    "\n"};
constexpr Telling unknown{
    Fault::outcome_unknown,
    "nexor: out of memory; the change may be done\n  look before you repeat it\n  next: nexor status   or: nexor "
    "history\n",
    R"({"schema":"nexor.error/1","error":{"code":"outcome_unknown","exit":11,"message":"out of memory; the change may )"
    R"(be done","hint":"look before you repeat it","next":["nexor status","nexor history"]}})"
    "\n"};
constexpr Telling done{
    Fault::output_lost,
    "nexor: out of memory; the change is done and durable, but its answer can't be written\n  next: nexor status\n",
    R"({"schema":"nexor.error/1","error":{"code":"output_lost","exit":12,"message":"out of memory; the change is done )"
    R"(and durable, but its answer can't be written","hint":null,"next":["nexor status"]}})"
    "\n"};

const Telling& telling(Outcome outcome) {
  switch (outcome) {
    case Outcome::unchanged:
      return unchanged;
    case Outcome::unknown:
      return unknown;
    case Outcome::done:
      return done;
  }
  return unknown;
}

}  // namespace

int tell_out_of_memory(std::ostream& err, Outcome outcome, bool is_json) {
  const Telling& told = telling(outcome);
  err << (is_json ? told.json : told.words) << std::flush;
  return exit_code_of(told.fault);
}

}  // namespace nexor
