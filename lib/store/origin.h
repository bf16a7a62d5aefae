#pragma once

namespace nexor {

// How a record comes in. One that comes by an import is marked with it for ever.
enum class Origin { single, import };

}  // namespace nexor
