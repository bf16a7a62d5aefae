#include "cli/run.h"

#include <algorithm>
#include <new>
#include <optional>

#include "cli/answer_form.h"
#include "cli/command_line.h"
#include "cli/commands.h"
#include "cli/context.h"
#include "cli/exit_code.h"
#include "cli/held_signals.h"
#include "cli/last_words.h"
#include "cli/out_of_memory.h"
#include "cli/parse/help.h"
#include "cli/parse/parser.h"
#include "cli/parse/topic.h"
#include "cli/report_error.h"
#include "cli/standard_input.h"

namespace nexor {

namespace {

constexpr int usage_exit = 2;
constexpr int refused_by_role = 5;
constexpr int refused_by_state = 7;

// Its answer tells what became of each target.
bool tells_what_was_done(const Error& error) {
  return error.fault == Fault::partial || error.fault == Fault::interrupted;
}

// What goes wrong once the change stands is only its answer: a disk that is full, a field that `--get` doesn't find. No
// other code may be given then, as they promise that nothing was changed; a partial answer has told what was.
Error after_change(Error error, const Context& context) {
  if (!context.has_changed() || tells_what_was_done(error) || error.fault == Fault::output_lost) return error;
  const std::string why = error.fault == Fault::output_failed ? "" : error.message + "; ";
  Error lost(Fault::output_lost, "the change is done and durable, but its answer can't be written");
  lost.hint = why + context.making_good();
  lost.next = context.telling_again();
  return lost;
}

// The option that gives a field of a record: `--billing-day` gives billing_day, and `--start` start_on. Null where none
// does.
const Option* option_of(const Command& command, std::string field) {
  std::ranges::replace(field, '_', '-');
  const auto gives = [&](const Option& option) { return option.name == field || option.name + "-on" == field; };
  const auto found = std::ranges::find_if(command.options, gives);
  return found == command.options.end() ? nullptr : &*found;
}

// A field of a record is told by the option that gives it.
Error by_option(Error error, const Command& command) {
  const Option* option = option_of(command, error.field);
  if (option == nullptr || exit_code_of(error) != usage_exit) return error;
  std::string words = option->name;
  std::ranges::replace(words, '-', ' ');
  const bool is_named = error.message.starts_with(words);
  error.message = "--" + option->name + (is_named ? error.message.substr(words.size()) : ": " + error.message);
  return error;
}

Error as_error(const std::exception& exception) {
  if (const auto* error = dynamic_cast<const Error*>(&exception)) return *error;
  if (dynamic_cast<const std::bad_alloc*>(&exception) != nullptr) throw std::bad_alloc();
  return Error(Fault::internal, "something unexpected happened");
}

// One that the audit trail tells of. That it can't be told takes nothing from the refusal itself.
void record(Context& context, const Error& error) {
  const int code = exit_code_of(error);
  if (code != refused_by_role && code != refused_by_state) return;
  try {
    context.record_refusal(error);
  } catch (const std::exception&) {
    context.err() << "nexor: warning: the audit trail couldn't be told of this refusal\n";
  }
}

// What can't be told any more takes nothing from the error itself.
void tell_details(Context& context) {
  try {
    context.tell_details();
  } catch (const std::exception&) {
  }
}

int fail(Error error, Context& context, bool is_json) {
  for (std::string& line : error.next) line = same_world(line, context.globals());
  context.show_answer();
  record(context, error);
  tell_details(context);
  const Settings* settings = context.settings_if_right();
  report_error(context.err(), error, context.command(), settings ? settings->support_contact : "", is_json,
               context.surroundings().err_width());
  return exit_code_of(error);
}

// Throws where something is missing, naming all of it: what the declaration requires and, where nobody can be asked,
// what would have to be asked for.
void check_inputs(const RunCommand& parsed, Context& context) {
  std::vector<Unanswered> unanswered;
  if (parsed.command.unanswered && !context.can_ask()) unanswered = parsed.command.unanswered(context);
  if (parsed.missing.empty() && unanswered.size() == 1) throw Error(unanswered.front().error);
  std::vector<std::string> missing = parsed.missing;
  for (const Unanswered& answer : unanswered) missing.push_back(answer.given_by);
  if (!missing.empty()) throw Error(missing_inputs(parsed.command, missing));
}

// A partial answer is one, so it has to be whole before its error is told.
int run_to_end(const Command& command, Context& context) {
  try {
    const int code = command.run(context);
    context.finish();
    return code;
  } catch (const Error& error) {
    if (tells_what_was_done(error)) context.finish();
    throw;
  }
}

// Of a command for which there was no memory.
Outcome what_became(const Context& context) {
  if (context.has_changed()) return Outcome::done;
  return context.may_have_changed() ? Outcome::unknown : Outcome::unchanged;
}

int run_command(const RunCommand& parsed, Surroundings& surroundings, bool is_json) {
  Context context(surroundings, parsed.globals, parsed.command.name);
  try {
    check_standard_input(parsed.command, parsed.globals);
    check_inputs(parsed, context);
    if (parsed.command.unanswered) context.set_conversation();
    if (!parsed.command.is_silent) check_answer_form(context, parsed.command);
    context.open_output();
    const int code = run_to_end(parsed.command, context);
    context.tell_details();
    return code;
  } catch (const std::exception& exception) {
    if (parsed.command.is_silent) return 0;
    try {
      return fail(after_change(by_option(as_error(exception), parsed.command), context), context, is_json);
    } catch (const std::bad_alloc&) {
      return tell_out_of_memory(surroundings.err, what_became(context), is_json);
    }
  }
}

bool is_silent(std::string_view name) {
  const auto index = command_index();
  const auto named = std::find_if(index.begin(), index.end(), [&](const auto& entry) { return entry.name == name; });
  return named != index.end() && named->make().is_silent;
}

int show(const std::string& text, Surroundings& surroundings) {
  surroundings.out << text;
  surroundings.out.flush();
  if (surroundings.out.good()) return 0;
  surroundings.err << "nexor: the output can't be written\n";
  return exit_code_of(Fault::output_failed);
}

struct Answer {
  Surroundings& surroundings;
  bool is_json;

