#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tests/fault/history.h"
#include "tests/support/desk_world.h"

namespace nexor::fault {

// What a store says of its past, as it exports it.
struct ToldEvent {
  std::int64_t number = 0;
  std::string mark;  // the host
  std::string kind;
  std::string subject;
  std::string confirmation;  // empty where it is about none
  std::string then_live;     // the one that a withdrawal left in force; empty where none
  std::int64_t imported = 0;
};
struct ToldCancellation {
  std::string confirmation;
  std::string subscription;
  std::string status;
};
struct Told {
  std::vector<ToldEvent> events;  // by number
  std::vector<ToldCancellation> cancellations;
  std::vector<std::string> subscriptions;  // keys
};

Told told_by(support::DeskWorld& desk);

// Holds what a store tells against what those who used it were answered, and gives a sentence for each part of this
// that doesn't hold:
//
//   - what was answered with success is there exactly once, as it was answered;
//   - what was refused, or failed because the store was busy, left nothing; no other answer was given;
//   - what was killed is there once or not at all, and an import whole or not at all;
//   - nothing is there that nobody asked for;
//   - the events of each subscription follow from one another, so that at most one cancellation is live, and each
//     cancellation is as its events leave it;
//   - a command that had its answer before another began has the smaller event numbers.
std::vector<std::string> contradictions(const std::vector<Entry>& log, const Told& told);

}  // namespace nexor::fault
