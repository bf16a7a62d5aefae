#pragma once

#include <functional>
#include <string>

namespace nexor {

class Context;
class JsonWriter;

// How a change answers: a sentence for people and for TSV, a JSON object of `schema`, or its fields as rows where CSV,
// ids or a header are asked for. `--quiet` silences all of it.
void say_done(Context& context, const std::string& sentence, const std::string& schema,
              const std::function<void(JsonWriter&)>& members);

}  // namespace nexor
