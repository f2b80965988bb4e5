#include "tests/extract/old_samples.h"

#include <map>

namespace milter::extract {
namespace {

constexpr std::uint32_t kNone = 0xFFFFFFFF, kEnd = 0xFFFFFFFE, kFatSector = 0xFFFFFFFD;

// Pieces of one size and the chains they form.
struct Sectors {
  explicit Sectors(std::size_t bytes) : each(bytes) {}
  std::uint32_t add(std::string bytes) {
    if (bytes.empty()) return kEnd;
    const auto first = static_cast<std::uint32_t>(next.size());
    const std::size_t count = (bytes.size() + each - 1) / each;
    bytes.resize(count * each);
    all += bytes;
    for (std::size_t i = 1; i < count; ++i) next.push_back(static_cast<std::uint32_t>(first + i));
    next.push_back(kEnd);
    return first;
  }
  std::string table() const {
    std::string out;
    for (const std::uint32_t number : next) out += little(number, 4);
    return out;
  }
  std::size_t each;
  std::string all;
  std::vector<std::uint32_t> next;
};

struct Entry {
  std::string name;
  char type = 2;
  std::uint32_t right = kNone, child = kNone, start = 0;
  std::size_t size = 0;
};

std::string directory_of(const std::vector<Entry>& entries) {
  std::string out;
  for (const Entry& entry : entries) {
    std::string name = utf16(entry.name);
    const std::size_t length = name.size() + 2;
    name.resize(64);
    out += name + little(length, 2) + entry.type + '\1' + little(kNone, 4) +
           little(entry.right, 4) + little(entry.child, 4) + std::string(36, '\0') +
           little(entry.start, 4) + little(entry.size, 8);
  }
  return out;
}

class Tree {
 public:
  Tree() { entries_.push_back({"Root Entry", 5}); }
  void add(const File& file, Sectors& large, Sectors& small) {
    const std::size_t slash = file.name.find('/');
    std::size_t storage = 0;
    if (slash != std::string::npos) storage = folder(file.name.substr(0, slash));
    Entry entry{file.name.substr(slash == std::string::npos ? 0 : slash + 1)};
    entry.start = (file.bytes.size() < 4096 ? small : large).add(file.bytes);
    entry.size = file.bytes.size();
    put(entry, storage);
  }
  std::vector<Entry>& entries() { return entries_; }

 private:
  std::size_t folder(const std::string& name) {
    const auto [at, is_new] = folders_.try_emplace(name, entries_.size());
    if (is_new) put({name, 1}, 0);
    return at->second;
  }
  // Each beside the one before, as a tree of red and black nodes may degenerate.
  void put(Entry entry, std::size_t storage) {
    entry.right = entries_[storage].child;
    entries_[storage].child = static_cast<std::uint32_t>(entries_.size());
    entries_.push_back(entry);
  }
  std::vector<Entry> entries_;
  std::map<std::string, std::size_t> folders_;
};

std::string header_of(std::uint32_t directory, std::uint32_t small_table,
                      const std::vector<std::uint32_t>& fats) {
  std::string header = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(16, '\0') +
                       little(0x3E, 2) + little(3, 2) + little(0xFFFE, 2) + little(9, 2) +
                       little(6, 2) + std::string(10, '\0') + little(fats.size(), 4) +
                       little(directory, 4) + little(0, 4) + little(4096, 4) +
                       little(small_table, 4) + little(small_table == kEnd ? 0 : 1, 4) +
                       little(kEnd, 4) + little(0, 4);
  for (const std::uint32_t fat : fats) header += little(fat, 4);
  header.resize(512, '\xFF');
  return header;
}

}  // namespace

std::string utf16(std::string_view utf8) { return in_charset(utf8, "UTF-16LE"); }

std::string ole_of(const std::vector<File>& streams) {
  Sectors large(512), small(64);
  Tree tree;
  for (const File& stream : streams) tree.add(stream, large, small);
  tree.entries()[0].start = large.add(small.all);
  tree.entries()[0].size = small.all.size();
  const std::uint32_t small_table = large.add(small.table());
  const std::uint32_t directory = large.add(directory_of(tree.entries()));
  std::vector<std::uint32_t> fats;
  while (fats.size() * 128 < large.next.size()) {
    fats.push_back(static_cast<std::uint32_t>(large.next.size()));
    large.next.push_back(kFatSector);
  }
  std::string table = large.table();
  table.resize(fats.size() * 512, '\xFF');
  return header_of(directory, small_table, fats) + large.all + table;
}

std::vector<File> doc_of(const std::vector<Piece>& pieces, unsigned flags) {
  constexpr std::size_t kHeader = 1024;
  std::string positions = little(0, 4), descriptors, text;
  std::size_t position = 0;
  for (const Piece& piece : pieces) {
    position += piece.bytes.size() / (piece.one_byte ? 1 : 2);
    const std::size_t at = kHeader + text.size();
    positions += little(position, 4);
    descriptors +=
        little(0, 2) + little(piece.one_byte ? at * 2 | 0x40000000U : at, 4) + little(0, 2);
    text += piece.bytes;
  }
  const std::string formatting = "\1" + little(3, 2) + "abc";
  const std::string plc = positions + descriptors;
  const std::string table = "before" + formatting + "\2" + little(plc.size(), 4) + plc;
  std::string header =
      little(0xA5EC, 2) + little(0x00C1, 2) + std::string(6, '\0') + little(flags | 0x0200U, 2);
  header.resize(0x4C);
  header += little(position, 4);  // characters in all
  header.resize(0x1A2);
  header += little(6, 4) + little(table.size() - 6, 4);
  header.resize(kHeader);
  return {{"WordDocument", header + text}, {"1Table", table}};
}

std::string record(unsigned type, const std::string& bytes) {
  return little(type, 2) + little(bytes.size(), 2) + bytes;
}

std::string bof(unsigned version) { return record(0x809, little(version, 2) + little(5, 2)); }

std::string wide(const std::string& utf8) {
  const std::string units = utf16(utf8);
  return little(units.size() / 2, 2) + '\1' + units;
}

std::string narrow(const std::string& text) { return little(text.size(), 2) + '\0' + text; }

std::string shared(const std::vector<std::string>& strings) {
  std::string bytes = little(strings.size(), 4) + little(strings.size(), 4);
  for (const std::string& string : strings) bytes += string;
  return record(0xFC, bytes);
}

std::string cell(unsigned type, unsigned row, unsigned column, const std::string& value) {
  return record(type, little(row, 2) + little(column, 2) + little(15, 2) + value);
}

}  // namespace milter::extract
