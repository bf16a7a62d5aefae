#pragma once

#include <memory>

#include "lib/store/accounts.h"
#include "lib/store/batches.h"
#include "lib/store/cancellations.h"
#include "lib/store/events.h"
#include "lib/store/later_feedback.h"
#include "lib/store/notices.h"
#include "lib/store/operators.h"
#include "lib/store/plans.h"
#include "lib/store/reports.h"
#include "lib/store/requests.h"
#include "lib/store/sessions.h"
#include "lib/store/subscriptions.h"

namespace nexor::sqlite {

class Connection;
class SearchIndex;

// The engine's side of the port, a table (or two) in a file. All live no longer than the connection.
std::unique_ptr<Accounts> accounts_table(Connection& connection, SearchIndex& index);
std::unique_ptr<Plans> plans_table(Connection& connection);
std::unique_ptr<Subscriptions> subscriptions_table(Connection& connection, SearchIndex& index);
std::unique_ptr<Cancellations> cancellations_table(Connection& connection, SearchIndex& index);
std::unique_ptr<Operators> operators_table(Connection& connection);
std::unique_ptr<Sessions> sessions_table(Connection& connection);
std::unique_ptr<Tokens> tokens_table(Connection& connection);
std::unique_ptr<Events> events_table(Connection& connection);
std::unique_ptr<Requests> requests_table(Connection& connection, SearchIndex& index);
std::unique_ptr<Batches> batches_table(Connection& connection);
std::unique_ptr<Notices> notices_table(Connection& connection);
std::unique_ptr<LaterFeedbacks> later_feedback_table(Connection& connection);
std::unique_ptr<Reports> reports_table(Connection& connection);

}  // namespace nexor::sqlite
