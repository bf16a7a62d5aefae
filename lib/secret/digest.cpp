#include "lib/secret/digest.h"

#include <nettle/hmac.h>
#include <nettle/sha2.h>
#include <sodium.h>

#include <new>
#include <type_traits>

namespace nexor {

namespace {

using State = sha256_ctx;
static_assert(std::is_trivially_copyable_v<State>);
static_assert(std::tuple_size_v<Digest> == SHA256_DIGEST_SIZE);

template <std::size_t size>
State* state_in(std::array<std::byte, size>& bytes) {
  static_assert(sizeof(State) == size && alignof(State) <= 8);
  return std::launder(reinterpret_cast<State*>(bytes.data()));
}

using EightBytes = std::array<char, 8>;

EightBytes big_endian(std::uint64_t number) {
  EightBytes bytes{};
  for (std::size_t i = bytes.size(); i-- > 0; number >>= 8U) bytes[i] = static_cast<char>(number & 0xFFU);
  return bytes;
}

std::string_view view_of(const EightBytes& bytes) { return {bytes.data(), bytes.size()}; }

}  // namespace

Sha256::Sha256() : state_{} { sha256_init(new (state_.data()) State); }

Sha256& Sha256::update(std::string_view bytes) {
  sha256_update(state_in(state_), bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()));
  return *this;
}

Sha256& Sha256::update_field(std::string_view bytes) { return update(view_of(big_endian(bytes.size()))).update(bytes); }

Sha256& Sha256::update_number(std::int64_t number) {
  return update_field(view_of(big_endian(static_cast<std::uint64_t>(number))));
}

Sha256& Sha256::update_absent() { return update(view_of(big_endian(~std::uint64_t{0}))); }

Digest Sha256::finish() const {
  auto state = state_;
  Digest digest{};
  sha256_digest(state_in(state), digest.size(), digest.data());
  return digest;
}

Digest keyed_digest(std::string_view key, std::string_view message) {
  hmac_sha256_ctx state;
  hmac_sha256_set_key(&state, key.size(), reinterpret_cast<const std::uint8_t*>(key.data()));
  hmac_sha256_update(&state, message.size(), reinterpret_cast<const std::uint8_t*>(message.data()));
  Digest digest{};
  hmac_sha256_digest(&state, digest.size(), digest.data());
  sodium_memzero(&state, sizeof state);
  return digest;
}

std::string hex_of(const Digest& digest) {
  std::string text(2 * digest.size() + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), digest.data(), digest.size());
  text.pop_back();
  return text;
}

std::optional<Digest> parse_hex(std::string_view text) {
  Digest digest{};
  std::size_t length = 0;
  if (text.size() != 2 * digest.size()) return {};
  if (sodium_hex2bin(digest.data(), digest.size(), text.data(), text.size(), nullptr, &length, nullptr) != 0) return {};
  if (length != digest.size()) return {};
  return digest;
}

bool equal_in_constant_time(const Digest& a, const Digest& b) {
  return sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace nexor
