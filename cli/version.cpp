#include "cli/version.h"

#include "cli/commands.h"
#include "cli/context.h"
#include "cli/print.h"
#include "lib/text/json_writer.h"

namespace nexor {

std::string version() { return NEXOR_VERSION; }

namespace {

std::string document() {
  std::string text;
  JsonWriter json(text);
  json.begin_object();
  json.member("schema", "nexor.version/1");
  json.member("version", version());
  json.end_object();
  return text;
}

// In one line, as programs do, unless a format asks for something else.
int print_version(Context& context) {
  if (context.is_line()) {
    context.out() << "nexor " << version() << '\n';
  } else {
    print_fields(context, document(), {"version"});
  }
  return 0;
}

}  // namespace

Command version_command() {
  return {.name = "version",
          .group = "Setup",
          .summary = "Print nexor's version",
          .examples = {{"version", "Print it"}},
          .answer = [](Context&) { return AnswerForm{.documents = {"version"}, .columns = field_columns()}; },
          .run = print_version};
}

}  // namespace nexor
