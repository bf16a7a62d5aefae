#pragma once

#include <cstdio>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace nexor {

// Keeps lines until they can be printed, in order and in constant memory: what goes beyond a mebibyte lies in a
// temporary file that has no name.
class Spool {
 public:
  // `line` holds no line break. Throws output_failed where it can't be kept.
  void add(std::string_view line);

  // Gives all of them back, from the first.
  void each(const std::function<void(const std::string&)>& visit);

 private:
  void spill();

  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  std::string memory_;  // the newest lines
  std::unique_ptr<std::FILE, Close> file_;
};

}  // namespace nexor
