#include <doctest/doctest.h>

#include "tests/store/contract.h"

namespace nexor::contract {

namespace {

Account full_account() {
  Account account = support::account("C-1");
  account.email = "jane@example.org";
  account.locale = "de-DE";
  account.note = "line one\nline two, \xC3\xA4 \xF0\x9F\x8E\x89";
  return account;
}

}  // namespace

TEST_CASE("an account is kept with every field, by id and by key") {
  const auto store = fresh_store();
  Account account = full_account();
  account.id = changed(*store, [&](Transaction& t) { return add(t, account); });
  CHECK(fields(seen(*store, [&](Transaction& t) { return find(t, Reference<AccountId>(account.id)); }).value()) ==
        fields(account));
  CHECK(fields(seen(*store, [&](Transaction& t) { return find(t, Reference<AccountId>("C-1")); }).value()) ==
        fields(account));
}

TEST_CASE("what an account doesn't have is absent, not empty") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) { add(t, support::account("C-1")); });
  const auto found = seen(*store, [](Transaction& t) { return find(t, Reference<AccountId>("C-1")); }).value();
  CHECK_FALSE(found.email);
  CHECK_FALSE(found.locale);
  CHECK_FALSE(found.note);
  CHECK_FALSE(found.closed_at);
}

TEST_CASE("many accounts are found in the order asked for, with nulls for those that aren't there") {
  const auto store = fresh_store();
  const auto ids = changed(*store, [](Transaction& t) {
    return t.accounts().add(std::vector{support::account("a"), support::account("b"), support::account("c")}, {});
  });
  const std::vector<Reference<AccountId>> wanted{"c", ids[0], "nobody", AccountId{999}, "b", "c", "B", ""};
  const auto found = seen(*store, [&](Transaction& t) { return t.accounts().find(wanted); });
  std::string keys;
  for (const auto& account : found) keys += account ? account->key : "-";
  CHECK(keys == "ca--bc--");
}

TEST_CASE("keys are compared byte for byte, with whatever characters they have") {
  const auto store = fresh_store();
  const std::vector<std::string> keys{"K", "k", "K ", "K\xC3\xA9", "Ke\xCC\x81", "%", "_", "'", "\xF0\x9F\x8E\x89"};
  changed(*store, [&](Transaction& t) {
    for (const auto& key : keys) add(t, support::account(key));
  });
  for (const auto& key : keys) {
    CAPTURE(key);
    CHECK(seen(*store, [&](Transaction& t) { return find(t, Reference<AccountId>(key)); }).value().key == key);
  }
}

TEST_CASE("a taken key is refused by its name, and then none of the accounts is added") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) { add(t, support::account("C-1")); });
  const std::vector<std::vector<Account>> refused{
      {support::account("new"), support::account("C-1")},
      {support::account("new"), support::account("newer"), support::account("new")}};
  for (const auto& accounts : refused) {
    changed(*store, [&](Transaction& t) {
      try {
        t.accounts().add(accounts, {});
        FAIL("not refused");
      } catch (const Error& error) {
        CHECK(error.fault == Fault::conflict);
        CHECK(error.message.find("'" + accounts.back().key + "'") != std::string::npos);
      }
    });
    CHECK(seen(*store, [](Transaction& t) { return t.accounts().list({}).total; }) == 1);
  }
}

TEST_CASE("after a refusal the same change can go on with another key") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    add(t, support::account("C-1"));
    CHECK(fault_of([&] { add(t, support::account("C-1")); }) == Fault::conflict);
    add(t, support::account("C-2"));
  });
  CHECK(seen(*store, [](Transaction& t) { return t.accounts().list({}).total; }) == 2);
}

TEST_CASE("saving an account overwrites everything but key and creation") {
  const auto store = fresh_store();
  Account account = full_account();
  account.id = changed(*store, [&](Transaction& t) { return add(t, account); });
  Account edited = support::account("another key");
  edited.id = account.id;
  edited.name = "Jane Roe";
  edited.time_zone = "UTC";
  edited.created_at = support::at("2030-01-01T00:00:00Z");
  edited.closed_at = support::at("2025-06-07T08:09:10Z");
  changed(*store, [&](Transaction& t) { t.accounts().save(edited); });
  edited.key = account.key;
  edited.created_at = account.created_at;
  CHECK(fields(seen(*store, [&](Transaction& t) { return find(t, Reference<AccountId>(account.id)); }).value()) ==
        fields(edited));
}

TEST_CASE("an account keeps the first salt that it is given") {
  const auto store = fresh_store();
  const auto id = changed(*store, [](Transaction& t) { return add(t, support::account("C-1")); });
  const std::string first{"\x00\xFF salt", 7};
  CHECK(seen(*store, [&](Transaction& t) { return t.accounts().salt(id); }).empty());
  CHECK(changed(*store, [&](Transaction& t) { return t.accounts().salt(id, first); }) == first);
  CHECK(changed(*store, [&](Transaction& t) { return t.accounts().salt(id, "another"); }) == first);
  CHECK(seen(*store, [&](Transaction& t) { return t.accounts().salt(id); }) == first);
}

TEST_CASE("neighbours stand next to a key in order, at most so many on a side") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    for (const char* key : {"e", "a", "c", "d", "b"}) add(t, support::account(key));
  });
  const auto around = [&](std::string_view key, std::size_t most) {
    auto keys = seen(*store, [&](Transaction& t) { return t.accounts().neighbours(key, most); });
    std::sort(keys.begin(), keys.end());
    std::string text;
    for (const auto& found : keys) text += found;
    return text;
  };
  CHECK(around("bb", 1) == "bc");
  CHECK(around("c", 1) == "bc");
  CHECK(around("", 2) == "ab");
  CHECK(around("z", 2) == "de");
  CHECK(around("c", 9) == "abcde");
  CHECK(around("c", 0).empty());
}

}  // namespace nexor::contract
