#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace nexor {

// A SHA-256.
using Digest = std::array<std::uint8_t, 32>;

// SHA-256 of what it is fed, piece by piece. A copy goes on from where the original stands, so that what many inputs
// begin with is hashed once.
//
// Fields, numbers and absences each begin with eight bytes that say where they end: no two sequences of them give the
// same bytes, so none gives another's hash.
class Sha256 {
 public:
  Sha256();

  // The bytes alone.
  Sha256& update(std::string_view bytes);
  // The length as eight bytes, the highest first, then the bytes.
  Sha256& update_field(std::string_view bytes);
  // As a field of eight bytes, the highest first, two's complement.
  Sha256& update_number(std::int64_t number);
  // A null, which is not an empty field: eight bytes FF, a length that no field has.
  Sha256& update_absent();

  // A field, or an absence.
  Sha256& update_optional(const std::optional<std::string>& text) {
    return text ? update_field(*text) : update_absent();
  }

  // The hash of what came so far; more may follow.
  Digest finish() const;

 private:
  // nettle's state, whose type stays in the .cpp.
  alignas(8) std::array<std::byte, 112> state_;
};

// HMAC-SHA-256 (RFC 2104) of a message, which only those can make who know the key.
Digest keyed_digest(std::string_view key, std::string_view message);

// 64 digits, in lower case.
std::string hex_of(const Digest& digest);
// Either case. Null for anything else than 64 digits.
std::optional<Digest> parse_hex(std::string_view text);

// Tells nothing about where they differ by the time it takes.
bool equal_in_constant_time(const Digest& a, const Digest& b);

}  // namespace nexor