  int operator()(const RunCommand& parsed) const { return run_command(parsed, surroundings, is_json); }

  int operator()(const ShowHelp& help) const {
    GlobalWords words;
    return show(help_for(help.command, global_options(words), surroundings.width), surroundings);
  }

  int operator()(const ShowGroupHelp& help) const {
    return show(help_for_group(help.group, command_index(), surroundings.width), surroundings);
  }

  int operator()(ShowOverview) const {
    GlobalWords words;
    return show(help_overview(command_index(), global_options(words), help_topics(), surroundings.width), surroundings);
  }

  int operator()(const ShowVersion& version) const {
    return run_command({version_command(), version.globals, {}}, surroundings, is_json);
  }

  int operator()(ShowShortHelp) const {
    surroundings.err << short_help();
    return usage_exit;
  }
};

}  // namespace

int run(std::span<const std::string_view> arguments, Surroundings& surroundings) {
  const bool is_json = asks_for_json(arguments);
  try {
    std::optional<LastWords> last_words;
    if (is_json) {  // wherever nobody holds a signal it ends the process
      last_words.emplace([&](int signal) { return text_in_midst(surroundings, interrupted(signal), "", is_json); });
    }
    return std::visit(Answer{surroundings, is_json}, parse(arguments, command_index()));
  } catch (const std::bad_alloc&) {
    return tell_out_of_memory(surroundings.err, Outcome::unchanged, is_json);
  } catch (const std::exception& exception) {
    const std::string name = command_named(arguments, command_index());
    if (is_silent(name)) return 0;
    const Error error = as_error(exception);
    report_error(surroundings.err, error, name, "", is_json, surroundings.err_width());
    return exit_code_of(error);
  }
}

}  // namespace nexor
