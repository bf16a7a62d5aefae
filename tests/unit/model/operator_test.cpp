#include "lib/model/operator.h"

#include <doctest/doctest.h>

#include "lib/error.h"

namespace nexor {

TEST_CASE("a later role may all that an earlier one may, and each is read back by its name") {
  CHECK(Role::viewer < Role::operator_);
  CHECK(Role::operator_ < Role::admin);
  for (const std::string_view name : {"viewer", "operator", "admin"}) {
    CAPTURE(name);
    CHECK(name_of(parse_role(name).value()) == name);
  }
  for (const std::string_view name : {"", "Admin", "root", "operator_"}) CHECK_FALSE(parse_role(name));
}

TEST_CASE("an operator's name has one spelling") {
  for (const std::string& name : {std::string{"ada"}, std::string{"7"}, std::string{"a.b-c_d"}, std::string(64, 'x')}) {
    CAPTURE(name);
    CHECK_NOTHROW(check_operator_name(name));
  }
  for (const std::string& name :
       {std::string{}, std::string{"Ada"}, std::string{"-ada"}, std::string{".ada"}, std::string{"_"},
        std::string{"ada lovelace"}, std::string{"ädä"}, std::string{"os:root"}, std::string(65, 'x')}) {
    CAPTURE(name);
    CHECK_THROWS_AS(check_operator_name(name), Error);
  }
}

}  // namespace nexor
