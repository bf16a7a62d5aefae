#pragma once

#include <optional>
#include <string>
#include <vector>

namespace nexor {

struct Option;

// What may be said to every command, checked and free of contradictions.
struct GlobalOptions {
  bool quiet = false;
  bool verbose = false;
  bool no_input = false;
  std::optional<std::string> format;  // table, tsv, csv, json, jsonl or id
  std::vector<std::string> columns;
  std::optional<std::string> get;
  std::optional<bool> header;         // null: as the format has it
  std::optional<std::string> output;  // a file; "-" is stdout
  std::optional<std::string> color;   // auto, always or never
  std::optional<std::string> time;    // relative, local or iso
  bool utc = false;                   // says `iso` as well
  bool no_pager = false;
  bool csv_raw = false;
  std::optional<std::string> store;
  std::optional<std::string> config;
  std::optional<std::string> token_file;
  std::optional<std::string> lock_timeout;
  std::optional<std::string> progress;  // none or plain
};

// The global options while a command line is read: where their declaration puts what was typed.
struct GlobalWords {
  GlobalOptions options;
  std::optional<std::string> columns;
  bool help = false;
  bool version = false;
  bool json = false;
  bool header = false;
  bool no_header = false;
};

// Their declaration, with `words` as its targets.
std::vector<Option> global_options(GlobalWords& words);

// Throws Error{Fault::usage} where two of them contradict each other, or a list of columns has an empty name.
GlobalOptions settle(GlobalWords words);

}  // namespace nexor
