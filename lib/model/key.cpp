#include "lib/model/key.h"

#include <fmt/format.h>

#include "lib/error.h"
#include "lib/model/ids.h"
#include "lib/model/text.h"
#include "lib/model/unicode.h"

namespace nexor {

void check_key(std::string_view key) {
  constexpr std::size_t most = 128;
  check_line("key", key, most);
  if (const auto unprintable = first_unprintable(key)) {
    throw Error(Fault::input_invalid,
                fmt::format("key: holds U+{:04X}, which can't be seen", static_cast<std::uint32_t>(*unprintable)))
        .in_field("key");
  }
  if (has_outer_space(key)) {
    throw Error(Fault::input_invalid, fmt::format("key '{}': white space at its beginning or end", key))
        .in_field("key");
  }
  if (has_id_shape(key)) {
    throw Error(Fault::input_invalid, fmt::format("key '{}': has the shape of an id", key))
        .with_hint("choose a key that can't be taken for one of nexor's own ids")
        .in_field("key");
  }
}

}  // namespace nexor
