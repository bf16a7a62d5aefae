#pragma once

#include <random>
#include <string>
#include <vector>

#include "tests/fault/history.h"
#include "tests/support/desk_world.h"

namespace nexor::fault {

// Somebody at a desk that others use as well, who writes down what he is about to do and what he was answered.
class Worker {
 public:
  Worker(support::DeskWorld& desk, const std::string& folder_of_log, int number);

  void cancel(const std::string& subscription, const std::string& on, const std::string& lock_timeout);
  void undo(const std::string& subscription, const std::string& lock_timeout);
  void batch(const std::vector<std::string>& subscriptions, const std::string& on, const std::string& lock_timeout);
  // Adds some subscriptions under keys of its own.
  void import(int count, const std::string& lock_timeout);

  // One of these at random, about some of `subscriptions`.
  void act(const std::vector<std::string>& subscriptions);

 private:
  Entry begin(std::string command, std::vector<std::string> targets);
  std::string next_mark() const;
  void end(Entry entry, const support::Answer& answer);
  const std::string& one_of(const std::vector<std::string>& words);

  support::DeskWorld& desk_;
  LogWriter log_;
  int number_;
  int commands_ = 0;
  std::mt19937_64 chance_;
};

}  // namespace nexor::fault
