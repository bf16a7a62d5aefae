#include <doctest/doctest.h>

#include "lib/store/requests.h"
#include "tests/store/contract.h"

namespace nexor::contract {

namespace {

RegistrationRequest full_request(PlanId plan) {
  RegistrationRequest request = support::request("R-1", plan);
  request.time_zone = "Europe/Berlin";
  request.note = "line one\nline two, \xC3\xA4 \xF0\x9F\x8E\x89";
  return request;
}

RequestId add(Transaction& transaction, const RegistrationRequest& request) {
  return transaction.requests().add(std::span(&request, 1), Origin::single).front();
}

std::optional<RegistrationRequest> find(Transaction& transaction, const Reference<RequestId>& reference) {
  return transaction.requests().find(std::span(&reference, 1)).front();
}

// Six requests of two plans, added in the order of `keys`; every second one is declined.
struct Shelf {
  std::shared_ptr<Store> store = fresh_store();
  std::optional<Catalogue> catalogue;

  explicit Shelf(const std::vector<std::string>& keys) {
    changed(*store, [&](Transaction& t) {
      catalogue = add_catalogue(t);
      for (std::size_t i = 0; i < keys.size(); ++i) {
        RegistrationRequest request = support::request(keys[i], i < 2 ? catalogue->addon_plan : catalogue->plan);
        request.created_at += std::chrono::seconds{static_cast<int>(i)};
        request.id = add(t, request);
        if (i % 2 == 0) continue;
        request.state = RequestState::declined;
        request.decided_at = request.created_at;
        request.decided_by = "ada";
        request.reason = DeclineReason::spam;
        t.requests().save(request);
      }
    });
  }

  // The keys of a list, page by page: what is paged in any way is the same.
  std::string keys(const RequestFilter& filter) {
    std::string whole;
    for (std::size_t limit = 1; limit <= 7; ++limit) {
      std::string found;
      PageRequest request{.after = {}, .limit = limit};
      std::optional<std::int64_t> total;
      do {
        const auto page = seen(*store, [&](Transaction& t) { return t.requests().list(request, filter); });
        if (!request.after) total = page.total;
        for (const auto& item : page.items) found += item.key;
        request.after = page.next;
      } while (request.after);
      CHECK(total == static_cast<std::int64_t>(found.size()));
      if (limit > 1) CHECK(found == whole);
      whole = found;
    }
    return whole;
  }
};

}  // namespace

TEST_CASE("a registration request is kept with every field, by id and by key") {
  const auto store = fresh_store();
  RegistrationRequest request;
  changed(*store, [&](Transaction& t) {
    request = full_request(add_catalogue(t).plan);
    request.id = add(t, request);
    request.plan_key = find(t, Reference<RequestId>(request.id))->plan_key;
  });
  CHECK_FALSE(request.plan_key.empty());
  for (const Reference<RequestId>& reference : {Reference<RequestId>(request.id), Reference<RequestId>("R-1")}) {
    CHECK(fields(seen(*store, [&](Transaction& t) { return find(t, reference); }).value()) == fields(request));
  }
  CHECK_FALSE(seen(*store, [](Transaction& t) { return find(t, Reference<RequestId>("r-1")); }));
}

TEST_CASE("saving a request overwrites everything but key and creation") {
  const auto store = fresh_store();
  RegistrationRequest edited;
  changed(*store, [&](Transaction& t) {
    const Catalogue catalogue = add_catalogue(t);
    const RegistrationRequest request = full_request(catalogue.plan);
    edited = support::request("another key", catalogue.addon_plan);
    edited.id = add(t, request);
    edited.name = "Jane Roe";
    edited.email = "roe@example.org";
    edited.created_at = support::at("2030-01-01T00:00:00Z");
    edited.state = RequestState::approved;
    edited.decided_at = support::at("2025-06-07T08:09:10Z");
    edited.decided_by = "ada";
    edited.account = catalogue.account;
    edited.subscription = contract::add(t, support::subscription("K-1", catalogue.account, catalogue.plan));
    t.requests().save(edited);
    edited.key = request.key;
    edited.created_at = request.created_at;
    edited.plan_key = find(t, Reference<RequestId>(edited.id))->plan_key;
  });
  CHECK(fields(seen(*store, [&](Transaction& t) { return find(t, Reference<RequestId>(edited.id)); }).value()) ==
        fields(edited));
}

TEST_CASE("a taken key of a request is refused by its name, and then none is added") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    const PlanId plan = add_catalogue(t).plan;
    add(t, support::request("R-1", plan));
    const std::vector requests{support::request("new", plan), support::request("R-1", plan)};
    CHECK(fault_of([&] { t.requests().add(requests, Origin::single); }) == Fault::conflict);
    CHECK_FALSE(find(t, Reference<RequestId>("new")));
  });
}

