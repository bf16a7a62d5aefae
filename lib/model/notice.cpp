#include "lib/model/notice.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace nexor {

namespace {

struct Name {
  NoticeKind kind;
  std::string_view text;
};

constexpr std::array names{Name{NoticeKind::requested, "requested"}, Name{NoticeKind::effective, "effective"},
                           Name{NoticeKind::withdrawn, "withdrawn"}};

}  // namespace

std::string_view name_of(NoticeKind kind) { return std::ranges::find(names, kind, &Name::kind)->text; }

std::optional<NoticeKind> parse_notice_kind(std::string_view text) {
  const auto* const found = std::ranges::find(names, text, &Name::text);
  if (found == names.end()) return {};
  return found->kind;
}

std::string id_of(const Notice& notice) {
  return fmt::format("{}:{}", text_of(notice.confirmation), name_of(notice.kind));
}

std::chrono::seconds wait_after(int attempts, std::chrono::seconds first) {
  constexpr std::chrono::seconds longest = std::chrono::days{1};
  std::chrono::seconds wait = first;
  for (int attempt = 1; attempt < attempts && wait < longest; ++attempt) wait *= 2;
  return std::min(wait, longest);
}

}  // namespace nexor
