#pragma once

#include <string>
#include <string_view>

#include "cli/output/raw_rows.h"
#include "lib/model/account.h"
#include "lib/model/batch.h"
#include "lib/model/event.h"
#include "lib/model/plan.h"
#include "lib/model/registration.h"
#include "lib/store/cancellations.h"
#include "lib/store/subscriptions.h"

namespace nexor {

// How each kind of thing is exported, column by column. Those of accounts, plans, subscriptions and requests are
// the columns of their imports.
void write_row(RawRows& rows, const Account& account);
void write_row(RawRows& rows, const Plan& plan);
void write_row(RawRows& rows, const SubscriptionRecord& subscription);
void write_row(RawRows& rows, const RegistrationRequest& request);
void write_row(RawRows& rows, const CancellationRecord& record);
void write_row(RawRows& rows, const Event& event);
void write_row(RawRows& rows, const Batch& batch);

}  // namespace nexor
