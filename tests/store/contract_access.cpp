#include <doctest/doctest.h>

#include "tests/store/contract.h"

namespace nexor::contract {

namespace {

Operator ada() {
  return {.name = "ada",
          .role = Role::admin,
          .password_hash = "$argon2id$…",
          .is_enabled = false,
          .created_at = support::at("2024-01-02T03:04:05Z")};
}

auto fields(const Operator& o) { return std::tie(o.id, o.name, o.role, o.password_hash, o.is_enabled, o.created_at); }

auto fields(const Session& s) {
  return std::tie(s.id, s.hash, s.owner, s.opened_at, s.last_used_at, s.expires_at, s.revoked_at);
}

auto fields(const Token& k) {
  return std::tie(k.id, k.hash, k.owner, k.role, k.label, k.created_by, k.created_at, k.expires_at, k.last_used_at,
                  k.revoked_at);
}

Hash hash(std::uint8_t of) {
  Hash filled{};
  filled.fill(of);
  return filled;
}

Session session_of(OperatorId owner, const Hash& token) {
  return {.hash = token,
          .owner = owner,
          .opened_at = support::at("2024-01-01T08:00:00Z"),
          .last_used_at = support::at("2024-01-01T09:00:00Z"),
          .expires_at = support::at("2024-01-08T08:00:00Z")};
}

}  // namespace

TEST_CASE("an operator is kept with every field, by name and by id") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    Operator kept = ada();
    kept.id = t.operators().add(kept);
    CHECK(fields(t.operators().find("ada").value()) == fields(kept));
    CHECK(fields(t.operators().find(kept.id).value()) == fields(kept));
    CHECK_FALSE(t.operators().find("bob"));
    CHECK_FALSE(t.operators().find(OperatorId{999}));
    t.operators().save_password(kept.id, "new");
    CHECK(t.operators().find("ada").value().password_hash == "new");
  });
}

TEST_CASE("an operator's name is taken once, and names come in order") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    Operator other = ada();
    other.name = "a-cron";
    other.password_hash.reset();
    t.operators().add(ada());
    t.operators().add(other);
    CHECK(fault_of([&] { t.operators().add(ada()); }) == Fault::conflict);
    CHECK(t.operators().names() == std::vector<std::string>{"a-cron", "ada"});
    CHECK_FALSE(t.operators().find("a-cron").value().password_hash);
  });
}

TEST_CASE("failed log-ins are kept by name, whoever has it, until one goes well") {
  const auto store = fresh_store();
  const auto count = [&] {
    return seen(*store, [](Transaction& t) { return t.operators().login_failures("x").count; });
  };
  CHECK(count() == 0);
  for (const int failures : {1, 2, 100}) {
    const auto last_at = support::at("2024-01-01T00:00:00Z") + std::chrono::seconds{failures};
    changed(*store, [&](Transaction& t) { t.operators().save_login_failures("x", {failures, last_at}); });
    CHECK(count() == failures);
    CHECK(seen(*store, [](Transaction& t) { return t.operators().login_failures("x").last_at; }) == last_at);
  }
  CHECK(seen(*store, [](Transaction& t) { return t.operators().login_failures("y").count; }) == 0);
  changed(*store, [](Transaction& t) { t.operators().save_login_failures("x", {}); });
  CHECK(count() == 0);
}

TEST_CASE("old failures of names that aren't locked are forgotten, a few at a time") {
  const auto store = fresh_store();
  const auto at = support::at("2024-01-01T00:00:00Z");
  changed(*store, [&](Transaction& t) {
    t.operators().save_login_failures("locked", {100, at});
    t.operators().save_login_failures("new", {99, at + std::chrono::seconds{1}});
    for (const char* name : {"a", "b", "c"}) t.operators().save_login_failures(name, {99, at});
  });
  const auto left_after_purge = [&] {
    changed(*store, [&](Transaction& t) { t.operators().purge_login_failures(at + std::chrono::seconds{1}, 100, 2); });
    return seen(*store, [](Transaction& t) {
      std::string left;
      for (const char* name : {"a", "b", "c", "locked", "new"}) {
        if (t.operators().login_failures(name).count > 0) left += std::string(name) + ' ';
      }
      return left;
    });
  };
  CHECK(left_after_purge() == "c locked new ");
  CHECK(left_after_purge() == "locked new ");
}

