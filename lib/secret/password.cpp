#include "lib/secret/password.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "lib/error.h"
#include "lib/secret/common_passwords.h"

namespace nexor {

namespace {

constexpr std::uint64_t kibibyte = 1024;
constexpr std::uint64_t most_memory_bytes = 1024 * 1024 * kibibyte;
constexpr std::uint64_t most_passes = 64;
constexpr std::size_t fewest_characters = 8;
constexpr std::size_t most_bytes = 1024;
constexpr int base64 = sodium_base64_VARIANT_ORIGINAL_NO_PADDING;

using Salt = std::array<std::uint8_t, crypto_pwhash_argon2id_SALTBYTES>;
using Hash = std::array<std::uint8_t, 32>;

// What a PHC string says.
struct StoredPassword {
  PasswordCost cost;
  Salt salt{};
  Hash hash{};
};

Hash argon2id(std::string_view password, const Salt& salt, PasswordCost cost) {
  Hash hash{};
  if (sodium_init() < 0) throw Error{Fault::internal, "libsodium can't be started"};
  // With parameters within its bounds it fails for one reason only.
  if (crypto_pwhash(hash.data(), hash.size(), password.data(), password.size(), salt.data(), cost.passes,
                    cost.memory_bytes, crypto_pwhash_ALG_ARGON2ID13) != 0) {
    throw Error{Fault::internal,
                fmt::format("not enough memory to check a password: it takes {} KiB", cost.memory_bytes / kibibyte)};
  }
  return hash;
}

template <std::size_t size>
std::string base64_of(const std::array<std::uint8_t, size>& bytes) {
  std::string text(sodium_base64_ENCODED_LEN(size, base64), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes.data(), size, base64);
  text.pop_back();
  return text;
}

template <std::size_t size>
bool read_base64(std::string_view text, std::array<std::uint8_t, size>& bytes) {
  std::size_t length = 0;
  return sodium_base642bin(bytes.data(), size, text.data(), text.size(), nullptr, &length, nullptr, base64) == 0 &&
         length == size;
}

std::string phc_of(const StoredPassword& stored) {
  return fmt::format("$argon2id$v=19$m={},t={},p=1${}${}", stored.cost.memory_bytes / kibibyte, stored.cost.passes,
                     base64_of(stored.salt), base64_of(stored.hash));
}

// Takes `expected` off the start of `text`.
bool take(std::string_view& text, std::string_view expected) {
  if (!text.starts_with(expected)) return false;
  text.remove_prefix(expected.size());
  return true;
}

bool take_number(std::string_view& text, std::uint64_t& number) {
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failed != std::errc{}) return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return true;
}

bool is_bounded(PasswordCost cost) {
  return cost.memory_bytes >= crypto_pwhash_argon2id_MEMLIMIT_MIN && cost.memory_bytes <= most_memory_bytes &&
         cost.passes >= crypto_pwhash_argon2id_OPSLIMIT_MIN && cost.passes <= most_passes;
}

std::optional<StoredPassword> parse_phc(std::string_view text) {
  StoredPassword stored;
  std::uint64_t memory_kib = 0;
  if (!take(text, "$argon2id$v=19$m=") || !take_number(text, memory_kib) || !take(text, ",t=") ||
      !take_number(text, stored.cost.passes) || !take(text, ",p=1$")) {
    return {};
  }
  if (memory_kib > most_memory_bytes / kibibyte) return {};
  stored.cost.memory_bytes = memory_kib * kibibyte;
  const std::size_t dollar = text.find('$');
  if (!is_bounded(stored.cost) || dollar == std::string_view::npos) return {};
  if (!read_base64(text.substr(0, dollar), stored.salt) || !read_base64(text.substr(dollar + 1), stored.hash))
    return {};
  return stored;
}

std::size_t count_characters(std::string_view text) {
  const auto begins_one = [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; };
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins_one));
}

}  // namespace

std::string hash_password(std::string_view password, PasswordCost cost, const RandomBytes& random) {
  StoredPassword stored{.cost = cost};
  random(stored.salt);
  stored.hash = argon2id(password, stored.salt, cost);
  return phc_of(stored);
}

PasswordCheck check_password(std::string_view password, std::string_view phc, PasswordCost wanted) {
  const auto stored = parse_phc(phc);
  if (!stored) throw Error{Fault::store_corrupt, "a stored password hash is damaged"};
  Hash hash = argon2id(password, stored->salt, stored->cost);
  const bool is_right = sodium_memcmp(hash.data(), stored->hash.data(), hash.size()) == 0;
  sodium_memzero(hash.data(), hash.size());
  if (!is_right) return PasswordCheck::wrong;
  const bool is_cheap = stored->cost.memory_bytes < wanted.memory_bytes || stored->cost.passes < wanted.passes;
  return is_cheap ? PasswordCheck::right_but_rehash : PasswordCheck::right;
}

std::string decoy_hash(PasswordCost cost) { return phc_of({.cost = cost}); }

void check_new_password(std::string_view password) {
  if (count_characters(password) < fewest_characters) {
    throw Error{Fault::input_invalid, fmt::format("the password needs at least {} characters", fewest_characters)};
  }
  if (password.size() > most_bytes) {
    throw Error{Fault::input_invalid, "the password may have 1,024 bytes at most"};
  }
  if (is_common_password(password)) {
    throw Error{Fault::input_invalid, "the password is one of the most common ones, which are tried first"};
  }
}

}  // namespace nexor
