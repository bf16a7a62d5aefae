# What nexor stands on. A system without one of the CMake packages gets it from its own project; CONTRIBUTING.md
# says why each is there.
include(FetchContent)

macro(nexor_library name repository tag)
  FetchContent_Declare(${name} GIT_REPOSITORY ${repository} GIT_TAG ${tag} FIND_PACKAGE_ARGS)
  FetchContent_MakeAvailable(${name})
endmacro()

nexor_library(CLI11 https://github.com/CLIUtils/CLI11 v2.1.2)
nexor_library(fmt https://github.com/fmtlib/fmt 9.1.0)
nexor_library(SQLiteCpp https://github.com/SRombauts/SQLiteCpp 3.2.1)
nexor_library(tomlplusplus https://github.com/marzer/tomlplusplus v3.3.0)
nexor_library(nlohmann_json https://github.com/nlohmann/json v3.11.2)

find_package(SQLite3 REQUIRED)
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(utf8proc REQUIRED IMPORTED_TARGET libutf8proc)

# Only its SHA-256 is linked, and nothing is loaded at the start.
find_library(nettle_archive libnettle.a REQUIRED)
find_path(nettle_headers nettle/sha2.h REQUIRED)
add_library(nettle STATIC IMPORTED)
set_target_properties(nettle PROPERTIES IMPORTED_LOCATION "${nettle_archive}" INTERFACE_INCLUDE_DIRECTORIES "${nettle_headers}")

if(NEXOR_TESTS)
  nexor_library(doctest https://github.com/doctest/doctest v2.4.9)
  nexor_library(rapidcheck https://github.com/emil-e/rapidcheck ff6af6fc683159deb51c543b065eba14dfcf329b)
endif()