TEST_CASE("a session is found by its hash alone, and remembers its use and its end") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    Session kept = session_of(t.operators().add(ada()), hash(1));
    kept.id = t.sessions().add(kept);
    CHECK(fields(t.sessions().find(hash(1)).value()) == fields(kept));
    CHECK_FALSE(t.sessions().find(hash(2)));
    kept.last_used_at = support::at("2024-01-02T00:00:00Z");
    t.sessions().save_use(kept.id, kept.last_used_at);
    kept.revoked_at = support::at("2024-01-03T00:00:00Z");
    t.sessions().revoke(kept.id, *kept.revoked_at);
    t.sessions().revoke(kept.id, support::at("2024-01-04T00:00:00Z"));
    CHECK(fields(t.sessions().find(hash(1)).value()) == fields(kept));
  });
}

TEST_CASE("all sessions are told, oldest first") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    CHECK(t.sessions().all().empty());
    const auto owner = t.operators().add(ada());
    const auto first = t.sessions().add(session_of(owner, hash(9)));
    const auto second = t.sessions().add(session_of(owner, hash(1)));
    const auto all = t.sessions().all();
    REQUIRE(all.size() == 2);
    CHECK(all[0].id == first);
    CHECK(all[1].id == second);
  });
}

TEST_CASE("sessions that were over before an instant are purged, the first ones first") {
  const auto store = fresh_store();
  const auto at = support::at("2024-03-01T00:00:00Z");
  changed(*store, [&](Transaction& t) {
    const OperatorId owner = t.operators().add(ada());
    std::vector<SessionId> ids;
    for (const auto& [number, expires_at, revoked_at] : std::vector<std::tuple<int, Instant, std::optional<Instant>>>{
             {1, at, {}},
             {2, at - std::chrono::seconds{1}, {}},
             {3, at + std::chrono::days{9}, at - std::chrono::seconds{1}},
             {4, at + std::chrono::days{9}, at},
             {5, at - std::chrono::days{9}, {}},
             {6, at - std::chrono::days{9}, {}}}) {
      Session session = session_of(owner, hash(static_cast<std::uint8_t>(number)));
      session.expires_at = expires_at;
      ids.push_back(t.sessions().add(session));
      if (revoked_at) t.sessions().revoke(ids.back(), *revoked_at);
    }
    CHECK(t.sessions().purge(at, 3) == std::vector{ids[1], ids[2], ids[4]});
    CHECK(t.sessions().purge(at, 3) == std::vector{ids[5]});
    CHECK(t.sessions().all().size() == 2);
  });
}

TEST_CASE("a token is found by its hash alone, and remembers its use") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    Token kept{.hash = hash(3),
               .owner = t.operators().add(ada()),
               .role = Role::operator_,
               .label = "nightly cron",
               .created_by = "bob",
               .created_at = support::at("2024-01-01T00:00:00Z"),
               .expires_at = support::at("2024-04-01T00:00:00Z")};
    CHECK(t.tokens().all().empty());
    kept.id = t.tokens().add(kept);
    CHECK(fields(t.tokens().find(hash(3)).value()) == fields(kept));
    CHECK_FALSE(t.tokens().find(hash(4)));
    kept.last_used_at = support::at("2024-02-01T00:00:00Z");
    t.tokens().save_use(kept.id, *kept.last_used_at);
    CHECK(fields(t.tokens().find(hash(3)).value()) == fields(kept));
    REQUIRE(t.tokens().all().size() == 1);
    CHECK(fields(t.tokens().all().front()) == fields(kept));
  });
}

}  // namespace nexor::contract
