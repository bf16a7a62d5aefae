#pragma once

#include <string>

#include "lib/model/cancellation.h"
#include "lib/model/operator.h"

namespace nexor {

// Who acts, with which credential, from where and through which command: what the audit trail says of every act.
struct Actor {
  std::string name;  // an operator's, or `os:USER` for the owner of the store's file
  Role role = Role::viewer;
  std::string credential;  // `ses_…`, `tok_…`, or `os`
  std::string host;
  std::string terminal;  // empty without one
  std::string command;   // as it is called: `account add`
  Channel channel = Channel::script;
};

}  // namespace nexor
