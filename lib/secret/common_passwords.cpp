#include "lib/secret/common_passwords.h"

#include <algorithm>
#include <iterator>

namespace nexor {

namespace {

constexpr std::string_view passwords[] = {
    // clang-format off
    "!qaz2wsx", "00000000", "0000000000", "0123456789", "0987654321", "10203040", "11111111", "111111111",
    "1111111111", "11112222", "11223344", "1122334455", "112233445566", "12121212", "123123123", "123321123",
    "12341234", "12344321", "12345678", "123456789", "1234567890", "123456789a", "12345678a", "1234abcd", "1234qwer",
    "123654789", "123qweasd", "13131313", "14725836", "147258369", "159753456", "1q2w3e4r", "1q2w3e4r5t", "1qaz2wsx",
    "1qaz@wsx", "1qazxsw2", "22222222", "55555555", "66666666", "741852963", "77777777", "789456123", "87654321",
    "88888888", "987654321", "99999999", "a1234567", "a12345678", "a123456789", "a1b2c3d4", "aa123456", "aaaaaaaa",
    "abc12345", "abc123456", "abcd1234", "abcdefg1", "abcdefgh", "access14", "admin123", "admin1234", "adminadmin",
    "administrator", "alexander", "arsenal1", "asdf1234", "asdfasdf", "asdfghjk", "asdfghjkl", "azertyui",
    "azertyuiop", "baseball", "baseball1", "batman123", "blink182", "butterfly", "changeme", "changeme1",
    "changeme123", "charlie1", "chelsea1", "chocolate", "christian", "computer", "contrasena", "corvette", "danielle",
    "december", "default1", "dragon123", "elephant", "elizabeth", "february", "football", "football1", "garfield",
    "guest123", "hello123", "iloveyou", "iloveyou1", "iloveyou2", "internet", "jennifer", "jessica1", "jordan23",
    "letmein1", "letmein123", "liverpool", "liverpool1", "lovelove", "master123", "maverick", "mercedes", "michael1",
    "michelle", "midnight", "monkey123", "motdepasse", "mustang1", "nicole123", "november", "p@ssw0rd", "p@ssword",
    "pa$$word", "pa55word", "passw0rd", "password", "password1", "password1!", "password12", "password123",
    "password1234", "passwort", "passwort1", "pokemon1", "princess", "princess1", "q1w2e3r4", "q1w2e3r4t5",
    "qazwsx123", "qazwsxedc", "qwer1234", "qwerty12", "qwerty123", "qwerty1234", "qwerty12345", "qwertyui",
    "qwertyuiop", "qwertzui", "qwertzuiop", "root1234", "rootroot", "samsung1", "secret123", "september", "spiderman",
    "starwars", "starwars1", "summer123", "sunshine", "sunshine1", "superman", "test1234", "test12345", "testtest",
    "trustno1", "user1234", "victoria", "welcome1", "welcome1!", "welcome12", "welcome123", "whatever", "winter123",
    "zaq12wsx", "zaq1zaq1", "zxcvbnm1", "zxcvbnm123",
    // clang-format on
};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

std::span<const std::string_view> common_passwords() { return passwords; }

bool is_common_password(std::string_view password) {
  const auto folds_to = [&](std::string_view common) {
    return std::equal(common.begin(), common.end(), password.begin(), password.end(),
                      [](char theirs, char given) { return theirs == lower(given); });
  };
  return std::any_of(std::begin(passwords), std::end(passwords), folds_to);
}

}  // namespace nexor
