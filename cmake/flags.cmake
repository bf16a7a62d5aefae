# The flags of our own targets; libraries from outside keep theirs.
include(CheckPIESupported)
check_pie_supported()

add_library(nexor_flags INTERFACE)
target_include_directories(nexor_flags INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(nexor_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wold-style-cast -Wnon-virtual-dtor
  -Woverloaded-virtual -Wnull-dereference -Wimplicit-fallthrough -Wswitch-enum
  -Wno-missing-field-initializers  # what a designated initialiser leaves out has its default on purpose
  -fstack-protector-strong)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(nexor_flags INTERFACE -ftrivial-auto-var-init=zero -fstack-clash-protection -fcf-protection=full)
endif()
target_compile_definitions(nexor_flags INTERFACE _GLIBCXX_ASSERTIONS)
target_link_options(nexor_flags INTERFACE -Wl,-z,relro,-z,now -Wl,--as-needed)

if(NEXOR_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
if(NEXOR_SANITIZE)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
  # g++ 12 sees uninitialised values in fmt's headers that only its own instrumentation makes.
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(nexor_flags INTERFACE -Wno-uninitialized -Wno-maybe-uninitialized)
  endif()
else()
  # Fortification needs optimisation, and fights with the address sanitizer's own checks.
  target_compile_options(nexor_flags INTERFACE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3)
endif()
