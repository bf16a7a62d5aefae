#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "lib/model/date.h"

namespace nexor {

// A mailbox as headers have it: an address that every mail server takes, and a name, which may be empty.
struct Mailbox {
  std::string name;
  std::string address;
};

// Reads `ada@example.com` or `Ada <ada@example.com>`. Null for what is none, and for an address that isn't ASCII: only
// servers with an extension (RFC 6531) take that one.
std::optional<Mailbox> parse_mailbox(std::string_view text);

// One message to one person: the same twice, as text and as a page.
struct Mail {
  Mailbox from;
  std::optional<Mailbox> to;
  std::string subject;  // a line, of any script
  Instant date;
  std::string message_id;  // without brackets; in ASCII
  std::string text;
  std::string html;
};

// The message as RFC 5322 and MIME have it, its lines ended by CR LF: multipart/alternative, both parts in UTF-8 as
// quoted-printable, words of headers as RFC 2047 where they are not ASCII. All of it is ASCII, in lines of 76
// characters at most, but for an address that is longer.
std::string message_of(const Mail& mail);

}  // namespace nexor
