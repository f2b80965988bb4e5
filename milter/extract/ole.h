// Compound files ([MS-CFB]): what .doc, .xls, .ppt and .msg, and OOXML behind a password, lie in: a
// file system with storages as folders and streams as files.
//
//   const auto file = CompoundFile::open(bytes);        // nullopt: broken
//   for (const OleEntry& entry : file->entries()) ...   // entry.name == "WordDocument"
//   const std::string stream = file->read(entry);
//
// Linear, bounded by the size of the file. Pure; a CompoundFile must not outlive the bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace milter::extract {

struct OleEntry {
  enum class Kind : std::uint8_t { kUnused, kStorage, kStream, kRoot };
  Kind kind = Kind::kUnused;
  std::string name;         // ASCII in every format known here; other characters become '?'
  std::size_t storage = 0;  // the entry's index that it lies in; 0: the root, or nowhere
  std::uint32_t start = 0;  // its first sector
  std::size_t size = 0;     // as stated
};

class CompoundFile {
 public:
  static std::optional<CompoundFile> open(std::string_view bytes);
  const std::vector<OleEntry>& entries() const { return entries_; }
  // A stream's bytes, as many of the stated ones as are there.
  std::string read(const OleEntry& entry) const;

 private:
  explicit CompoundFile(std::string_view bytes);
  bool read_table();
  bool read_directory();
  void add_entry(std::string_view entry);
  void find_storages(std::string_view directory);
  std::string_view sector(std::uint32_t index) const;
  std::uint32_t next(std::uint32_t index) const;
  std::size_t most_sectors() const { return bytes_.size() / sector_size_ + 1; }
  void add_fats(std::string_view list, std::size_t count);
  std::string read_chain(std::uint32_t first, std::size_t size) const;
  std::string read_small(std::uint32_t first, std::size_t size) const;

  std::string_view bytes_;
  std::size_t sector_size_;
  std::vector<std::uint32_t> fats_;  // sectors of the allocation table
  std::vector<OleEntry> entries_;
  std::string small_sectors_, small_table_;  // of streams under 4,096 bytes
};

}  // namespace milter::extract
