#include "cli/spool.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "lib/error.h"

namespace nexor {

namespace {

void visit_lines(std::string_view text, const std::function<void(const std::string&)>& visit) {
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find('\n', begin);
    visit(std::string(text.substr(begin, end - begin)));
    begin = end + 1;
  }
}

struct Line {
  char* text = nullptr;
  std::size_t capacity = 0;
  ~Line() { std::free(text); }  // getline(3) has allocated it
};

}  // namespace

void Spool::add(std::string_view line) {
  constexpr std::size_t most_in_memory = 1024 * 1024;
  if (memory_.size() + line.size() > most_in_memory) spill();
  memory_.append(line).push_back('\n');
}

void Spool::spill() {
  if (!file_) file_.reset(std::tmpfile());
  if (!file_ || std::fwrite(memory_.data(), 1, memory_.size(), file_.get()) != memory_.size() ||
      std::fflush(file_.get()) != 0) {
    throw Error(Fault::output_failed, std::string("no temporary file can be written: ") + std::strerror(errno));
  }
  memory_.clear();
}

void Spool::each(const std::function<void(const std::string&)>& visit) {
  if (file_) {
    std::rewind(file_.get());
    Line line;
    for (ssize_t length = 0; (length = getline(&line.text, &line.capacity, file_.get())) > 0;) {
      visit(std::string(line.text, static_cast<std::size_t>(length) - 1));
    }
  }
  visit_lines(memory_, visit);
}

}  // namespace nexor
