#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace nexor {

class Context;
class JsonWriter;

// Sentences for people: answered, or noted on stderr beside the answer. Made harmless, and broken between words to fit
// a terminal.
void say(Context& context, std::string_view sentences);
void note(Context& context, std::string_view sentences);

// How a change answers: a sentence for people and for TSV, a JSON object of `schema`, or its fields as rows where CSV,
// ids or a header are asked for. `--quiet` silences all of it.
void say_done(Context& context, const std::string& sentence, const std::string& schema,
              const std::function<void(JsonWriter&)>& members);

}  // namespace nexor
