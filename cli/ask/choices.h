#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace nexor {

// What can be chosen: what stands for it, and what a person reads of it, column by column, as it came from outside.
struct Choice {
  std::string value;
  std::vector<std::string> cells;
};

// A line for each, of at most `width` cells and without a newline, columns below each other, made harmless.
std::vector<std::string> lines_of(const std::vector<Choice>& choices, int width);

// How many there are; where that is too many to count, at least so many.
struct ChoiceCount {
  std::int64_t number = 0;
  bool is_exact = true;
};

// Things to choose among, in an order. They may be more than memory should hold, so they are had stretch by stretch.
class Choices {
 public:
  virtual ~Choices() = default;

  // From now on there are only those that these words find; all of them where they are blank.
  virtual void narrow(const std::string& words) = 0;

  // At most `most`, in their order, that stand next behind one or before it: from the beginning, or up to the end,
  // where it is null. Fewer say that there are no more in this direction.
  virtual std::vector<Choice> behind(const Choice* one, std::size_t most) = 0;
  virtual std::vector<Choice> before(const Choice* one, std::size_t most) = 0;

  virtual ChoiceCount count() = 0;
};

// A few, which are at hand. They are numbered from 1 in a first column, and found by their number, too.
class NumberedChoices final : public Choices {
 public:
  explicit NumberedChoices(std::vector<Choice> all);

  void narrow(const std::string& words) override;
  std::vector<Choice> behind(const Choice* one, std::size_t most) override;
  std::vector<Choice> before(const Choice* one, std::size_t most) override;
  ChoiceCount count() override;

 private:
  std::vector<Choice> all_;
  std::vector<Choice> found_;
};

}  // namespace nexor
