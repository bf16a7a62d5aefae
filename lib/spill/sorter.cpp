#include "lib/spill/sorter.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <queue>
#include <utility>

#include "lib/error.h"

namespace nexor {

namespace {

// A record as it lies in memory and in the file: two lengths, the key, the content.
struct Lengths {
  std::uint32_t key;
  std::uint32_t content;
};

Lengths lengths_at(std::string_view bytes) {
  Lengths lengths{};
  std::memcpy(&lengths, bytes.data(), sizeof lengths);
  return lengths;
}

std::size_t size_of(const Lengths& lengths) { return sizeof lengths + lengths.key + lengths.content; }

std::string_view key_at(std::string_view bytes) { return bytes.substr(sizeof(Lengths), lengths_at(bytes).key); }

std::string_view content_at(std::string_view bytes) {
  const Lengths lengths = lengths_at(bytes);
  return bytes.substr(sizeof lengths + lengths.key, lengths.content);
}

// The first eight bytes as a number that is ordered as they are.
std::uint64_t prefix_of(std::string_view key) {
  std::uint64_t prefix = 0;
  for (std::size_t i = 0; i < sizeof prefix; ++i) {
    prefix = (prefix << 8U) | (i < key.size() ? static_cast<unsigned char>(key[i]) : 0U);
  }
  return prefix;
}

[[noreturn]] void fail(const std::string& folder) {
  const int code = errno;
  throw Error(code == ENOSPC || code == EDQUOT || code == EFBIG ? Fault::disk_full : Fault::store_unavailable,
              fmt::format("what has to be sorted can't be kept in '{}': {}", folder, std::strerror(code)));
}

// A file without a name, for the owner alone.
int open_nameless(const std::string& folder) {
  constexpr mode_t owner_only = 0600;
  const int file = open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, owner_only);
  if (file >= 0 || (errno != EOPNOTSUPP && errno != EISDIR)) return file;
  std::string name = folder + "/.nexor-XXXXXX";
  const int named = mkostemp(name.data(), O_CLOEXEC);
  if (named >= 0) unlink(name.c_str());
  return named;
}

}  // namespace

// Reads one run, record by record.
class Sorter::Source {
 public:
  Source(int file, Run run, std::size_t memory) : file_(file), run_(run), buffer_(memory, '\0') {}

  // False at the run's end.
  bool next() {
    at_ += current_.size();
    if (!has(sizeof(Lengths)) || !has(size_of(lengths_at(ahead())))) return false;
    current_ = ahead().substr(0, size_of(lengths_at(ahead())));
    return true;
  }

  std::string_view record() const { return current_; }
  std::string_view key() const { return key_at(current_); }

 private:
  std::string_view ahead() const { return std::string_view(buffer_).substr(at_, filled_ - at_); }

  // Makes sure that so many bytes are ahead.
  bool has(std::size_t bytes) {
    if (filled_ - at_ >= bytes) return true;
    buffer_.erase(0, at_);
    filled_ -= at_;
    at_ = 0;
    buffer_.resize(std::max(buffer_.capacity(), bytes));
    while (filled_ < buffer_.size() && run_.begin < run_.end) {
      const auto most =
          std::min<std::size_t>(buffer_.size() - filled_, static_cast<std::size_t>(run_.end - run_.begin));
      const ssize_t got = pread(file_, buffer_.data() + filled_, most, run_.begin);
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) throw Error(Fault::store_unavailable, "what was sorted can't be read back");
      filled_ += static_cast<std::size_t>(got);
      run_.begin += got;
    }
    return filled_ >= bytes;
  }

  int file_;
  Run run_;  // what isn't read yet
  std::string buffer_;
  std::size_t at_ = 0;
  std::size_t filled_ = 0;
  std::string_view current_;
};

Sorter::Sorter(std::string folder, std::size_t memory) : folder_(std::move(folder)), most_(memory) {}

Sorter::Sorter(Sorter&& other) noexcept
    : folder_(std::move(other.folder_)),
      most_(other.most_),
      memory_(std::move(other.memory_)),
      entries_(std::move(other.entries_)),
      runs_(std::move(other.runs_)),
      file_(std::exchange(other.file_, -1)),
      file_end_(other.file_end_),
      size_(other.size_) {}

