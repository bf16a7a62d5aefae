#include "lib/model/zone_table.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <utility>

namespace nexor {

namespace {

using std::chrono::hours;
using std::chrono::seconds;

constexpr seconds most_offset = hours{26};  // RFC 9636, 3.2: from -25 to +26 hours, both exclusive
constexpr seconds least_offset = -hours{25};
constexpr std::size_t type_bytes = 6;

// Big-endian bytes from the left. Reading past the end gives zeros and is remembered.
class Bytes {
 public:
  explicit Bytes(std::string_view bytes) : rest_(bytes) {}

  std::string_view take(std::uint64_t count) {
    if (count > rest_.size()) {
      is_short_ = true;
      return {};
    }
    const std::string_view taken = rest_.substr(0, static_cast<std::size_t>(count));
    rest_.remove_prefix(taken.size());
    return taken;
  }

  std::uint64_t number(std::size_t width) {
    std::uint64_t value = 0;
    for (const char byte : take(width)) value = value << 8U | static_cast<unsigned char>(byte);
    return value;
  }

  std::string_view rest() const { return rest_; }
  bool is_short() const { return is_short_; }

 private:
  std::string_view rest_;
  bool is_short_ = false;
};

struct Header {
  char version;
  std::uint64_t universal_flags;
  std::uint64_t standard_flags;
  std::uint64_t leap_seconds;
  std::uint64_t changes;
  std::uint64_t types;
  std::uint64_t name_bytes;
};

std::optional<Header> take_header(Bytes& bytes) {
  if (bytes.take(4) != "TZif") return {};
  const std::string_view version = bytes.take(1);
  if (version.empty() || version[0] < '2' || version[0] > '9') return {};
  bytes.take(15);
  Header header{.version = version[0],
                .universal_flags = bytes.number(4),
                .standard_flags = bytes.number(4),
                .leap_seconds = bytes.number(4),
                .changes = bytes.number(4),
                .types = bytes.number(4),
                .name_bytes = bytes.number(4)};
  if (bytes.is_short()) return {};
  return header;
}

bool is_usable(const Header& header) {
  const bool flags_fit = (header.universal_flags == 0 || header.universal_flags == header.types) &&
                         (header.standard_flags == 0 || header.standard_flags == header.types);
  return header.leap_seconds == 0 && header.types > 0 && header.types <= 256 && header.name_bytes > 0 && flags_fit;
}

// The same table once more in 32 bits, for readers of version 1.
void skip_first_block(Bytes& bytes, const Header& header) {
  bytes.take(header.changes * 5 + header.types * type_bytes + header.name_bytes + header.leap_seconds * 8 +
             header.standard_flags + header.universal_flags);
}

// The offset of each type of local time. What a type is called and whether it is summer time doesn't matter here, but
// has to be well-formed.
std::optional<std::vector<seconds>> offsets(Bytes types, const Header& header) {
  std::vector<seconds> offsets;
  for (std::uint64_t i = 0; i < header.types; ++i) {
    const seconds offset{static_cast<std::int32_t>(types.number(4))};
    const auto is_summer = types.number(1);
    const auto name_at = types.number(1);
    if (offset <= least_offset || offset >= most_offset || is_summer > 1 || name_at >= header.name_bytes) return {};
    offsets.push_back(offset);
  }
  return offsets;
}

std::optional<std::vector<ZoneTable::Change>> changes(Bytes times, std::string_view types,
                                                      const std::vector<seconds>& offsets) {
  std::vector<ZoneTable::Change> changes;
  for (const char type : types) {
    const Instant at{seconds{static_cast<std::int64_t>(times.number(8))}};
    const std::size_t index = static_cast<unsigned char>(type);
    if (index >= offsets.size() || (!changes.empty() && at <= changes.back().at)) return {};
    changes.push_back({at, offsets[index]});
  }
  return changes;
}

// All but the footer.
std::optional<ZoneTable> take_block(Bytes& bytes, const Header& header) {
  const Bytes times{bytes.take(header.changes * 8)};
  const std::string_view change_types = bytes.take(header.changes);
  const Bytes types{bytes.take(header.types * type_bytes)};
  const std::string_view names = bytes.take(header.name_bytes);
  bytes.take(header.standard_flags + header.universal_flags);
  if (bytes.is_short() || names.back() != '\0') return {};
  const auto type_offsets = offsets(types, header);
  if (!type_offsets) return {};
  auto table = changes(times, change_types, *type_offsets);
  if (!table) return {};
  return ZoneTable{type_offsets->front(), std::move(*table), {}};
}

}  // namespace

std::optional<ZoneTable> ZoneTable::parse(std::string_view tzif) {
  Bytes bytes{tzif};
  const auto first = take_header(bytes);
  if (!first) return {};
  skip_first_block(bytes, *first);
  const auto header = take_header(bytes);
  if (!header || header->version != first->version || !is_usable(*header)) return {};
  auto table = take_block(bytes, *header);
  std::string_view footer = bytes.rest();
  if (!table || footer.size() < 2 || footer.front() != '\n' || footer.back() != '\n') return {};
  footer = footer.substr(1, footer.size() - 2);
  if (footer.empty()) return table;
  table->rule = ZoneRule::parse(footer);
  if (!table->rule) return {};
  return table;
}

OffsetSpan ZoneTable::span_at(Instant instant) const {
  const auto next = std::upper_bound(changes.begin(), changes.end(), instant,
                                     [](Instant at, const Change& change) { return at < change.at; });
  if (next == changes.end() && rule) return rule->span_at(instant);
  const seconds offset = next == changes.begin() ? first_offset : std::prev(next)->offset;
  return {offset, next == changes.end() ? std::nullopt : std::optional{next->at}};
}

}  // namespace nexor
