#pragma once

#include <string>

namespace nexor {

class Context;
struct CancelOrder;
struct CancelReport;

// What would happen, on stderr, before somebody is asked.
void tell_preview(Context& context, const CancelReport& report);

// Prints what became of every target (or would) and gives the exit code. Throws partial where one of several failed.
int answer_cancel(Context& context, const CancelOrder& order, const CancelReport& report, bool is_dry_run);

// A word as a POSIX shell takes it back.
std::string shell_quoted(const std::string& word);

}  // namespace nexor
