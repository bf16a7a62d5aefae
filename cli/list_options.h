#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/filter.h"

namespace nexor {

class Context;

// What `list` is told, as it was typed. Not all of it means something for every kind.
struct ListOptions {
  std::optional<std::string> kind;
  FilterOptions filter;
  std::optional<std::string> reason;
  std::optional<std::string> by;
  std::optional<std::string> batch;
  std::optional<std::string> since;
  std::optional<std::string> until;
  std::optional<std::string> sort;
  std::optional<std::string> limit;
  std::optional<std::string> cursor;
  bool is_all = false;
};
std::vector<Option> list_options(ListOptions& options);

// Whether one of them, named without its dashes, says something about a kind of things.
bool says_something(std::string_view option, std::string_view kind);

// What is wrong with them for a kind of things, whose statuses these are: throws usage, before any store is opened.
void check_list_options(const ListOptions& options, const std::string& kind, const std::vector<std::string>& statuses,
                        Context& context);

// By what a kind of things can be sorted; nothing for most.
std::vector<std::string> sort_keys_of(std::string_view kind);
SubscriptionOrder order_of(const ListOptions& options, const std::string& kind);

// Null for all.
std::optional<std::size_t> limit_of(const ListOptions& options, Context& context);

// A cursor holds which list it is of, in which order, and behind that the place in it.
std::string name_of_list(const ListOptions& options, const std::string& kind);
std::optional<std::string> place_of(const ListOptions& options, const std::string& kind);

// Of two statuses the second: true, the first: false; both together are no restriction.
std::optional<bool> which(const ListOptions& options, std::string_view first, std::string_view second);

// The words to search for; none where nothing is searched.
std::vector<std::string> search_of(const ListOptions& options);

}  // namespace nexor
