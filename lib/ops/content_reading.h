#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "lib/model/event.h"
#include "lib/model/ids.h"

namespace nexor {

// Single members of what events say (lib/ops/content.h).

// What `"name":"…"` holds in what one of these has made, where that needs no escapes; null where it doesn't stand
// there.
std::optional<std::string> text_in(const Event& event, std::string_view name);

// The confirmation that stands as `"name":"NX-…"` in what one of these has made; null where it doesn't.
std::optional<Confirmation> confirmation_in(const Event& event, std::string_view name);

// The same without the fingerprints of an account's or a request's personal text, which are gone where it was redacted.
std::string without_words(std::string content);

// A number that stands in what one of these has made; 0 where it doesn't.
std::int64_t number_at(const std::string& content, const std::string& name);

}  // namespace nexor
