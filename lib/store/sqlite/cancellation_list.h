#pragma once

#include "lib/store/cancellations.h"

namespace nexor::sqlite {

class Connection;

// As Cancellations::list. The index of words is whole already, where words are sought.
Page<Cancellation> cancellation_page(Connection& connection, const CancellationFilter& filter, Instant now,
                                     const PageRequest& request);

// As Cancellations::records_after, under the same condition.
std::vector<CancellationRecord> cancellation_records(Connection& connection, const CancellationFilter& filter,
                                                     Instant now, CancellationId after, std::size_t most);

}  // namespace nexor::sqlite
