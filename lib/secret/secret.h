#pragma once

#include <string>
#include <string_view>

namespace nexor {

// Overwrites the bytes of `text`, also those of its capacity that it no longer uses, and empties it.
void wipe(std::string& text);

// A text that nobody should find in memory later: it is overwritten when it goes away, and never copied.
class Secret {
 public:
  Secret() = default;
  // Takes the text over and wipes where it came from.
  explicit Secret(std::string&& text);
  Secret(Secret&& other) noexcept;
  Secret& operator=(Secret&& other) noexcept;
  ~Secret() { wipe(text_); }

  std::string_view view() const { return text_; }

 private:
  std::string text_;
};

}  // namespace nexor
