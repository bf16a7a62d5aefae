#include "cli/choose_subscription.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/ask/choose.h"
#include "cli/context.h"
#include "lib/model/search.h"
#include "lib/ops/desk.h"
#include "lib/ops/find.h"
#include "lib/store/subscriptions.h"
#include "lib/text/harmless.h"

namespace nexor {

namespace {

constexpr std::size_t most_shown = 9;

Choice choice_of(const Service& service, Instant now) {
  return {service.subscription.key,
          {service.subscription.key, service.account.name, service.plan.key,
           std::string(name_of(status_of(service, now)))}};
}

SubscriptionFilter not_ended() {
  SubscriptionFilter filter;
  filter.statuses = {Status::scheduled, Status::trialing, Status::active, Status::pending_cancellation};
  return filter;
}

// Null where the word names none.
std::optional<Choice> named(Context& context, const std::string& word) {
  std::optional<Choice> found;
  try {
    look(context.desk(), Verb::cancel,
         [&](Transaction& transaction, Instant now) { found = choice_of(find_service(transaction, word), now); });
  } catch (const Error& error) {
    if (error.fault != Fault::not_found && error.fault != Fault::input_invalid) throw;
  }
  return found;
}

// Those in the store that haven't ended, by their keys. In front of them stands the one that the words name, also by
// its id, and though it has ended: whoever types a whole key means that one.
class SubscriptionChoices final : public Choices {
 public:
  explicit SubscriptionChoices(Context& context) : context_(context) {}

  void narrow(const std::string& words) override {
    filter_ = not_ended();
    named_.reset();
    finds_nothing_ = false;
    if (words.find_first_not_of(' ') == std::string::npos) return;
    try {
      filter_.search = parse_search(words);
    } catch (const Error&) {
      finds_nothing_ = true;  // no words: nothing is found by them
    }
    named_ = named(context_, words);
  }

  std::vector<Choice> behind(const Choice* one, std::size_t most) override {
    if (one != nullptr && !is_named(*one)) return page(one->value, most);
    std::vector<Choice> choices;
    if (one == nullptr && named_) choices.push_back(*named_);
    for (Choice& choice : page("", most - choices.size())) choices.push_back(std::move(choice));
    return choices;
  }

  std::vector<Choice> before(const Choice* one, std::size_t most) override {
    if (one != nullptr && is_named(*one)) return {};
    filter_.order.is_descending = true;
    const std::string behind_all_keys = "\xf4\x8f\xbf\xbf";
    std::vector<Choice> choices = page(one != nullptr ? one->value : behind_all_keys, most);
    filter_.order.is_descending = false;
    if (choices.size() < most && named_) choices.push_back(*named_);
    std::ranges::reverse(choices);
    return choices;
  }

  ChoiceCount count() override {
    constexpr std::int64_t most = 1'000;
    std::int64_t number = 0;
    look(context_.desk(), Verb::cancel, [&](Transaction& transaction, Instant now) {
      if (!finds_nothing_) number = transaction.subscriptions().count_found(filter_, now, most + 1);
    });
    const bool is_exact = number <= most;
    const bool is_extra = is_exact && named_ && !is_found(*named_);
    return {(is_exact ? number : most) + (is_extra ? 1 : 0), is_exact};
  }

 private:
  bool is_named(const Choice& choice) const { return named_ && named_->value == choice.value; }

  // Without the one that stands in front of all.
  std::vector<Choice> page(const std::string& behind, std::size_t most) {
    std::vector<Choice> choices = all_behind(behind, named_ ? most + 1 : most);
    std::erase_if(choices, [&](const Choice& choice) { return is_named(choice); });
    if (choices.size() > most) choices.resize(most);
    return choices;
  }

  std::vector<Choice> all_behind(const std::string& behind, std::size_t most) {
    std::vector<Choice> choices;
    if (finds_nothing_) return choices;
    look(context_.desk(), Verb::cancel, [&](Transaction& transaction, Instant now) {
      for (const Service& service : transaction.subscriptions().list(filter_, now, {behind, most}).items) {
        choices.push_back(choice_of(service, now));
      }
    });
    return choices;
  }

  // Whether it hasn't ended, and the words find it by its key or its account: it is the last up to its own place.
  bool is_found(const Choice& choice) {
    filter_.order.is_descending = true;
    const auto last = all_behind(choice.value + '\x01', 1);
    filter_.order.is_descending = false;
    return !last.empty() && last.front().value == choice.value;
  }

  Context& context_;
  SubscriptionFilter filter_ = not_ended();
  std::optional<Choice> named_;
  bool finds_nothing_ = false;
};

std::string question_about(const std::vector<Choice>& shown, const ChoiceCount& count, const std::string& words) {
  if (shown.empty()) return fmt::format("Nothing is found by '{}'. Other words: ", harmless(words));
  if (count.number <= static_cast<std::int64_t>(shown.size())) return "A number, or other words: ";
  return fmt::format("A number; {} of {}{} are shown, and more words find fewer: ", shown.size(),
                     count.is_exact ? "" : "more than ", count.number);
}

std::string choose_by_lines(Context& context) {
  std::string words = choose(context, {}, "Which subscription? Its key, or words of a name or an address: ");
  while (!named(context, words)) {
    SubscriptionChoices choices(context);
    choices.narrow(words);
    const auto shown = choices.behind(nullptr, most_shown);
    words = choose(context, shown, question_about(shown, choices.count(), words));
  }
  return words;
}

}  // namespace

std::string choose_subscription(Context& context) {
  if (!context.can_pick()) return choose_by_lines(context);
  SubscriptionChoices choices(context);
  return pick(context, choices, "Which subscription? ").value;
}

}  // namespace nexor
