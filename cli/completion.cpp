#include "cli/commands.h"
#include "cli/complete/complete.h"
#include "cli/complete/offers.h"
#include "cli/complete/scripts.h"
#include "cli/context.h"
#include "lib/text/harmless.h"

namespace nexor {

namespace {

void print(Context& context, const std::string& prefix, const std::vector<Candidate>& candidates) {
  for (const Candidate& candidate : candidates) {
    context.out() << harmless(prefix + candidate.word) << '\t' << harmless(candidate.says) << '\n';
  }
}

// Standard input is the line's, and nothing of it is there yet.
std::optional<std::string> file_in(const std::optional<std::string>& named) {
  return named == "-" ? std::nullopt : named;
}

// With the store, the configuration and the token that the line names, and nothing else of what it says.
int complete_line(const std::vector<std::string>& words, Context& context) {
  const Completion asked = complete(words, command_index());
  print(context, "", asked.candidates);
  if (asked.wanted == "FILE") context.out() << ":files\n";
  if (asked.wanted.empty() || asked.wanted == "FILE") return 0;
  GlobalOptions globals;
  globals.store = asked.globals.store;
  globals.config = file_in(asked.globals.config);
  globals.token_file = file_in(asked.globals.token_file);
  Surroundings surroundings = context.surroundings();
  Context line(surroundings, globals, context.command());
  line.set_unobtrusive();
  print(context, asked.prefix, offers(line, asked));
  return 0;
}

}  // namespace

Command complete_command() {
  auto words = std::make_shared<std::vector<std::string>>();
  return {.name = "__complete",
          .summary = "What could stand next on a command line, for the shells' completion",
          .operands = {any("WORD", *words, "The words behind nexor, the last of them being typed")},
          .hidden = true,
          .is_silent = true,
          .run = [words](Context& context) { return complete_line(*words, context); }};
}

Command completion_command() {
  auto shell = std::make_shared<std::string>();
  return {.name = "completion",
          .group = "Setup",
          .summary = "Print a shell's completion script",
          .operands = {one_of({"bash", "zsh", "fish"}, one("SHELL", *shell, "Whose script"))},
          .examples = {{"completion bash >~/.local/share/bash-completion/completions/nexor", "For yourself alone"}},
          .run = [shell](Context& context) {
            context.out() << completion_script(*shell);
            return 0;
          }};
}

}  // namespace nexor
