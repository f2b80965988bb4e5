// The directory is a chain of sectors in the file allocation table, whose own sectors are listed in
// the header and, in files over 7 MB, in a further chain ([MS-CFB] 2.2 to 2.6). A chain longer than
// the file has sectors is a circle: broken. Small streams lie in 64-byte sectors of one large
// stream, the root's, with a table of their own. Tested by ole_test.cc.
#include "milter/extract/ole.h"

#include <algorithm>
#include <utility>

#include "milter/extract/little_endian.h"

namespace milter::extract {
namespace {

constexpr std::size_t kHeaderSize = 512;
constexpr std::size_t kEntrySize = 128;  // of the directory
constexpr std::size_t kHeaderFats = 109;
constexpr std::size_t kSmallSector = 64;
constexpr std::size_t kSmallStream = 4096;          // streams under it are small
constexpr std::uint32_t kLastRegular = 0xFFFFFFFA;  // MAXREGSECT

std::string name_of(std::string_view entry) {
  const std::size_t size = std::min<std::size_t>(little_endian(entry, 64, 2), 64);
  std::string name;
  for (std::size_t i = 0; i + 3 < size; i += 2) {  // without the NUL at its end
    const std::uint32_t unit = little_endian(entry, i, 2);
    name += unit < 0x80 ? static_cast<char>(unit) : '?';
  }
  return name;
}

OleEntry::Kind kind_of(char type) {
  switch (type) {
    case 0:
      return OleEntry::Kind::kUnused;
    case 2:
      return OleEntry::Kind::kStream;
    case 5:
      return OleEntry::Kind::kRoot;
    default:
      return OleEntry::Kind::kStorage;
  }
}

}  // namespace

CompoundFile::CompoundFile(std::string_view bytes)
    : bytes_(bytes), sector_size_(std::size_t{1} << std::min(little_endian(bytes, 30, 2), 20U)) {}

std::string_view CompoundFile::sector(std::uint32_t index) const {
  const std::size_t at = (std::size_t{index} + 1) * sector_size_;
  return at >= bytes_.size() ? std::string_view() : bytes_.substr(at, sector_size_);
}

std::uint32_t CompoundFile::next(std::uint32_t index) const {
  const std::size_t each = sector_size_ / 4;
  if (index / each >= fats_.size()) return kLastRegular + 1;
  return little_endian(sector(fats_[index / each]), index % each * 4, 4);
}

void CompoundFile::add_fats(std::string_view list, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t index = little_endian(list, i * 4, 4);
    if (index <= kLastRegular && fats_.size() < most_sectors()) fats_.push_back(index);
  }
}

bool CompoundFile::read_table() {
  if (bytes_.size() < kHeaderSize || (sector_size_ != 512 && sector_size_ != 4096)) return false;
  add_fats(bytes_.substr(76), kHeaderFats);
  std::size_t steps = 0;
  for (std::uint32_t at = little_endian(bytes_, 68, 4); at <= kLastRegular;) {
    const std::string_view list = sector(at);
    if (list.size() < sector_size_ || ++steps > most_sectors()) return false;
    add_fats(list, sector_size_ / 4 - 1);
    at = little_endian(list, sector_size_ - 4, 4);
  }
  return !fats_.empty();
}

void CompoundFile::add_entry(std::string_view entry) {
  entries_.push_back({kind_of(entry[66]), name_of(entry), 0, little_endian(entry, 116, 4),
                      little_endian(entry, 120, 4)});
}

// Each storage names one entry that lies in it, each entry two neighbours: [MS-CFB] 2.6.4.
void CompoundFile::find_storages(std::string_view directory) {
  constexpr std::size_t kLeft = 68, kRight = 72, kChild = 76;
  std::vector<bool> found(entries_.size(), false);
  std::vector<std::pair<std::size_t, std::size_t>> open;  // an entry and its storage
  const auto add = [&](std::size_t entry, std::size_t field, std::size_t storage) {
    const std::size_t named = little_endian(directory, entry * kEntrySize + field, 4);
    if (named < found.size() && !found[named]) open.emplace_back(named, storage);
  };
  add(0, kChild, 0);
  while (!open.empty()) {
    const auto [entry, storage] = open.back();
    open.pop_back();
    if (found[entry]) continue;
    found[entry] = true;
    entries_[entry].storage = storage;
    add(entry, kLeft, storage);
    add(entry, kRight, storage);
    if (entries_[entry].kind == OleEntry::Kind::kStorage) add(entry, kChild, entry);
  }
}

bool CompoundFile::read_directory() {
  std::string directory;
  std::size_t steps = 0;
  for (std::uint32_t at = little_endian(bytes_, 48, 4); at <= kLastRegular; at = next(at)) {
    const std::string_view entries = sector(at);
    if (entries.empty() || ++steps > most_sectors()) return false;
    directory += entries;
  }
  for (std::size_t i = 0; i + kEntrySize <= directory.size(); i += kEntrySize) {
    add_entry(std::string_view(directory).substr(i, kEntrySize));
  }
  if (!entries_.empty()) find_storages(directory);
  return true;
}

std::optional<CompoundFile> CompoundFile::open(std::string_view bytes) {
  CompoundFile file(bytes);
  if (!file.read_table() || !file.read_directory()) return std::nullopt;
  if (!file.entries_.empty()) {
    file.small_sectors_ = file.read_chain(file.entries_[0].start, file.entries_[0].size);
    file.small_table_ = file.read_chain(little_endian(bytes, 60, 4), bytes.size());
  }
  return file;
}

// Each step adds a byte or ends, so a circle ends at the stated size.
std::string CompoundFile::read_chain(std::uint32_t first, std::size_t size) const {
  size = std::min(size, bytes_.size());
  std::string out;
  for (std::uint32_t at = first; at <= kLastRegular && out.size() < size; at = next(at)) {
    const std::string_view part = sector(at);
    if (part.empty()) break;
    out += part.substr(0, size - out.size());
  }
  return out;
}

std::string CompoundFile::read_small(std::uint32_t first, std::size_t size) const {
  std::string out;
  for (std::size_t at = first; at <= kLastRegular && out.size() < size;
       at = little_endian(small_table_, at * 4, 4)) {
    if (at * kSmallSector >= small_sectors_.size() || at * 4 >= small_table_.size()) break;
    const std::string_view all = small_sectors_;
    out += all.substr(at * kSmallSector, std::min(kSmallSector, size - out.size()));
  }
  return out;
}

std::string CompoundFile::read(const OleEntry& entry) const {
  return entry.size < kSmallStream ? read_small(entry.start, entry.size)
                                   : read_chain(entry.start, entry.size);
}

}  // namespace milter::extract
