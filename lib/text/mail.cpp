#include "lib/text/mail.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

namespace nexor {

namespace {

constexpr std::size_t longest_line = 76;
constexpr std::string_view line_end = "\r\n";

bool is_printable(char c) { return c >= ' ' && c <= '~'; }

bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

// RFC 5322 section 3.2.3.
bool is_atom_character(char c) {
  return is_letter_or_digit(c) || (c != 0 && std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos);
}

// Words of such characters with a point between each two.
bool is_dotted(std::string_view text, bool (*fits)(char)) {
  bool was_point = true;
  for (const char c : text) {
    if (c == '.' ? was_point : !fits(c)) return false;
    was_point = c == '.';
  }
  return !was_point;
}

bool is_address(std::string_view text) {
  const std::size_t at = text.rfind('@');
  if (at == std::string_view::npos) return false;
  return is_dotted(text.substr(0, at), is_atom_character) &&
         is_dotted(text.substr(at + 1), [](char c) { return is_letter_or_digit(c) || c == '-'; });
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = std::min(text.find_first_not_of(' '), text.size());
  return text.substr(begin, text.find_last_not_of(' ') + 1 - begin);
}

std::string base64(std::string_view bytes) {
  constexpr std::string_view symbols = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  constexpr unsigned bits_of_symbol = 6;
  constexpr unsigned bits_of_byte = 8;
  std::string out;
  unsigned held = 0;
  unsigned bits = 0;
  for (const char c : bytes) {
    held = held << bits_of_byte | static_cast<unsigned char>(c);
    for (bits += bits_of_byte; bits >= bits_of_symbol;) {
      bits -= bits_of_symbol;
      out += symbols[held >> bits & 0x3f];
    }
  }
  if (bits > 0) out += symbols[held << (bits_of_symbol - bits) & 0x3f];
  out.append((4 - out.size() % 4) % 4, '=');
  return out;
}

// How many bytes of `text` hold whole characters, at most `most`.
std::size_t whole_characters(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text.size();
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xc0U) == 0x80) --most;
  return most;
}

// RFC 2047: encoded words of at most 75 characters, each of whole characters.
std::vector<std::string> encoded_words(std::string_view text) {
  constexpr std::size_t bytes_of_a_word = 39;  // 52 symbols and 12 around them, behind the longest name
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::size_t size = std::max<std::size_t>(1, whole_characters(text, bytes_of_a_word));
    words.push_back("=?UTF-8?B?" + base64(text.substr(0, size)) + "?=");
    text.remove_prefix(size);
  }
  return words;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  for (text = trimmed(text); !text.empty(); text = trimmed(text)) {
    const std::size_t size = std::min(text.find(' '), text.size());
    words.emplace_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return words;
}

// What can't stand as it is, or could be taken for an encoded word, becomes some; blanks of text that can may be
// folded.
std::vector<std::string> as_words(std::string_view text, bool (*stands_for_itself)(char)) {
  const bool is_plain = std::ranges::all_of(text, stands_for_itself) && text.find("=?") == std::string_view::npos &&
                        text.find("  ") == std::string_view::npos && text == trimmed(text);
  std::vector<std::string> words = words_of(text);
  const auto is_short = [](const std::string& word) { return word.size() < longest_line / 2; };
  if (!is_plain || !std::ranges::all_of(words, is_short)) return encoded_words(text);
  return words;
}

// A header, folded between its words.
std::string header(std::string_view name, const std::vector<std::string>& words) {
  std::string out;
  std::string line = std::string(name) + ":";
  bool has_word = false;
  for (const std::string& word : words) {
    if (has_word && line.size() + 1 + word.size() > longest_line) {
      out += line;
      out += line_end;
      line.clear();
    }
    line += ' ' + word;
    has_word = true;
  }
  return out + line + std::string(line_end);
}

std::vector<std::string> words_of(const Mailbox& mailbox) {
  if (mailbox.name.empty()) return {mailbox.address};
  std::vector<std::string> words = as_words(mailbox.name, [](char c) { return c == ' ' || is_atom_character(c); });
  words.push_back('<' + mailbox.address + '>');
  return words;
}

std::string date_text(Instant instant) {
  constexpr std::array weekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss time{instant - day};
  return fmt::format("{}, {} {} {} {:02}:{:02}:{:02} +0000", weekdays.at(std::chrono::weekday{day}.c_encoding()),
                     static_cast<unsigned>(date.day()), months.at(static_cast<unsigned>(date.month()) - 1),
                     static_cast<int>(date.year()), time.hours().count(), time.minutes().count(),
                     time.seconds().count());
}

// A line as quoted-printable (RFC 2045 section 6.7), broken where it is too long. A blank at its end is written out,
// and so is a point at its beginning, which some programs that send mail take for its end.
std::string quoted_line(std::string_view line) {
  std::string out;
  std::size_t column = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    const bool is_last = i + 1 == line.size();
    const bool stands = is_printable(c) && c != '=' && !(c == ' ' && is_last) &&
                        !(c == '.' && (column == 0 || column + 1 == longest_line));
    const std::string symbol = stands ? std::string(1, c) : fmt::format("={:02X}", static_cast<unsigned char>(c));
    if (column + symbol.size() + (is_last ? 0 : 1) > longest_line) {
      out += "=";
      out += line_end;
      column = 0;
    }
    out += symbol;
    column += symbol.size();
  }
  return out;
}

std::string quoted_printable(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t size = std::min(text.find('\n'), text.size());
    out += quoted_line(text.substr(0, size));
    out += line_end;
    text.remove_prefix(std::min(size + 1, text.size()));
  }
  return out;
}

// A boundary with `=_` stands in no quoted-printable text.
constexpr std::string_view boundary = "=_nexor_receipt";

std::string part(std::string_view type, std::string_view text) {
  return fmt::format(
      "--{}\r\nContent-Type: {}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{}\r\n", boundary,
      type, quoted_printable(text));
}

}  // namespace

std::optional<Mailbox> parse_mailbox(std::string_view text) {
  text = trimmed(text);
  const std::size_t open = text.find('<');
  if (open == std::string_view::npos) {
    return is_address(text) ? std::optional(Mailbox{"", std::string(text)}) : std::nullopt;
  }
  std::string_view name = trimmed(text.substr(0, open));
  if (name.size() > 1 && name.front() == '"' && name.back() == '"') name = name.substr(1, name.size() - 2);
  const std::string_view rest = text.substr(open + 1);
  if (!rest.ends_with('>') || !is_address(rest.substr(0, rest.size() - 1))) return {};
  return Mailbox{std::string(name), std::string(rest.substr(0, rest.size() - 1))};
}

std::string message_of(const Mail& mail) {
  std::string out = header("From", words_of(mail.from));
  if (mail.to) out += header("To", words_of(*mail.to));
  out += header("Subject", as_words(mail.subject, is_printable));
  out += header("Date", words_of(date_text(mail.date)));
  out += header("Message-ID", {'<' + mail.message_id + '>'});
  out += "MIME-Version: 1.0\r\n";
  out += fmt::format("Content-Type: multipart/alternative; boundary=\"{}\"\r\n\r\n", boundary);
  out += part("text/plain", mail.text);
  out += part("text/html", mail.html);
  return out + fmt::format("--{}--\r\n", boundary);
}

}  // namespace nexor
