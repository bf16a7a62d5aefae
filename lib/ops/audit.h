#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/model/event.h"
#include "lib/secret/secret.h"

namespace nexor {

class Transaction;
struct Desk;

// What the hashes of a trail are made with, besides what they are over, from one event on: only those who know it can
// make the trail longer, or another one.
struct AuditKey {
  Secret key;
  std::int64_t from = 1;  // the number of the first event that is made with it
};

// The hash that `event` carries behind an event that carries `previous`: SHA-256 over a domain string and, each with
// its length, operation, by, credential, host, terminal, command, number, at, previous, kind, subject, before and
// after; with a key, the HMAC-SHA-256 of that. What stays the same through a long run stands in front, so that it can
// be hashed once.
Hash chained(const Event& event, const Hash& previous, const AuditKey* key);

// What the chain of a store begins with, so that no other store's can take its place.
Hash chain_genesis(std::string_view store_id);

// The store's head, or where there is no event yet what the chain of this store begins with.
AuditHead chain_head(Transaction& transaction);

// What stands in an event for personal text: a hash over its salt and itself, in hex. Null for no text.
std::optional<std::string> fingerprint(std::string_view salt, const std::optional<std::string>& text);

// `SEQUENCE:HASH`.
std::string text_of(const AuditHead& head);
// Throws input_invalid for anything else.
AuditHead parse_audit_head(std::string_view text);

AuditHead audit_head(Desk& desk);

// What `audit verify` found: how much it looked at, and everything that is wrong, a sentence each.
struct AuditReport {
  AuditHead head;
  std::int64_t events = 0;
  std::int64_t cancellations = 0;
  std::int64_t sessions = 0;
  std::vector<std::string> findings;
};

// Recomputes the whole chain, and holds it against the head that the store remembers, against `kept` (a head that was
// kept elsewhere) and against the tables: every cancellation, operator, log-in, token and batch has exactly its event,
// with the same content, and is in the state that its events leave it in, and every registration request is what its
// newest event tells.
AuditReport verify_audit(Desk& desk, const std::optional<AuditHead>& kept);

}  // namespace nexor
