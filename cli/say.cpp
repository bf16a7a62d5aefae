#include "cli/say.h"

#include <algorithm>
#include <vector>

#include "cli/command_line.h"
#include "cli/context.h"
#include "cli/output/prose.h"
#include "cli/print.h"
#include "cli/schema_definitions.h"
#include "lib/text/harmless.h"

namespace nexor {

namespace {

std::vector<std::string> fields_of(const std::string& schema) {
  std::vector<std::string> names;
  const auto& definition = *std::ranges::find(all_definitions(), schema, &Definition::schema);
  for (const DefinedMember& member : members_of(definition)) names.emplace_back(member.name);
  return names;
}

// What shows the change, where the sentence names nothing better to type next.
std::string next_of(const Context& context, const std::string& sentence) {
  const auto& showing = context.telling_again();
  if (showing.empty() || sentence.find("\n  next: ") != std::string::npos) return {};
  return "\n  next: " + same_world(showing.front(), context.globals());
}

}  // namespace

void say(Context& context, std::string_view sentences) {
  context.out() << prose(harmless_block(sentences), context.width()) << '\n';
}

void note(Context& context, std::string_view sentences) {
  context.err() << prose(harmless_block(sentences), context.surroundings().err_width()) << '\n';
}

void say_done(Context& context, const std::string& sentence, const std::string& schema,
              const std::function<void(JsonWriter&)>& members) {
  if (context.globals().quiet) return;
  if (context.is_line()) {
    say(context, sentence + next_of(context, sentence));
    return;
  }
  std::string document;
  JsonWriter json(document);
  json.begin_object();
  json.member("schema", schema);
  members(json);
  json.end_object();
  print_fields(context, document, fields_of(schema));
}

}  // namespace nexor
