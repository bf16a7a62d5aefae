#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/error.h"

namespace nexor {

struct Desk;

// What became of one credential that was to be ended.
struct RevokeItem {
  std::string id;         // as it was typed
  std::string owner;      // an operator's name
  bool is_ended = false;  // now; else it had ended before, or there is none
  std::optional<Error> error;
};

// Throws input_invalid where a single one is no id of a session, or of a token: that is known before any store is
// asked. Among several it fails alone, later.
void check_single_session(const std::vector<std::string>& ids);
void check_single_token(const std::vector<std::string>& ids);

// What would become of them: one that would be ended says so. One alone that isn't there throws, as when it is done.
std::vector<RevokeItem> preview_revoke_sessions(Desk& desk, const std::vector<std::string>& ids);
std::vector<RevokeItem> preview_revoke_tokens(Desk& desk, const std::vector<std::string>& ids);

// Ends sessions or tokens, as one change; one that isn't there fails alone.
std::vector<RevokeItem> revoke_sessions(Desk& desk, const std::vector<std::string>& ids);
std::vector<RevokeItem> revoke_tokens(Desk& desk, const std::vector<std::string>& ids);

}  // namespace nexor
