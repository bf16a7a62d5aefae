#include "cli/complete/offers.h"

#include <algorithm>
#include <array>

#include "cli/complete/store_offers.h"
#include "cli/context.h"
#include "cli/list_options.h"
#include "cli/schema_fields.h"
#include "cli/shapes/shapes.h"
#include "lib/ops/import_kind.h"

namespace nexor {

namespace {

// The kind of thing that a command is about.
std::string kind_of(const Completion& asked) {
  const bool says_kind = asked.command == "list" || asked.command == "export";
  return says_kind && !asked.operands.empty() ? asked.operands.front() : "subscriptions";
}

// One look at the store, which adds to what is offered.
template <class Look>
Candidates from_store(Context& context, Look add) {
  Candidates found;
  look(context.desk(), Verb::list, [&](Transaction& transaction, Instant now) { found = add(transaction, now); });
  return found;
}

Candidates subscriptions(Context& context, const Completion& asked) {
  return from_store(context, [&](Transaction& store, Instant now) { return subscriptions_in(store, now, asked); });
}

Candidates accounts(Context& context, const Completion& asked) {
  return from_store(context, [&](Transaction& store, Instant) { return accounts_in(store, asked); });
}

Candidates requests(Context& context, const Completion& asked) {
  return from_store(context, [&](Transaction& store, Instant) { return requests_in(store, asked); });
}

Candidates plans(Context& context, const Completion& asked) {
  return from_store(context, [&](Transaction& store, Instant) { return plans_in(store, asked); });
}

Candidates settings(Context& context, const Completion& asked) {
  std::vector<std::string> keys;
  for (const SettingOrigin& setting : context.settings().origins) keys.push_back(setting.key);
  return among(keys, asked.typed);
}

// A key that is there: of a new record there is none yet.
Candidates keys(Context& context, const Completion& asked) {
  if (asked.command == "config get") return settings(context, asked);
  if (asked.command == "plan edit" || asked.command == "plan retire") return plans(context, asked);
  return {};
}

// The fields of what is imported, each with the sign behind which its column or its value goes on.
Candidates imported_fields(Context&, const Completion& asked) {
  const auto kind = parse_import_kind(asked.operands.empty() ? "" : asked.operands.front());
  if (!kind) return {};
  std::vector<std::string> words;
  for (const std::string_view column : columns_of(*kind)) words.push_back(std::string(column) + '=');
  return among(words, asked.typed);
}

Candidates time_zones(Context& context, const Completion& asked) { return among(context.zones().names(), asked.typed); }

Candidates confirmations(Context& context, const Completion& asked) {
  return from_store(context, [&](Transaction& store, Instant now) { return confirmations_in(store, now, asked); });
}

Candidates batches(Context& context, const Completion& asked) {
  return from_store(context, [&](Transaction& store, Instant) { return batches_in(store, asked); });
}

Candidates operators(Context& context, const Completion& asked) {
  return from_store(context, [&](Transaction& store, Instant) { return operators_in(store, asked); });
}

Candidates things(Context& context, const Completion& asked) {
  if (asked.command.starts_with("account ")) return accounts(context, asked);
  if (asked.command == "session revoke") {
    return from_store(context, [&](Transaction& store, Instant now) { return sessions_in(store, now, asked); });
  }
  if (asked.command == "token revoke") {
    return from_store(context, [&](Transaction& store, Instant now) { return tokens_in(store, now, asked); });
  }
  if (asked.command == "export") {
    return kind_of(asked) == "batches" ? batches(context, asked) : Candidates{};
  }
  return from_store(context, [&](Transaction& store, Instant now) { return things_in(store, now, asked); });
}

Candidates decline_codes(const Completion& asked) {
  std::vector<std::string> codes;
  for (const DeclineReason reason : decline_reasons()) codes.emplace_back(name_of(reason));
  return among(codes, asked.typed);
}

// A reason that is retired is given to nothing any more, but may be looked for.
Candidates reasons(Context& context, const Completion& asked) {
  if (asked.command == "decline") return decline_codes(asked);
  Candidates found;
  const ReasonCatalogue catalogue = context.policy().reasons;
  for (const Reason& reason : catalogue.all()) {
    if (reason.is_retired && asked.command != "list") continue;
    if (reason.code.starts_with(asked.typed)) found.push_back({reason.code, reason.label});
  }
  return found;
}

Candidates moments(Context&, const Completion& asked) { return among({"period-end", "now"}, asked.typed); }

Candidates statuses(Context&, const Completion& asked) {
  const std::string kind = kind_of(asked);
  if (kind == "accounts") return among({"open", "closed"}, asked.typed);
  if (kind == "requests") return among({"pending", "approved", "declined"}, asked.typed);
  if (kind == "batches") return among({"unfinished", "finished"}, asked.typed);
  if (kind == "reasons") return among({"usable", "retired"}, asked.typed);
  if (kind == "cancellations") return among({"pending", "effective", "withdrawn", "replaced"}, asked.typed);
  if (kind != "subscriptions") return {};
  std::vector<std::string> names;
  using enum Status;
  for (const Status status : {scheduled, trialing, active, pending_cancellation, cancelled, expired}) {
    names.emplace_back(name_of(status));
  }
  return among(names, asked.typed);
}

// In front of the command nobody knows yet.
AnswerForm form_of(const Completion& asked, Context& context) {
  return asked.answer ? asked.answer(context) : AnswerForm{};
}

// The last of the names, which stand with commas between them.
Candidates columns(Context& context, const Completion& asked) {
  const std::size_t comma = asked.typed.rfind(',');
  const std::size_t begin = comma == std::string::npos ? 0 : comma + 1;
  Candidates found = among(form_of(asked, context).columns, asked.typed.substr(begin));
  const std::string named = ',' + asked.typed.substr(0, begin);
  std::erase_if(found, [&](const Candidate& one) { return named.find(',' + one.word + ',') != std::string::npos; });
  for (Candidate& candidate : found) candidate.word.insert(0, asked.typed.substr(0, begin));
  return found;
}

Candidates fields(Context& context, const Completion& asked) {
  return among(fields_of(form_of(asked, context).documents), asked.typed);
}

Candidates sorts(Context&, const Completion& asked) {
  std::vector<std::string> words;
  for (const std::string& key : sort_keys_of(kind_of(asked))) {
    words.push_back(key);
    words.push_back(key + ":desc");
  }
  return among(words, asked.typed);
}

struct Source {
  std::string_view name;  // of the option whose value it is, or of the operand
  Candidates (*offers)(Context&, const Completion&);
};

constexpr std::array of_options{
    Source{"reason", reasons},      Source{"at", moments},          Source{"status", statuses},
    Source{"columns", columns},     Source{"get", fields},          Source{"sort", sorts},
    Source{"account", accounts},    Source{"base", subscriptions},  Source{"plan", plans},
    Source{"by", operators},        Source{"for", operators},       Source{"batch", batches},
    Source{"resume", batches},      Source{"map", imported_fields}, Source{"set", imported_fields},
    Source{"time-zone", time_zones}};

constexpr std::array of_operands{Source{"KEY", keys},          Source{"ACCOUNT", accounts},
                                 Source{"ID", things},         Source{"SUBSCRIPTION", subscriptions},
                                 Source{"REQUEST", requests},  Source{"CONFIRMATION", confirmations},
                                 Source{"OPERATOR", operators}};

}  // namespace

std::vector<Candidate> offers(Context& context, const Completion& asked) {
  const auto choose = [&](const auto& sources, std::string_view name) -> Candidates {
    const auto source = std::ranges::find(sources, name, &Source::name);
    return source == sources.end() ? Candidates{} : source->offers(context, asked);
  };
  if (!asked.option.empty()) return choose(of_options, asked.option);
  Candidates found = choose(of_operands, asked.wanted);
  std::erase_if(
      found, [&](const Candidate& one) { return std::ranges::find(asked.operands, one.word) != asked.operands.end(); });
  return found;
}

}  // namespace nexor