Sorter::~Sorter() {
  if (file_ >= 0) close(file_);
}

void Sorter::add(std::string_view key, std::string_view content) {
  if (size_ == 0) reserve();
  const Lengths lengths{static_cast<std::uint32_t>(key.size()), static_cast<std::uint32_t>(content.size())};
  if (memory_.size() + size_of(lengths) + (entries_.size() + 1) * sizeof(Entry) > most_ && !entries_.empty()) spill();
  entries_.push_back({prefix_of(key), static_cast<std::uint32_t>(memory_.size())});
  memory_.append(reinterpret_cast<const char*>(&lengths), sizeof lengths).append(key).append(content);
  ++size_;
}

// Room for all that it may hold, of which the system gives only what is used: growing would need twice as much.
void Sorter::reserve() {
  memory_.reserve(most_);
  entries_.reserve(most_ / sizeof(Entry));
}

void Sorter::each(const Visit& visit) {
  if (!runs_.empty()) {
    if (!entries_.empty()) spill();
    merge(visit);
    return;
  }
  sort();
  for (const Entry& entry : entries_) {
    const std::string_view record = std::string_view(memory_).substr(entry.at);
    visit(key_at(record), content_at(record));
  }
}

bool Sorter::is_before(const Entry& a, const Entry& b) const {
  if (a.prefix != b.prefix) return a.prefix < b.prefix;
  const std::string_view all = memory_;
  const int order = key_at(all.substr(a.at)).compare(key_at(all.substr(b.at)));
  return order != 0 ? order < 0 : a.at < b.at;
}

void Sorter::sort() {
  std::sort(entries_.begin(), entries_.end(), [this](const Entry& a, const Entry& b) { return is_before(a, b); });
}

void Sorter::spill() {
  sort();
  open_file();
  const std::int64_t begin = file_end_;
  constexpr std::size_t at_a_time = 256 * 1024;
  std::string out;
  for (const Entry& entry : entries_) {
    const std::string_view record = std::string_view(memory_).substr(entry.at);
    out.append(record.substr(0, size_of(lengths_at(record))));
    if (out.size() < at_a_time) continue;
    write(out);
    out.clear();
  }
  write(out);
  runs_.push_back({begin, file_end_});
  memory_.clear();
  entries_.clear();
}

void Sorter::open_file() {
  if (file_ >= 0) return;
  file_ = open_nameless(folder_);
  if (file_ < 0) fail(folder_);
}

void Sorter::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = pwrite(file_, bytes.data(), bytes.size(), file_end_);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) fail(folder_);
    file_end_ += written;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

void Sorter::merge(const Visit& visit) {
  constexpr std::size_t least = 16 * 1024;
  std::string().swap(memory_);
  std::vector<Entry>().swap(entries_);
  std::vector<std::unique_ptr<Source>> sources;
  const auto is_behind = [&](std::size_t a, std::size_t b) {
    const int order = sources[a]->key().compare(sources[b]->key());
    return order != 0 ? order > 0 : a > b;
  };
  std::priority_queue<std::size_t, std::vector<std::size_t>, decltype(is_behind)> nearest(is_behind);
  for (const Run& run : runs_) {
    sources.push_back(std::make_unique<Source>(file_, run, std::max(least, most_ / runs_.size())));
    if (sources.back()->next()) nearest.push(sources.size() - 1);
  }
  while (!nearest.empty()) {
    const std::size_t place = nearest.top();
    nearest.pop();
    visit(sources[place]->key(), content_at(sources[place]->record()));
    if (sources[place]->next()) nearest.push(place);
  }
}

std::string ordered_bytes(std::int64_t number) {
  std::string bytes(sizeof number, '\0');
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    bytes[bytes.size() - 1 - i] = static_cast<char>(static_cast<std::uint64_t>(number) >> (8 * i));
  }
  return bytes;
}

std::int64_t number_in(std::string_view bytes) { return static_cast<std::int64_t>(prefix_of(bytes)); }

}  // namespace nexor
