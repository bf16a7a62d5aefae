// Stored hashes of passwords, tokens, heads of trails and passwords as they are chosen: damaged ones are refused.

#include <algorithm>

#include "lib/error.h"
#include "lib/ops/audit.h"
#include "lib/secret/common_passwords.h"
#include "lib/secret/password.h"
#include "lib/secret/token.h"
#include "tests/fuzz/property.h"

namespace nexor {

namespace {

using fuzz::must;
using fuzz::read_or_refuse;

// More than three digits in a row may ask for more memory or passes than there is time for; the bounds themselves are
// in password_test.cpp.
bool is_cheap(std::string_view phc) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  std::size_t run = 0;
  for (const char c : phc.substr(0, phc.find("$", phc.find("p=")))) {
    run = is_digit(c) ? run + 1 : 0;
    if (run > 3) return false;
  }
  return true;
}

void check_hash(std::string_view phc) {
  if (!is_cheap(phc)) return;
  try {
    must(check_password("correct horse", phc, {}) == PasswordCheck::wrong, "no made-up hash is that of the password");
  } catch (const Error& error) {
    must(error.fault == Fault::store_corrupt, "what is no hash is damage");
  }
}

}  // namespace

}  // namespace nexor

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace nexor;
  const std::string_view text = fuzz::text_of(data, size);
  check_hash(text);
  must(kind_of_token(text).has_value() == hash_of_token(text).has_value(), "each token has a hash");
  is_common_password(text);
  read_or_refuse([&] { check_new_password(text); });
  read_or_refuse([&] {
    const AuditHead head = parse_audit_head(text);
    must(text_of(parse_audit_head(text_of(head))) == text_of(head), "a head is read as what it was written from");
  });
  return 0;
}
