#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "lib/secret/random.h"

namespace nexor {

// What one try at a password costs whoever makes it (Argon2id, one lane).
struct PasswordCost {
  std::uint64_t memory_bytes = 64 * 1024 * 1024;  // whole KiB
  std::uint64_t passes = 3;
};

enum class PasswordCheck {
  right,
  right_but_rehash,  // right, and stored at a lower cost than is wanted now
  wrong,
};

// `$argon2id$v=19$m=65536,t=3,p=1$SALT$HASH`, m in KiB, both in base64 without padding (the PHC string format). Throws
// internal where there isn't enough memory. `cost` has to be one that check_password() takes.
std::string hash_password(std::string_view password, PasswordCost cost, const RandomBytes& random);

// Throws internal where there isn't enough memory, which says nothing about the password, and store_corrupt where `phc`
// isn't what hash_password() makes, or asks for more than a gibibyte or 64 passes.
PasswordCheck check_password(std::string_view password, std::string_view phc, PasswordCost wanted);

// A hash that no password has. Checking against it takes an unknown operator's log-in as long as a known one's.
std::string decoy_hash(PasswordCost cost);

// Throws input_invalid where a password may not be chosen: it has fewer than 8 characters or more than 1,024 bytes, or
// is one of the most common. Any characters are allowed.
void check_new_password(std::string_view password);

}  // namespace nexor
