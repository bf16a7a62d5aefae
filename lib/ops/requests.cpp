#include "lib/ops/requests.h"

#include <fmt/format.h>

#include <span>

#include "lib/error.h"
#include "lib/ops/content.h"
#include "lib/ops/desk.h"
#include "lib/ops/find.h"
#include "lib/ops/records.h"
#include "lib/store/requests.h"

namespace nexor {

// What goes into a request goes into an account once it is approved, so it has to be right for one.
void check_given(const NewRequest& given, Zoneinfo& zones) {
  const NewAccount to_be{.key = given.key,
                         .name = given.name,
                         .email = given.email,
                         .time_zone = given.time_zone,
                         .locale = {},
                         .note = given.note};
  check_given(to_be, zones);
}

Plan plan_to_begin_with(Transaction& transaction, const std::string& key) {
  try {
    Plan plan = find_plan(transaction, key);
    if (plan.retired_at) throw Error(Fault::conflict, fmt::format("the plan '{}' is retired", key));
    if (plan.is_addon) {
      throw Error(Fault::conflict, fmt::format("the plan '{}' is an add-on: nobody can begin with it", key));
    }
    return plan;
  } catch (Error& error) {
    error.field = "plan";
    throw;
  }
}

RegistrationRequest make_request(Act& act, const NewRequest& given) {
  check_given(given, act.desk().zones);
  const Plan plan = plan_to_begin_with(act.store(), given.plan);
  RegistrationRequest request;
  request.key = given.key;
  request.name = given.name;
  request.email = given.email;
  request.plan = plan.id;
  request.plan_key = plan.key;
  request.time_zone = given.time_zone;
  request.note = given.note;
  request.created_at = act.now();
  return request;
}

RegistrationRequest add_request(Desk& desk, const NewRequest& given) {
  check_given(given, desk.zones);
  RegistrationRequest request;
  perform(desk, Verb::request_add, [&](Act& act) {
    request = make_request(act, given);
    Requests& requests = act.store().requests();
    request.id = requests.add(std::span(&request, 1), Origin::single).front();
    act.record(EventKind::request_added, text_of(request.id), {},
               content_of(request, requests.salt(request.id, act.fresh_salt())));
  });
  return request;
}

bool edit_request(Act& act, const RegistrationRequest& before, const NewRequest& said) {
  check_given(said, act.desk().zones);
  RegistrationRequest after = before;
  after.name = said.name;
  after.email = said.email;
  after.time_zone = said.time_zone;
  after.note = said.note;
  if (said.plan != before.plan_key) {
    after.plan = plan_to_begin_with(act.store(), said.plan).id;
    after.plan_key = said.plan;
  }
  if (content_of(after, "") == content_of(before, "")) return false;
  if (before.state != RequestState::pending) {
    throw Error(Fault::conflict,
                fmt::format("'{}' was {} already: it stays as it was then", before.key, name_of(before.state)))
        .in_field("key");
  }
  Requests& requests = act.store().requests();
  const std::string salt = requests.salt(before.id, act.fresh_salt());
  requests.save(after);
  act.record(EventKind::request_edited, text_of(after.id), content_of(before, salt), content_of(after, salt));
  return true;
}

}  // namespace nexor
