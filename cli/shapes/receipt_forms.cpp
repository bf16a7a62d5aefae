#include "cli/shapes/receipt_forms.h"

#include <fmt/format.h>

#include "lib/text/html.h"
#include "lib/text/mail.h"

namespace nexor {

namespace {

std::string title_of(const Receipt& receipt) {
  return fmt::format("Cancellation {}", text_of(receipt.shown.cancellation.confirmation));
}

Mailbox sender_of(const Receipt& receipt, const std::string& host) {
  if (auto contact = parse_mailbox(receipt.support)) return *contact;
  if (auto here = parse_mailbox("nexor@" + host)) return {"nexor", here->address};
  return {"nexor", "nexor@localhost"};
}

std::optional<Mailbox> recipient_of(const Account& account) {
  auto address = parse_mailbox(account.email.value_or(""));
  if (address) address->name = account.name;
  return address;
}

}  // namespace

std::string text_form(const Receipt& receipt) {
  constexpr int width = 72;
  return render_card(card_of(receipt), width, Paint(false));
}

std::string page_form(const Receipt& receipt) {
  const std::string title = title_of(receipt);
  std::string body = fmt::format("<h1>{}</h1>\n<dl>\n", html_text(title));
  for (const CardLine& line : card_of(receipt)) {
    body += fmt::format("<dt>{}</dt><dd><bdi>{}</bdi></dd>\n", html_text(line.label), html_block(line.text));
  }
  return html_page(title, body + "</dl>\n");
}

std::string mail_form(const Receipt& receipt, const std::string& host) {
  return message_of({.from = sender_of(receipt, host),
                     .to = recipient_of(receipt.service.account),
                     .subject = fmt::format("{}: {}", title_of(receipt), receipt.service.subscription.key),
                     .date = receipt.now,
                     .message_id = fmt::format("{}@{}.nexor.invalid", text_of(receipt.shown.cancellation.confirmation),
                                               receipt.store_id),
                     .text = text_form(receipt),
                     .html = page_form(receipt)});
}

}  // namespace nexor
