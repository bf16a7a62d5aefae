#include "lib/model/reason.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>

#include "lib/error.h"

namespace nexor {

namespace {

Error refusal(const ReasonCatalogue& reasons, std::string_view typed) {
  try {
    reasons.find(typed);
  } catch (const Error& error) {
    CHECK(error.fault == Fault::reason_unknown);
    return error;
  }
  return {Fault::internal, "it was found"};
}

}  // namespace

TEST_CASE("the reasons of the domain are built in, voluntary or not") {
  const ReasonCatalogue reasons;
  for (const std::string_view code : {"too_expensive", "missing_features", "switched_service", "unused",
                                      "customer_service", "too_complex", "low_quality", "other", "not_given"}) {
    CAPTURE(code);
    CHECK(reasons.find(code).is_voluntary);
  }
  for (const std::string_view code :
       {"payment_failed", "payment_disputed", "fraud", "account_closed", "terms_violation"}) {
    CAPTURE(code);
    CHECK_FALSE(reasons.find(code).is_voluntary);
  }
  CHECK(reasons.all().size() == 14);
  CHECK(std::none_of(reasons.all().begin(), reasons.all().end(),
                     [](const Reason& reason) { return reason.label.empty(); }));
}

TEST_CASE("case, spaces, hyphens and underscores make no difference") {
  const ReasonCatalogue reasons;
  for (const std::string_view typed :
       {"too_expensive", "too expensive", "Too-Expensive", "TOO_EXPENSIVE", "too-Expensive"}) {
    CAPTURE(typed);
    CHECK(reason_code(typed) == "too_expensive");
    CHECK(reasons.find(typed).code == "too_expensive");
  }
}

TEST_CASE("an unknown reason is refused with the nearest ones, or with all of them") {
  const ReasonCatalogue reasons;
  CHECK(refusal(reasons, "Too-Expensiv").message == "no reason 'Too-Expensiv'");
  CHECK(refusal(reasons, "Too-Expensiv").hint == "did you mean 'too_expensive'?");
  CHECK(refusal(reasons, "payment").hint == "did you mean 'payment_failed' or 'payment_disputed'?");
  CHECK(refusal(reasons, "because").hint.starts_with("reasons are: too_expensive, missing_features, "));
  CHECK(refusal(reasons, "").hint.starts_with("reasons are: "));
  CHECK(refusal(reasons, "because").next == std::vector<std::string>{"nexor reasons"});
}

TEST_CASE("configuration adds a reason") {
  const ReasonCatalogue reasons{{{"moved_abroad", "Moved abroad"}, {"deceased", "Deceased", false}}};
  CHECK(reasons.all().size() == 16);
  CHECK(reasons.find("Moved abroad") == Reason{"moved_abroad", "Moved abroad"});
  CHECK_FALSE(reasons.find("deceased").is_voluntary);
  CHECK(reasons.find("too_expensive").label == "Too expensive");
}

TEST_CASE("configuration gives a built-in reason another label, and its code is read as one that is typed") {
  const ReasonCatalogue reasons{{{"Too-Expensive", "Price"}, {"too expensive", "The price"}}};
  CHECK(reasons.all().size() == 14);
  CHECK(reasons.find("too_expensive") == Reason{"too_expensive", "The price"});
}

TEST_CASE("a retired reason is listed, but refused and not suggested for new cancellations") {
  const ReasonCatalogue reasons{{{"low_quality", "Low quality", true, true}}};
  CHECK(reasons.all().size() == 14);
  CHECK(refusal(reasons, "Low-Quality").message == "the reason 'low_quality' is retired");
  CHECK(refusal(reasons, "low_qualit").hint.find("low_quality") == std::string::npos);
}

}  // namespace nexor
