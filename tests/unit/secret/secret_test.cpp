#include "lib/secret/secret.h"

#include <doctest/doctest.h>

#include <utility>

namespace nexor {

TEST_CASE("a wiped text is empty and its bytes are gone") {
  for (const std::size_t length : {5u, 200u}) {
    std::string text(length, 's');
    const char* bytes = text.data();
    wipe(text);
    CHECK(text.empty());
    text.resize(text.capacity());
    CHECK(text.data() == bytes);
    CHECK(text.find('s') == std::string::npos);
  }
}

TEST_CASE("a secret leaves nothing where it came from") {
  std::string source = "short";
  Secret first{std::move(source)};
  CHECK(source.empty());  // NOLINT(bugprone-use-after-move): the promise itself
  CHECK(std::string_view{source.data(), 5}.find('s') == std::string_view::npos);
  const Secret second{std::move(first)};
  CHECK(first.view().empty());  // NOLINT(bugprone-use-after-move)
  CHECK(second.view() == "short");
}

TEST_CASE("a secret that is replaced gives way to the new one") {
  Secret secret{std::string{"old"}};
  secret = Secret{std::string{"new"}};
  CHECK(secret.view() == "new");
}

}  // namespace nexor
