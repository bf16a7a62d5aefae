#pragma once

#include <span>
#include <string_view>

namespace nexor {

// What `nexor help` explains besides commands: a few sentences, and a list.
struct TopicEntry {
  std::string_view term;
  std::string_view says;
};
struct Topic {
  std::string_view name;  // `exit-codes`
  std::string_view summary;
  std::string_view text;  // paragraphs, with an empty line between them
  std::span<const TopicEntry> entries;
};

// All of them, in the order in which help tells of them.
std::span<const Topic> help_topics();

}  // namespace nexor
