#pragma once

#include <optional>
#include <string_view>

#include "lib/secret/digest.h"
#include "lib/secret/random.h"
#include "lib/secret/secret.h"

namespace nexor {

// A session's token begins with `nxs_`, a long-lived one for scripts with `nxt_`.
enum class TokenKind { session, access };

// The text goes to its owner once; only the hash is ever stored.
struct NewToken {
  Secret text;  // the prefix and 256 random bits in base64url: 47 characters
  Digest hash;
};

NewToken new_token(TokenKind kind, const RandomBytes& random);

// Null where the text doesn't have the shape of a token, so that the store needn't be asked.
std::optional<TokenKind> kind_of_token(std::string_view text);
// The SHA-256 of the whole text, under which the store finds it. Null as above.
std::optional<Digest> hash_of_token(std::string_view text);

}  // namespace nexor
