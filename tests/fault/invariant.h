#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tests/support/desk_world.h"

namespace nexor::fault {

// Every store of these tests has this admin, and nothing ever changes her.
constexpr std::string_view admin = "ada";
constexpr std::string_view password = "correct horse battery";

// What somebody was told before a fault, and may rely on after it.
struct Promises {
  std::string head;                        // of the audit trail, as `audit head` prints it; empty before there is one
  std::vector<std::string> confirmations;  // that were printed
};

// The head of a store's audit trail, as the file has it; empty where there is no store. Nobody may have it open.
std::string head_of(const std::string& store);

// The one thing that every fault test asks of a store, whatever was done to it:
//
//   - SQLite finds its file whole, and no row names another that isn't there;
//   - its audit trail verifies, goes on from the head that was known before the fault, and agrees with the tables: no
//     effect is without its event, and no event without its effect;
//   - every confirmation that was printed is there;
//   - the next commands work: the admin logs in and adds something.
//
// Gives a sentence for each part that doesn't hold; none where all do. The store is changed by it.
std::vector<std::string> broken(support::DeskWorld& desk, const std::string& store, const Promises& promises);

}  // namespace nexor::fault
