#include "cli/answer_form.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "cli/context.h"
#include "cli/parse/suggest.h"
#include "cli/print.h"
#include "cli/schema_definitions.h"
#include "cli/schema_fields.h"

namespace nexor {

namespace {

void check_get(const std::string& path, const AnswerForm& form) {
  const std::vector<std::string>& documents = form.documents;
  if (documents.empty()) {
    throw Error(Fault::usage, "--get means nothing here: the answer has no fields").with_hint("leave it out");
  }
  if (has_field(documents, path) || (form.is_list && has_list_field(documents, path))) return;
  const std::string near = did_you_mean(path, fields_of(documents));
  throw Error(Fault::usage, fmt::format("--get: no field '{}'", path))
      .with_hint(near.empty() ? fmt::format("the fields stand in nexor schema {}", fmt::join(documents, ", ")) : near);
}

void check_columns(const std::vector<std::string>& asked, const std::vector<std::string>& known) {
  if (known.empty()) {
    throw Error(Fault::usage, "--columns means nothing here: the answer has no columns to choose")
        .with_hint("leave it out");
  }
  for (const std::string& name : asked) {
    if (std::ranges::find(known, name) == known.end()) refuse_column(name, known);
  }
}

}  // namespace

AnswerForm answer_form_of(const Command& command, Context& context) {
  if (command.answer) return command.answer(context);
  std::string name = command.name;
  std::ranges::replace(name, ' ', '_');
  return {.documents = find_definition(name) ? std::vector{name} : std::vector<std::string>{}};
}

void check_answer_form(Context& context, const Command& command) {
  const GlobalOptions& globals = context.globals();
  if (!globals.get && globals.columns.empty()) return;
  const AnswerForm form = answer_form_of(command, context);
  if (globals.get) check_get(*globals.get, form);
  if (!globals.columns.empty()) check_columns(globals.columns, form.columns);
}

}  // namespace nexor
