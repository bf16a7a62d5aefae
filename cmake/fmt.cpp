// fmt's own code, once: Debian has it as a shared library only, and to load that, and the C++ library for it, takes
// longer than all that `nexor version` does. What is instantiated here is what our code asks of it.

#include <fmt/format-inl.h>

FMT_BEGIN_NAMESPACE
namespace detail {
template FMT_API auto thousands_sep_impl<char>(locale_ref) -> thousands_sep_result<char>;
template FMT_API auto decimal_point_impl<char>(locale_ref) -> char;
}  // namespace detail
FMT_END_NAMESPACE
