#include "lib/secret/token.h"

#include <sodium.h>

#include <array>
#include <string>

namespace nexor {

namespace {

using TokenBytes = std::array<std::uint8_t, 32>;

constexpr int base64url = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
constexpr std::size_t body_length = 43;
static_assert(sodium_base64_ENCODED_LEN(sizeof(TokenBytes), base64url) == body_length + 1);

std::string_view prefix_of(TokenKind kind) {
  switch (kind) {
    case TokenKind::session:
      return "nxs_";
    case TokenKind::access:
      return "nxt_";
  }
  return {};
}

// Every bit of the last symbol counts: there is one text for each token.
bool is_body(std::string_view text) {
  if (text.size() != body_length) return false;
  TokenBytes bytes{};
  std::size_t length = 0;
  const int failed =
      sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &length, nullptr, base64url);
  sodium_memzero(bytes.data(), bytes.size());
  return failed == 0 && length == bytes.size();
}

}  // namespace

NewToken new_token(TokenKind kind, const RandomBytes& random) {
  TokenBytes bytes{};
  random(bytes);
  std::array<char, body_length + 1> body{};
  sodium_bin2base64(body.data(), body.size(), bytes.data(), bytes.size(), base64url);
  std::string text;
  text.reserve(prefix_of(kind).size() + body_length);
  text.append(prefix_of(kind)).append(body.data(), body_length);
  sodium_memzero(bytes.data(), bytes.size());
  sodium_memzero(body.data(), body.size());
  const Digest hash = Sha256{}.update(text).finish();
  return {Secret{std::move(text)}, hash};
}

std::optional<TokenKind> kind_of_token(std::string_view text) {
  for (const TokenKind kind : {TokenKind::session, TokenKind::access}) {
    const std::string_view prefix = prefix_of(kind);
    if (text.starts_with(prefix) && is_body(text.substr(prefix.size()))) return kind;
  }
  return {};
}

std::optional<Digest> hash_of_token(std::string_view text) {
  if (!kind_of_token(text)) return {};
  return Sha256{}.update(text).finish();
}

}  // namespace nexor
