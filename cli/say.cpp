#include "cli/say.h"

#include "cli/context.h"
#include "cli/print.h"
#include "lib/text/harmless.h"

namespace nexor {

void say_done(Context& context, const std::string& sentence, const std::string& schema,
              const std::function<void(JsonWriter&)>& members) {
  if (context.globals().quiet) return;
  if (!context.is_json() && !context.globals().get) {
    context.out() << harmless_block(sentence) << '\n';
    return;
  }
  std::string document;
  JsonWriter json(document);
  json.begin_object();
  json.member("schema", schema);
  members(json);
  json.end_object();
  print_document(context, document);
}

}  // namespace nexor
