#pragma once

#include <optional>
#include <string>

namespace nexor {

// Lets somebody write a text in the editor that VISUAL or EDITOR names, else vi, on the terminal. It begins with
// `explanation`, whose lines begin with `#` as all others that are left out. Gives what was written, without blanks at
// its end; null where the editor was left with a failure. Throws config_invalid where it can't be run, and
// output_failed where there is no place for the text.
std::optional<std::string> write_in_editor(const std::string& explanation);

// What is left of a text that came from an editor.
std::string without_remarks(const std::string& text);

}  // namespace nexor
