#include "tests/fault/disk.h"

#include <algorithm>
#include <array>

namespace nexor::fault {

namespace {

constexpr std::size_t sector_size = 512;

std::size_t up_to(std::size_t most, Chance& chance) {
  return std::uniform_int_distribution<std::size_t>{0, most}(chance);
}

bool happens(double share, Chance& chance) { return std::bernoulli_distribution{share}(chance); }

// How much of what is under way gets there: were it the same for each cut, nothing and everything would hardly ever be.
double some_share(Chance& chance) {
  constexpr std::array shares{0.0, 0.1, 0.5, 0.9, 1.0};
  return shares.at(up_to(shares.size() - 1, chance));
}

std::string anything(Chance& chance) {
  std::string sector(sector_size, '\0');
  if (happens(0.5, chance)) return sector;
  for (char& byte : sector) byte = static_cast<char>(up_to(255, chance));
  return sector;
}

// A sector is written from one end to the other, and the power may go on the way.
std::string torn(const std::string& before, const std::string& after, Chance& chance) {
  const std::size_t at = up_to(sector_size, chance);
  return happens(0.5, chance) ? after.substr(0, at) + before.substr(at) : before.substr(0, at) + after.substr(at);
}

// One that a sector may hold which held `before`, and was written as these `versions` since.
std::string one_of(const std::string& before, const std::vector<std::string>& versions, double share, Chance& chance) {
  if (happens(share, chance)) return versions.back();
  const std::size_t version = up_to(versions.size() - 1, chance);
  const std::string& older = version == 0 ? before : versions[version - 1];
  constexpr double seldom = 0.1;
  return happens(seldom, chance) ? torn(older, versions[version], chance) : older;
}

}  // namespace

void DiskFile::write(std::size_t offset, std::string_view bytes) {
  if (bytes.empty()) return;
  const std::size_t end = offset + bytes.size();
  if (end > now_.size()) {
    now_.resize(end, '\0');
    sizes_.push_back(end);
  }
  now_.replace(offset, bytes.size(), bytes);
  for (std::size_t sector = offset / sector_size; sector * sector_size < end; ++sector) {
    versions_[sector].push_back(sector_of_now(sector));
  }
}

void DiskFile::truncate(std::size_t size) {
  now_.resize(size, '\0');
  sizes_.push_back(size);
}

void DiskFile::sync() {
  synced_ = now_;
  versions_.clear();
  sizes_.clear();
}

std::string DiskFile::sector_of_now(std::size_t sector) const {
  std::string content = now_.substr(sector * sector_size, sector_size);
  content.resize(sector_size, '\0');
  return content;
}

std::string DiskFile::after_cut(Chance& chance) const {
  const double share = some_share(chance);
  std::vector<std::size_t> sizes{synced_.size()};
  sizes.insert(sizes.end(), sizes_.begin(), sizes_.end());
  const std::size_t size = happens(share, chance) ? sizes.back() : sizes[up_to(sizes.size() - 1, chance)];

  std::string content = synced_;
  while (content.size() < size) content += anything(chance);
  content.resize((content.size() + sector_size - 1) / sector_size * sector_size, '\0');
  for (const auto& [sector, versions] : versions_) {
    const std::size_t at = sector * sector_size;
    if (at >= size) continue;
    content.replace(at, sector_size, one_of(content.substr(at, sector_size), versions, share, chance));
  }
  content.resize(size);
  return content;
}

std::shared_ptr<DiskFile> Disk::add(const std::string& name, std::string content) {
  const auto file = std::make_shared<DiskFile>(std::move(content));
  synced_[name] = file;
  now_[name] = file;
  return file;
}

std::shared_ptr<DiskFile> Disk::create(const std::string& name) {
  const auto file = std::make_shared<DiskFile>("");
  now_[name] = file;
  changes_.emplace_back(name, file);
  return file;
}

void Disk::remove(const std::string& name) {
  now_.erase(name);
  changes_.emplace_back(name, nullptr);
}

void Disk::sync_folder() {
  synced_ = now_;
  changes_.clear();
}

std::shared_ptr<DiskFile> Disk::find(const std::string& name) const {
  const auto found = now_.find(name);
  return found == now_.end() ? nullptr : found->second;
}

std::map<std::string, std::string> Disk::after_cut(Chance& chance) const {
  Entries entries = synced_;
  const double share = some_share(chance);
  for (const auto& [name, file] : changes_) {
    if (!happens(share, chance)) continue;
    if (file) {
      entries[name] = file;
    } else {
      entries.erase(name);
    }
  }
  std::map<std::string, std::string> contents;
  for (const auto& [name, file] : entries) contents[name] = file->after_cut(chance);
  return contents;
}

}  // namespace nexor::fault
