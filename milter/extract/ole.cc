// The directory is a chain of sectors in the file allocation table, whose own sectors are listed in
// the header and, in files over 7 MB, in a further chain ([MS-CFB] 2.2 to 2.6). A chain longer than
// the file has sectors is a circle: broken. Tested by ole_test.cc.
#include "milter/extract/ole.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace milter::extract {
namespace {

constexpr std::size_t kHeaderSize = 512;
constexpr std::size_t kEntrySize = 128;  // of the directory
constexpr std::size_t kHeaderFats = 109;
constexpr std::uint32_t kLastRegular = 0xFFFFFFFA;  // MAXREGSECT

std::uint32_t number(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint32_t value = 0;
  for (std::size_t i = size; i > 0; --i) {
    const char byte = at + i - 1 < bytes.size() ? bytes[at + i - 1] : '\0';
    value = value << 8U | static_cast<unsigned char>(byte);
  }
  return value;
}

class CompoundFile {
 public:
  explicit CompoundFile(std::string_view bytes)
      : bytes_(bytes), sector_size_(std::size_t{1} << std::min(number(bytes, 30, 2), 20U)) {}
  std::optional<std::vector<std::string>> names();  // nullopt: broken

 private:
  bool read_table();
  std::string_view sector(std::uint32_t index) const;
  std::uint32_t next(std::uint32_t index) const;
  std::size_t most_sectors() const { return bytes_.size() / sector_size_ + 1; }
  void add_fats(std::string_view list, std::size_t count);

  std::string_view bytes_;
  std::size_t sector_size_;
  std::vector<std::uint32_t> fats_;  // sectors of the allocation table
};

std::string_view CompoundFile::sector(std::uint32_t index) const {
  const std::size_t at = (std::size_t{index} + 1) * sector_size_;
  return at >= bytes_.size() ? std::string_view() : bytes_.substr(at, sector_size_);
}

std::uint32_t CompoundFile::next(std::uint32_t index) const {
  const std::size_t each = sector_size_ / 4;
  if (index / each >= fats_.size()) return kLastRegular + 1;
  return number(sector(fats_[index / each]), index % each * 4, 4);
}

void CompoundFile::add_fats(std::string_view list, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t index = number(list, i * 4, 4);
    if (index <= kLastRegular && fats_.size() < most_sectors()) fats_.push_back(index);
  }
}

bool CompoundFile::read_table() {
  if (bytes_.size() < kHeaderSize || (sector_size_ != 512 && sector_size_ != 4096)) return false;
  add_fats(bytes_.substr(76), kHeaderFats);
  std::size_t steps = 0;
  for (std::uint32_t at = number(bytes_, 68, 4); at <= kLastRegular;) {
    const std::string_view list = sector(at);
    if (list.size() < sector_size_ || ++steps > most_sectors()) return false;
    add_fats(list, sector_size_ / 4 - 1);
    at = number(list, sector_size_ - 4, 4);
  }
  return !fats_.empty();
}

// UTF-16 of names that are ASCII in every format known here; other characters become '?'.
std::string name_of(std::string_view entry) {
  const std::size_t size = std::min<std::size_t>(number(entry, 64, 2), 64);
  std::string name;
  for (std::size_t i = 0; i + 3 < size; i += 2) {  // without the NUL at its end
    const std::uint32_t unit = number(entry, i, 2);
    name += unit < 0x80 ? static_cast<char>(unit) : '?';
  }
  return name;
}

std::optional<std::vector<std::string>> CompoundFile::names() {
  if (!read_table()) return std::nullopt;
  std::vector<std::string> names;
  std::size_t steps = 0;
  for (std::uint32_t at = number(bytes_, 48, 4); at <= kLastRegular; at = next(at)) {
    const std::string_view entries = sector(at);
    if (entries.empty() || ++steps > most_sectors()) return std::nullopt;
    for (std::size_t i = 0; i + kEntrySize <= entries.size(); i += kEntrySize) {
      if (entries[i + 66] != 0) names.push_back(name_of(entries.substr(i, kEntrySize)));
    }
  }
  return names;
}

// [MS-OVBA] 2.2.1: the storages of a VBA project, in a document or by itself.
constexpr auto kMacroNames =
    std::to_array<std::string_view>({"VBA", "_VBA_PROJECT", "_VBA_PROJECT_CUR"});

}  // namespace

std::vector<Problem> look_into_ole(std::string_view bytes) {
  const auto names = CompoundFile(bytes).names();
  if (!names) return {Problem::kBroken};
  const auto has = [&](std::string_view name) {
    return std::find(names->begin(), names->end(), name) != names->end();
  };
  if (has("EncryptedPackage")) return {Problem::kEncrypted};  // [MS-OFFCRYPTO] 2.3.4.4
  if (std::any_of(kMacroNames.begin(), kMacroNames.end(), has)) {
    return {Problem::kMacros, Problem::kUnknownKind};
  }
  return {Problem::kUnknownKind};
}

}  // namespace milter::extract
