#include "cli/last_words.h"

#include <sstream>

#include "cli/report_error.h"
#include "cli/surroundings.h"

namespace nexor {

std::string text_in_midst(const Surroundings& surroundings, const Error& error, const std::string& command,
                          bool is_json) {
  std::ostringstream out;
  if (surroundings.is_err_terminal) out << '\n';
  report_error(out, error, command, "", is_json, surroundings.err_width());
  return out.str();
}

LastWords::LastWords(const std::function<std::string(int signal)>& words) {
  WordsAtEnd said{};
  for (std::size_t i = 0; i < words_.size(); ++i) {
    words_.at(i) = words(ending_signals.at(i));
    said.at(i) = &words_.at(i);
  }
  before_ = say_at_end(said);
}

LastWords::~LastWords() { say_at_end(before_); }

}  // namespace nexor
