#include "lib/secret/random.h"

#include <sodium.h>

#include "lib/error.h"

namespace nexor {

RandomBytes system_random() {
  if (sodium_init() < 0) throw Error{Fault::internal, "the system has no source of randomness"};
  return [](std::span<std::uint8_t> bytes) { randombytes_buf(bytes.data(), bytes.size()); };
}

}  // namespace nexor
