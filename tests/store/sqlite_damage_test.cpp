#include <doctest/doctest.h>

#include <array>
#include <filesystem>

#include "lib/store/batches.h"
#include "tests/store/contract.h"
#include "tests/store/sqlite_files.h"
#include "tests/support/temporary_folder.h"

namespace nexor::sqlite {

namespace {

constexpr std::size_t page_size = 4096;

// Reads everything that the port can read.
void read_everything(Transaction& t) {
  t.info();
  t.accounts().list({});
  t.plans().list({});
  const auto now = support::at("2024-02-28T00:00:00Z");
  for (const auto& service : t.subscriptions().list({.statuses = {Status::active}}, now, {}).items) {
    status_of(service, now);
    t.cancellations().of(service.subscription.id);
  }
  t.subscriptions().count(now, std::array{Stretch{Instant{}, now}});
  t.cancellations().after(CancellationId{0}, 10);
  t.events().head();
  t.events().each([](const Event&) {});
  t.operators().find("ada");
  t.operators().login_failures("bob");
  t.sessions().all();
  t.tokens().find(Hash{2});
  t.batches().find(Reference<BatchId>("B-3"));
  t.batches().find_unfinished(Hash{});
  t.batches().each([&](const Batch& visited) { t.batches().items(visited.id, 0, 10); });
}

void change_something(Transaction& t) {
  contract::add(t, support::account("new"));
  const auto service = contract::find(t, Reference<SubscriptionId>("K-1"));
  if (service && !service->cancellation) {
    contract::add(t, support::cancellation(service->subscription.id, "2024-03-01"));
  }
  const Event event = support::event(t.events().head().number + 1, "K-1");
  t.events().append(std::span(&event, 1));
}

// Whatever is wrong with the file: it is used, or refused with an Error. Anything else that is thrown fails the test.
std::optional<Fault> fault_of_using(const std::string& path) {
  return contract::fault_of([&] {
    const auto store = open_store(path, soon);
    const auto reading = contract::fault_of([&] { store->read(read_everything); });
    const auto changing = contract::fault_of([&] { contract::changed(*store, change_something); });
    if (reading) throw Error(*reading, "while reading");
    if (changing) throw Error(*changing, "while changing");
  });
}

struct Damage {
  support::TemporaryFolder folder;
  std::string path = folder.path("nexor.db");
  std::string sound;

  Damage() {
    make_filled_store(path);
    sound = support::bytes_of(path);
  }

  std::optional<Fault> use(const std::string& bytes) {
    std::filesystem::remove(path + "-journal");
    support::write_bytes(path, bytes);
    return fault_of_using(path);
  }
};

}  // namespace

TEST_CASE("a sound store can be read and changed") {
  Damage damage;
  CHECK_FALSE(damage.use(damage.sound));
}

TEST_CASE("a truncated store is refused, wherever it was cut") {
  Damage damage;
  for (std::size_t size = 1; size < damage.sound.size(); size += size < page_size ? 511 : page_size - 1) {
    CAPTURE(size);
    const auto fault = damage.use(damage.sound.substr(0, size));
    CHECK((fault == Fault::store_corrupt || fault == Fault::store_foreign));
  }
}

TEST_CASE("a flipped byte never crashes a reader or a writer") {
  Damage damage;
  constexpr std::size_t stride = 619;  // a few in every page, each at another place
  std::size_t refused = 0;
  for (std::size_t at = 0; at < damage.sound.size(); at += stride) {
    CAPTURE(at);
    std::string bytes = damage.sound;
    bytes[at] = static_cast<char>(~bytes[at]);
    if (damage.use(bytes)) ++refused;
  }
  CHECK(refused > 0);
}

TEST_CASE("a page that is all zeros or all ones never crashes a reader or a writer") {
  Damage damage;
  for (std::size_t page = 0; page < damage.sound.size() / page_size; ++page) {
    for (const char byte : {'\x00', '\xFF'}) {
      CAPTURE(page);
      std::string bytes = damage.sound;
      bytes.replace(page * page_size, page_size, page_size, byte);
      const auto fault = damage.use(bytes);
      CHECK((!fault || fault == Fault::store_corrupt || fault == Fault::store_foreign));
    }
  }
}

}  // namespace nexor::sqlite
