# cmake -D OUT=FILE -D "MIGRATIONS=A;B" -P embed_migrations.cmake: the files as C++ string literals.
set(literals "")
foreach(file IN LISTS MIGRATIONS)
  file(READ ${file} sql)
  string(APPEND literals "    R\"sql(${sql})sql\",\n")
endforeach()
file(WRITE ${OUT} "#include \"lib/store/sqlite/migrations.h\"

#include <array>

namespace nexor::sqlite {

namespace {

constexpr std::array texts{
${literals}};

}  // namespace

std::span<const char* const> migrations() { return texts; }

}  // namespace nexor::sqlite
")
