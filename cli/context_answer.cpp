// Where a command's answer goes: a file, the pager or standard output.
#include <utility>

#include "cli/context.h"
#include "cli/output_file.h"
#include "cli/pager.h"

namespace nexor {

void Context::open_output() {
  if (globals_.output && *globals_.output != "-") output_file_ = std::make_unique<OutputFile>(*globals_.output);
  if (may_page()) waiting_answer_.emplace();
}

void Context::send_answer_to(const std::string& path) {
  output_file_ = std::make_unique<OutputFile>(path);
  waiting_answer_.reset();
}

std::ostream& Context::out() {
  if (output_file_) return output_file_->stream();
  return waiting_answer_ ? *waiting_answer_ : surroundings_.out;
}

std::ostream& Context::err() {
  return waiting_answer_ && waiting_answer_->tellp() > 0 ? waiting_notes_ : surroundings_.err;
}

// A terminal that moves no cursor has no keys for a pager either.
bool Context::may_page() const {
  return is_for_terminal() && surroundings_.page && !globals_.no_pager && has_able_terminal();
}

bool Context::show_in_pager(const std::string& text) {
  const Settings* settings = settings_if_right();
  if (!settings || !is_pager(settings->output_pager)) return false;
  if (rows_of(text, surroundings_.width) < static_cast<std::size_t>(surroundings_.height)) return false;
  return surroundings_.page(settings->output_pager, text);
}

void Context::show_answer() {
  if (!waiting_answer_) return;
  const std::string text = std::move(*waiting_answer_).str();
  waiting_answer_.reset();
  if (!show_in_pager(text)) surroundings_.out << text;
  surroundings_.out.flush();
  surroundings_.err << waiting_notes_.str() << std::flush;
}

void Context::finish() {
  show_answer();
  if (output_file_) {
    output_file_->keep();
    return;
  }
  surroundings_.out.flush();
  if (!surroundings_.out.good()) throw Error(Fault::output_failed, "the output can't be written");
}

}  // namespace nexor
