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

# What is small is linked into the binary, so that a start loads little: fmt from its own sources, toml++ as the headers that
# it is. What has to get its security updates by itself stays outside: SQLite and libsodium.
add_library(nexor_fmt STATIC ${CMAKE_CURRENT_LIST_DIR}/fmt.cpp)
target_compile_features(nexor_fmt PRIVATE cxx_std_20)
target_link_libraries(nexor_fmt INTERFACE fmt::fmt)
target_include_directories(nexor_fmt SYSTEM PRIVATE $<TARGET_PROPERTY:fmt::fmt,INTERFACE_INCLUDE_DIRECTORIES>)
add_library(nexor_toml INTERFACE)
target_include_directories(nexor_toml SYSTEM INTERFACE
  $<TARGET_PROPERTY:tomlplusplus::tomlplusplus,INTERFACE_INCLUDE_DIRECTORIES>)
# Its assertions hold for what is right: `[=` is an error that is told where they are off, and an abort where they are on.
target_compile_options(nexor_toml INTERFACE -DTOML_HEADER_ONLY=1 "-DTOML_ASSERT(expr)=static_assert(true)")

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
