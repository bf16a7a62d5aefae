// What stands in events, as somebody may have changed it: it is taken apart, or there is nothing in it.

#include <string>

#include "lib/model/event.h"
#include "lib/ops/content_reading.h"
#include "lib/text/json_reader.h"
#include "tests/fuzz/property.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace nexor;
  const std::string content(fuzz::text_of(data, size));
  Event event;
  event.after = content;
  text_in(event, "series");
  confirmation_in(event, "confirmation");
  number_at(content, "run");
  json_at(content, "a.b.0");
  json_at(content, content);
  read_flat_object(content);
  if (const auto kind = parse_event_kind(content)) fuzz::must(name_of(*kind) == content, "a kind has one name");
  return 0;
}
