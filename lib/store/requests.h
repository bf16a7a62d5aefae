#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/model/registration.h"
#include "lib/store/origin.h"
#include "lib/store/page.h"
#include "lib/store/reference.h"

namespace nexor {

// Which registration requests, and in which order; what is absent doesn't restrict.
struct RequestFilter {
  std::vector<RequestState> states;
  std::optional<PlanId> plan;
  std::optional<Instant> created_from;   // inclusive
  std::optional<Instant> created_until;  // exclusive
  std::vector<std::string> search;       // words, as parse_search() gives them, in the key, the name or the e-mail
  RecordSort sort = RecordSort::key;
  bool is_descending = false;
};

class Requests {
 public:
  virtual ~Requests() = default;

  // One answer for each reference, in their order; null where there is none.
  virtual std::vector<std::optional<RegistrationRequest>> find(std::span<const Reference<RequestId>> references) = 0;

  // As Accounts::add.
  virtual std::vector<RequestId> add(std::span<const RegistrationRequest> requests, Origin origin) = 0;

  // Overwrites everything but key and creation.
  virtual void save(const RegistrationRequest& request) = 0;

  // The salt of a request's personal text, made by `fresh` when it is first asked for.
  virtual std::string salt(RequestId id, std::string_view fresh) = 0;

  // The same as it stands; empty where none was made.
  virtual std::string salt(RequestId id) = 0;

  virtual Page<RegistrationRequest> list(const PageRequest& page, const RequestFilter& filter) = 0;

  virtual std::int64_t count(RequestState state) = 0;

  virtual OriginCounts origins() = 0;

  virtual std::vector<std::string> neighbours(std::string_view key, std::size_t most) = 0;

  // Every one, in the order in which they were added, a page at a time.
  virtual void each(const std::function<void(const RegistrationRequest&)>& visit) = 0;
};

}  // namespace nexor
