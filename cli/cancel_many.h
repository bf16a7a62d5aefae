#pragma once

namespace nexor {

class Context;
struct CancelOptions;

// `cancel` of what a file or a filter names, and of a batch that is gone on with.
int cancel_many(const CancelOptions& options, Context& context);

}  // namespace nexor
