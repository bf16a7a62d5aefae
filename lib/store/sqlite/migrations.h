#pragma once

#include <span>

namespace nexor::sqlite {

// The SQL of migrations/NNNN_*.sql, in order: the n-th brings a store of version n-1 to version n. Compiled in by
// embed_migrations.cmake.
std::span<const char* const> migrations();

}  // namespace nexor::sqlite