TEST_CASE("a request keeps the first salt that it is given") {
  const auto store = fresh_store();
  const auto id =
      changed(*store, [](Transaction& t) { return add(t, support::request("R-1", add_catalogue(t).plan)); });
  const std::string first{"\x00\xFF salt", 7};
  CHECK(seen(*store, [&](Transaction& t) { return t.requests().salt(id); }).empty());
  CHECK(changed(*store, [&](Transaction& t) { return t.requests().salt(id, first); }) == first);
  CHECK(changed(*store, [&](Transaction& t) { return t.requests().salt(id, "another"); }) == first);
  CHECK(seen(*store, [&](Transaction& t) { return t.requests().salt(id); }) == first);
}

TEST_CASE("requests are listed by key or in the order in which they came, either way, in pages of any size") {
  Shelf shelf({"e", "b", "f", "a", "d", "c"});
  CHECK(shelf.keys({}) == "abcdef");
  CHECK(shelf.keys({.is_descending = true}) == "fedcba");
  CHECK(shelf.keys({.sort = RecordSort::created_at}) == "ebfadc");
  CHECK(shelf.keys({.sort = RecordSort::created_at, .is_descending = true}) == "cdafbe");
}

TEST_CASE("a list of requests holds those that the filter asks for") {
  Shelf shelf({"e", "b", "f", "a", "d", "c"});
  CHECK(shelf.keys({.states = {RequestState::pending}}) == "def");
  CHECK(shelf.keys({.states = {RequestState::declined}}) == "abc");
  CHECK(shelf.keys({.states = {RequestState::approved}}).empty());
  CHECK(shelf.keys({.states = {RequestState::pending, RequestState::declined}}) == "abcdef");
  CHECK(shelf.keys({.states = {}, .plan = shelf.catalogue->addon_plan}) == "be");
  const Instant third = support::request("", PlanId{1}).created_at + std::chrono::seconds{2};
  CHECK(shelf.keys({.created_from = third}) == "acdf");
  CHECK(shelf.keys({.created_until = third}) == "be");
  CHECK(shelf.keys({.search = {"jane"}}) == "abcdef");
  CHECK(shelf.keys({.search = {"nobody"}}).empty());
}

TEST_CASE("requests are counted by their state, and each is visited once") {
  Shelf shelf({"e", "b", "f", "a", "d"});
  CHECK(seen(*shelf.store, [](Transaction& t) { return t.requests().count(RequestState::pending); }) == 3);
  CHECK(seen(*shelf.store, [](Transaction& t) { return t.requests().count(RequestState::approved); }) == 0);
  std::string visited;
  shelf.store->read([&](Transaction& t) { t.requests().each([&](const auto& request) { visited += request.key; }); });
  CHECK(visited == "ebfad");
}

TEST_CASE("neighbours of a request's key stand next to it") {
  Shelf shelf({"e", "b", "f", "a", "d"});
  auto keys = seen(*shelf.store, [](Transaction& t) { return t.requests().neighbours("c", 1); });
  std::sort(keys.begin(), keys.end());
  CHECK(keys == std::vector<std::string>{"b", "d"});
}

}  // namespace nexor::contract
