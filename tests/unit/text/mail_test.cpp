#include "lib/text/mail.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>

namespace nexor {

namespace {

Mail mail() {
  return {.from = {"Support", "help@example.com"},
          .to = Mailbox{"Ada", "ada@example.com"},
          .subject = "Cancellation NX-7K00-04KT",
          .date = *parse_instant("2026-11-02T03:04:05Z"),
          .message_id = "NX-7K00-04KT@store.nexor.invalid",
          .text = "one\n",
          .html = "<p>one</p>\n"};
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a mailbox is an address that every server takes, with a name or without") {
  struct Row {
    std::string text;
    std::string name;
    std::string address;  // empty where it is none
  };
  const Row rows[] = {
      {"ada@example.com", "", "ada@example.com"},
      {" a.b+c@x-y.example ", "", "a.b+c@x-y.example"},
      {"Ada Lovelace <ada@example.com>", "Ada Lovelace", "ada@example.com"},
      {"\"Söhne, Ada\" <ada@example.com>", "Söhne, Ada", "ada@example.com"},
      {"+49 30 1234", "", ""},
      {"https://example.com/help", "", ""},
      {"ada@", "", ""},
      {"@example.com", "", ""},
      {"a..b@example.com", "", ""},
      {"a@b@example.com", "", ""},
      {"jürgen@example.com", "", ""},
      {"ada@example.com\r\nBcc: x@example.com", "", ""},
      {"Ada <ada@example.com> x", "", ""},
      {"", "", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto mailbox = parse_mailbox(row.text);
    CHECK(mailbox.has_value() == !row.address.empty());
    if (!mailbox) continue;
    CHECK(mailbox->name == row.name);
    CHECK(mailbox->address == row.address);
  }
}

TEST_CASE("headers say what they are given, as ASCII") {
  Mail sent = mail();
  sent.to = Mailbox{"Jürgen Groß", "j@example.com"};
  const std::string message = message_of(sent);
  CHECK(
      message.starts_with("From: Support <help@example.com>\r\n"
                          "To: =?UTF-8?B?SsO8cmdlbiBHcm/Dnw==?= <j@example.com>\r\n"
                          "Subject: Cancellation NX-7K00-04KT\r\n"
                          "Date: Mon, 2 Nov 2026 03:04:05 +0000\r\n"
                          "Message-ID: <NX-7K00-04KT@store.nexor.invalid>\r\n"
                          "MIME-Version: 1.0\r\n"));
  sent.to.reset();
  CHECK_FALSE(has(message_of(sent), "\r\nTo:"));
}

TEST_CASE("no header can be made longer than it is, or taken for another") {
  for (const char* name : {"a\r\nBcc: x@example.com", "=?utf-8?q?x?=", "a, b", "Ada  B", "\"", " "}) {
    CAPTURE(name);
    Mail sent = mail();
    sent.to = Mailbox{name, "ada@example.com"};
    CHECK(has(message_of(sent), "\r\nTo: =?UTF-8?B?"));
  }
}

TEST_CASE("every line is ASCII and of 76 characters at most, whatever stands in it") {
  Mail sent = mail();
  for (int i = 0; i < 30; ++i) {
    sent.subject += " größer";
    sent.to->name += " long word";
    sent.text += "日本語 = . " + std::string(static_cast<std::size_t>(60 + i), 'x') + ". \n";
  }
  sent.text += ".\n";
  std::istringstream lines(message_of(sent));
  for (std::string line; std::getline(lines, line);) {
    CAPTURE(line);
    REQUIRE(line.ends_with('\r'));
    line.pop_back();
    CHECK(line.size() <= 76);
    CHECK(line != ".");
    CHECK(std::ranges::all_of(line, [](char c) { return c >= ' ' && c <= '~'; }));
  }
}

}  // namespace nexor
