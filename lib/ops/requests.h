#pragma once

#include <optional>
#include <string>

#include "lib/model/plan.h"
#include "lib/model/registration.h"

namespace nexor {

class Act;
class Transaction;
class Zoneinfo;
struct Desk;

// What is given for a new registration request: plain text as it was typed or stood in a file.
struct NewRequest {
  std::string key;
  std::string name;
  std::string email;
  std::string plan;                      // key
  std::optional<std::string> time_zone;  // default: the store's, when the account is made
  std::optional<std::string> note;
};

// What is wrong with the words alone, whatever a store holds: throws input_invalid.
void check_given(const NewRequest& given, Zoneinfo& zones);

// Makes the request whole, checked, but not yet stored. Throws input_invalid for what can't stand, not_found for its
// plan, and conflict for a plan that nobody can begin with: a retired one, or an add-on.
RegistrationRequest make_request(Act& act, const NewRequest& given);

// Adds one request and its event, and gives it back with its id. Throws conflict where the key is taken.
RegistrationRequest add_request(Desk& desk, const NewRequest& given);

// Changes a request to what is said, but for its key, with its event; false, and nothing written, where it is so
// already. Throws conflict where it isn't pending any more, and as make_request().
bool edit_request(Act& act, const RegistrationRequest& before, const NewRequest& said);

// The plan of a request. Throws conflict where nobody can begin with it.
Plan plan_to_begin_with(Transaction& transaction, const std::string& key);

}  // namespace nexor
