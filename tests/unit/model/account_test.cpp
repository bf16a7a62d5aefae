#include "lib/model/account.h"

#include <doctest/doctest.h>

#include <array>
#include <functional>

#include "lib/error.h"

namespace nexor {

namespace {

Account an_account() {
  Account account;
  account.key = "C-1";
  account.name = "Ada Lovelace";
  return account;
}

bool is_accepted(const Account& account) {
  try {
    check_account(account);
    return true;
  } catch (const Error& error) {
    CHECK(error.fault == Fault::input_invalid);
    return false;
  }
}

}  // namespace

TEST_CASE("an account needs a key and a name, and nothing else") { CHECK(is_accepted(an_account())); }

TEST_CASE("a wrong key, name or note is refused") {
  struct Case {
    std::string_view what;
    std::function<void(Account&)> change;
    bool accepted;
  };
  const std::array<Case, 9> table{{
      {"a key like an id", [](Account& a) { a.key = "acc_0001Y"; }, false},
      {"no key", [](Account& a) { a.key = ""; }, false},
      {"no name", [](Account& a) { a.name = ""; }, false},
      {"a name of two lines", [](Account& a) { a.name = "Ada\nLovelace"; }, false},
      {"a name of 200 characters", [](Account& a) { a.name = std::string(200, 'x'); }, true},
      {"a name of 201", [](Account& a) { a.name = std::string(201, 'x'); }, false},
      {"a note of two lines", [](Account& a) { a.note = "a\nb"; }, true},
      {"a note of 5,000 characters", [](Account& a) { a.note = std::string(5000, 'x'); }, true},
      {"a note of 5,001", [](Account& a) { a.note = std::string(5001, 'x'); }, false},
  }};
  for (const auto& [what, change, accepted] : table) {
    CAPTURE(what);
    Account account = an_account();
    change(account);
    CHECK(is_accepted(account) == accepted);
  }
}

TEST_CASE("an e-mail address has something on either side of its @") {
  for (const std::string_view email : {"ada@example.com", "a@b", "ädä+x@exämple.com"}) {
    CAPTURE(email);
    Account account = an_account();
    account.email = email;
    CHECK(is_accepted(account));
  }
  for (const std::string& email : {std::string{}, std::string{"ada"}, std::string{"@example.com"}, std::string{"ada@"},
                                   std::string{"a da@b"}, std::string{"a@b\nBcc: c@d"}, std::string(254, 'x') + "@"}) {
    CAPTURE(email);
    Account account = an_account();
    account.email = email;
    CHECK_FALSE(is_accepted(account));
  }
}

TEST_CASE("a locale is a tag of BCP 47") {
  for (const std::string_view locale : {"de", "pt-BR", "zh-Hant-TW", "DE", "de-1996"}) {
    CAPTURE(locale);
    Account account = an_account();
    account.locale = locale;
    CHECK(is_accepted(account));
  }
  for (const std::string_view locale : {"", "d", "de_DE", "de-", "de--DE", "1e", "de DE", "de_DE.UTF-8"}) {
    CAPTURE(locale);
    Account account = an_account();
    account.locale = locale;
    CHECK_FALSE(is_accepted(account));
  }
}

}  // namespace nexor
