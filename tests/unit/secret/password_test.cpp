#include "lib/secret/password.h"

#include <doctest/doctest.h>
#include <sodium.h>
#include <sys/resource.h>

#include <algorithm>
#include <array>

#include "lib/error.h"
#include "lib/secret/common_passwords.h"
#include "tests/unit/secret/seeded_random.h"

namespace nexor {

namespace {

constexpr PasswordCost cheap{.memory_bytes = 8192, .passes = 1};

std::string stored(std::string_view password, PasswordCost cost = cheap) {
  return hash_password(password, cost, counting_from(0));
}

template <class Act>
Fault fault_of(Act act) {
  try {
    act();
  } catch (const Error& error) {
    return error.fault;
  }
  FAIL("nothing was thrown");
  return Fault::interrupted;
}

// Bounds the address space of this process while it lives.
class MemoryLimit {
 public:
  explicit MemoryLimit(rlim_t bytes) {
    getrlimit(RLIMIT_AS, &before_);
    const rlimit limit{bytes, before_.rlim_max};
    setrlimit(RLIMIT_AS, &limit);
  }
  MemoryLimit(const MemoryLimit&) = delete;
  MemoryLimit& operator=(const MemoryLimit&) = delete;
  ~MemoryLimit() { setrlimit(RLIMIT_AS, &before_); }

 private:
  rlimit before_{};
};

}  // namespace

TEST_CASE("a password is right against its own hash and no other is") {
  const std::string phc = stored("correct horse");
  CHECK(check_password("correct horse", phc, cheap) == PasswordCheck::right);
  for (const std::string_view other : {"", "correct hors", "correct horse ", "Correct horse"}) {
    CHECK(check_password(other, phc, cheap) == PasswordCheck::wrong);
  }
}

TEST_CASE("a hash says in PHC form how it was made") {
  CHECK(stored("correct horse").starts_with("$argon2id$v=19$m=8,t=1,p=1$AAECAwQFBgcICQoLDA0ODw$"));
  CHECK(stored("correct horse").size() == 27 + 22 + 1 + 43);
  CHECK(stored("correct horse") != hash_password("correct horse", cheap, counting_from(1)));
}

TEST_CASE("hashes go to and fro between nexor and libsodium's own string functions") {
  std::array<char, crypto_pwhash_STRBYTES> theirs{};
  REQUIRE(crypto_pwhash_str(theirs.data(), "correct horse", 13, cheap.passes, cheap.memory_bytes) == 0);
  CHECK(check_password("correct horse", theirs.data(), cheap) == PasswordCheck::right);
  CHECK(crypto_pwhash_str_verify(stored("correct horse").c_str(), "correct horse", 13) == 0);
}

TEST_CASE("a password that was stored at a lower cost asks to be hashed again") {
  const PasswordCost more_memory{.memory_bytes = 16384, .passes = 1};
  const PasswordCost more_passes{.memory_bytes = 8192, .passes = 2};
  const std::string phc = stored("correct horse");
  CHECK(check_password("correct horse", phc, more_memory) == PasswordCheck::right_but_rehash);
  CHECK(check_password("correct horse", phc, more_passes) == PasswordCheck::right_but_rehash);
  CHECK(check_password("wrong", phc, more_passes) == PasswordCheck::wrong);
  CHECK(check_password("correct horse", stored("correct horse", more_passes), cheap) == PasswordCheck::right);
}

TEST_CASE("nothing is right against the decoy, which has the wanted cost") {
  const std::string phc = decoy_hash(PasswordCost{});
  CHECK(phc.starts_with("$argon2id$v=19$m=65536,t=3,p=1$"));
  CHECK(phc == decoy_hash(PasswordCost{}));
  CHECK(check_password("correct horse", decoy_hash(cheap), cheap) == PasswordCheck::wrong);
}

TEST_CASE("a damaged hash is the store's fault and asks for no terabyte") {
  const std::string salt_and_hash = stored("x").substr(26);
  REQUIRE(check_password("x", "$argon2id$v=19$m=8,t=1,p=1" + salt_and_hash, cheap) == PasswordCheck::right);
  for (const std::string_view head :
       {"", "$argon2i$v=19$m=8,t=1,p=1", "$argon2id$v=16$m=8,t=1,p=1", "$argon2id$v=19$m=8,t=1,p=2",
        "$argon2id$v=19$m=7,t=1,p=1", "$argon2id$v=19$m=8,t=0,p=1", "$argon2id$v=19$m=8,t=65,p=1",
        "$argon2id$v=19$m=1073741824,t=1,p=1", "$argon2id$v=19$m=18446744073709551617,t=1,p=1",
        "$argon2id$v=19$m=-8,t=1,p=1", "$argon2id$v=19$m=8,t=,p=1", "$argon2id$v=19$t=1,m=8,p=1"}) {
    CAPTURE(head);
    CHECK(fault_of([&] { check_password("x", std::string{head} + salt_and_hash, cheap); }) == Fault::store_corrupt);
  }
  const std::string whole = stored("x");
  for (const std::string& phc : {whole.substr(0, whole.size() - 1), whole + "A", whole + "$", whole + "\n"}) {
    CAPTURE(phc);
    CHECK(fault_of([&] { check_password("x", phc, cheap); }) == Fault::store_corrupt);
  }
}

#if !defined(__SANITIZE_ADDRESS__)  // which reserves terabytes of addresses for itself
TEST_CASE("too little memory is not a wrong password") {
  const std::string phc = decoy_hash({.memory_bytes = 512 * 1024 * 1024, .passes = 1});
  const MemoryLimit limit{256 * 1024 * 1024};
  CHECK(fault_of([&] { check_password("correct horse", phc, cheap); }) == Fault::internal);
}
#endif

TEST_CASE("any characters make a password, as long as there are eight") {
  for (const std::string_view password : {"xkcd 936", "ÄÖÜäöüß!", "\t\t\t\t\t\t\t\x01", "🐈🐈🐈🐈🐈🐈🐈🐈"}) {
    CAPTURE(password);
    CHECK_NOTHROW(check_new_password(password));
  }
  CHECK_NOTHROW(check_new_password(std::string(1024, 'x')));
  for (const std::string& password : {std::string{}, std::string{"7 chars"}, std::string{"äöüÄÖÜß"},
                                      std::string(1025, 'x'), std::string{"Password1"}, std::string{"12345678"}}) {
    CAPTURE(password);
    CHECK(fault_of([&] { check_new_password(password); }) == Fault::input_invalid);
  }
}

TEST_CASE("the common passwords are those that the other rules would let through") {
  CHECK(common_passwords().size() >= 100);
  for (const std::string_view password : common_passwords()) {
    CAPTURE(password);
    CHECK(password.size() >= 8);
    CHECK(is_common_password(password));
    CHECK(std::none_of(password.begin(), password.end(), [](char c) { return c >= 'A' && c <= 'Z'; }));
  }
  CHECK(is_common_password("PASSWORD1"));
  CHECK_FALSE(is_common_password("password1 "));
}

}  // namespace nexor
