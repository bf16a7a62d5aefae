#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/output/table.h"
#include "cli/shapes/shapes.h"
#include "lib/model/event.h"

namespace nexor {

// Everything that a receipt holds.
struct Receipt {
  ShownCancellation shown;
  Service service;
  AuditHead head;
  Instant now;
  std::string issued_locally;
  std::string support;
  std::string store_id;
  Instant reinstate_until;
  std::string undo;  // until when, and by which line, it can be taken back
};

// Who will read it. A customer isn't told where the store lies.
enum class Reader { operating, customer };

// The receipt of a confirmation, as it stands now.
Receipt receipt_of(const std::string& word, Context& context, Reader reader);

// As a card for a terminal.
std::vector<CardLine> card_of(const Receipt& receipt);

// As a document, and the paths of its fields in the order in which rows have them. A notice that it goes with is named
// in front.
std::string document_of(const Receipt& receipt, const std::optional<std::string>& notice = {});
std::vector<std::string> receipt_fields();

}  // namespace nexor
