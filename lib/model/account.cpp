#include "lib/model/account.h"

#include <fmt/format.h>

#include <algorithm>

#include "lib/error.h"
#include "lib/model/key.h"
#include "lib/model/text.h"

namespace nexor {

namespace {

// An `@` with something on either side and no space: what is wrong beyond that, only its mail server knows.
void check_email(std::string_view email) {
  constexpr std::size_t most = 254;  // RFC 5321 section 4.5.3.1.3, less the angle brackets
  check_line("email", email, most);
  const std::size_t at = email.rfind('@');
  if (at == std::string_view::npos || at == 0 || at + 1 == email.size() || email.find(' ') != std::string_view::npos) {
    throw Error(Fault::input_invalid, fmt::format("'{}' is no e-mail address", email)).in_field("email");
  }
}

// The shape of a BCP 47 tag (RFC 5646): subtags of letters and digits, the first of them letters.
void check_locale(std::string_view locale) {
  constexpr std::size_t most = 35;
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const auto fits = [&](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '-'; };
  const bool is_tag = locale.size() >= 2 && locale.size() <= most && is_letter(locale[0]) && is_letter(locale[1]) &&
                      std::all_of(locale.begin(), locale.end(), fits) && locale.back() != '-' &&
                      locale.find("--") == std::string_view::npos;
  if (!is_tag) {
    throw Error(Fault::input_invalid, fmt::format("'{}' is no locale", locale))
        .with_hint("locales are BCP 47 tags, like de or pt-BR")
        .in_field("locale");
  }
}

}  // namespace

void check_account(const Account& account) {
  constexpr std::size_t longest_name = 200;
  constexpr std::size_t longest_note = 5000;
  check_key(account.key);
  check_line("name", account.name, longest_name);
  if (account.email) check_email(*account.email);
  if (account.locale) check_locale(*account.locale);
  if (account.note) check_text("note", *account.note, longest_note);
}

}  // namespace nexor
