#include "cli/policy.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace nexor {

namespace {

// What the configuration says of reasons, over the built-in ones. A new code has a label, as load_settings() saw to;
// one that is built in keeps what isn't said.
ReasonCatalogue catalogue(const std::vector<ReasonSetting>& settings) {
  const ReasonCatalogue built_in;
  std::vector<Reason> reasons;
  for (const ReasonSetting& setting : settings) {
    const auto& all = built_in.all();
    const auto known = std::find_if(all.begin(), all.end(), [&](const Reason& r) { return r.code == setting.code; });
    Reason reason = known == all.end() ? Reason{.code = setting.code} : *known;
    if (setting.label) reason.label = *setting.label;
    if (setting.voluntary) reason.is_voluntary = *setting.voluntary;
    if (setting.retired) reason.is_retired = *setting.retired;
    reasons.push_back(std::move(reason));
  }
  return ReasonCatalogue(reasons);
}

}  // namespace

Policy policy_of(const Settings& settings, PasswordCost password_cost) {
  return {.reasons = catalogue(settings.reasons),
          .is_feedback_required = settings.feedback_required,
          .reinstate_within = settings.reinstate,
          .session_idle = settings.session_idle,
          .session_absolute = settings.session_absolute,
          .password_cost = password_cost,
          .batch = {.chunk = settings.batch_chunk, .pause = settings.batch_pause}};
}

}  // namespace nexor
