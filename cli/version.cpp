#include "cli/version.h"

#include "cli/commands.h"
#include "cli/context.h"
#include "cli/say.h"
#include "lib/text/json_writer.h"

namespace nexor {

std::string version() { return NEXOR_VERSION; }

std::string version_line() { return "nexor " + version() + "\n"; }

Command version_command() {
  return {.name = "version",
          .group = "Setup",
          .summary = "Print nexor's version",
          .examples = {{"version", "Print it"}},
          .run = [](Context& context) {
            std::string line = version_line();
            line.pop_back();
            say_done(context, line, "nexor.version/1", [](JsonWriter& json) { json.member("version", version()); });
            return 0;
          }};
}

}  // namespace nexor
