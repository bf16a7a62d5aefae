#pragma once

#include <functional>
#include <string>

namespace nexor {

class Context;
class JsonWriter;

// How a change answers: a sentence for people and for TSV, or a JSON object of `schema`. `--quiet` silences both.
void say_done(Context& context, const std::string& sentence, const std::string& schema,
              const std::function<void(JsonWriter&)>& members);

}  // namespace nexor
