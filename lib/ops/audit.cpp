#include "lib/ops/audit.h"

#include <fmt/format.h>

#include <charconv>
#include <span>

#include "lib/error.h"
#include "lib/ops/desk.h"
#include "lib/secret/digest.h"
#include "lib/store/events.h"

namespace nexor {

namespace {

std::string_view as_text(std::span<const std::uint8_t> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

Hash chained(const Event& event, const Hash& previous, const AuditKey* key) {
  Sha256 sum;
  sum.update_field("nexor event 1");
  for (const std::string_view field :
       {as_text(event.operation), std::string_view(event.by), std::string_view(event.credential),
        std::string_view(event.host), std::string_view(event.terminal), std::string_view(event.command)}) {
    sum.update_field(field);
  }
  sum.update_number(event.number);
  sum.update_number(event.at.time_since_epoch().count());
  sum.update_field(as_text(previous));
  sum.update_field(name_of(event.kind));
  sum.update_field(event.subject);
  sum.update_optional(event.before);
  sum.update_optional(event.after);
  const Hash hash = sum.finish();
  return key != nullptr && event.number >= key->from ? keyed_digest(key->key.view(), as_text(hash)) : hash;
}

Hash chain_genesis(std::string_view store_id) {
  Sha256 sum;
  sum.update_field("nexor genesis 1");
  sum.update_field(store_id);
  return sum.finish();
}

AuditHead chain_head(Transaction& transaction) {
  const AuditHead head = transaction.events().head();
  if (head.number != 0) return head;
  return {0, chain_genesis(transaction.info().id)};
}

std::optional<std::string> fingerprint(std::string_view salt, const std::optional<std::string>& text) {
  if (!text) return {};
  Sha256 sum;
  sum.update_field("nexor personal text 1");
  sum.update_field(salt);
  sum.update_field(*text);
  return hex_of(sum.finish());
}

std::string text_of(const AuditHead& head) { return fmt::format("{}:{}", head.number, hex_of(head.hash)); }

AuditHead parse_audit_head(std::string_view text) {
  const std::size_t colon = text.find(':');
  AuditHead head;
  if (colon != std::string_view::npos) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + colon, head.number);
    const auto hash = parse_hex(text.substr(colon + 1));
    if (error == std::errc() && end == text.data() + colon && head.number > 0 && hash) {
      head.hash = *hash;
      return head;
    }
  }
  throw Error(Fault::input_invalid, fmt::format("'{}' is no audit head", text))
      .with_hint("give what 'nexor audit head' printed: SEQUENCE:HASH");
}

AuditHead audit_head(Desk& desk) {
  AuditHead head;
  look(desk, Verb::audit_head, [&](Transaction& transaction, Instant) { head = chain_head(transaction); });
  return head;
}

}  // namespace nexor
