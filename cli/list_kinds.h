#pragma once

namespace nexor {

class Context;
struct ListOptions;

// Each prints one kind of thing, and gives the exit code.

int list_subscriptions(const ListOptions& options, Context& context);
int list_accounts(const ListOptions& options, Context& context);
int list_plans(const ListOptions& options, Context& context);
int list_requests(const ListOptions& options, Context& context);

int list_cancellations(const ListOptions& options, Context& context);
int list_batches(const ListOptions& options, Context& context);
int list_events(const ListOptions& options, Context& context);
int list_reasons(const ListOptions& options, Context& context);

int list_operators(const ListOptions& options, Context& context);
int list_sessions(const ListOptions& options, Context& context);
int list_tokens(const ListOptions& options, Context& context);

}  // namespace nexor
