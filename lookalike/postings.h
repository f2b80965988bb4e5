// Which entries stand under a key: an immutable hash multimap from 64-bit hashes to entry numbers.
//
//   PostingsBuilder b; b.add(hash(KeyKind::kName, U"x.example"), 7); Postings p = b.finish();
//   p.visit(hash(...), [](std::uint32_t entry) { ... });
//
// Keys are not kept, so a visitor compares before it believes. About 12 bytes a key. Postings is
// immutable and safe from any thread; a builder belongs to one thread.
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace lookalike {

enum class KeyKind : std::uint8_t { kName, kVisual, kLeft, kRight, kFlatName, kFlatLabel };

// FNV-1a over code points, mixed at the end; the same on every machine.
std::uint64_t hash(KeyKind kind, std::u32string_view key, std::size_t salt = 0);

class Postings {
 public:
  template <class Visitor>
  void visit(std::uint64_t key, Visitor&& visitor) const {
    if (items_.empty()) return;
    const std::size_t bucket = static_cast<std::size_t>(key & mask_);
    for (std::uint32_t i = starts_[bucket]; i < starts_[bucket + 1]; ++i) {
      if (items_[i].tag == static_cast<std::uint32_t>(key >> 32U)) visitor(items_[i].entry);
    }
  }

 private:
  friend class PostingsBuilder;
  struct Item {
    std::uint32_t tag = 0, entry = 0;
  };
  std::uint64_t mask_ = 0;
  std::vector<std::uint32_t> starts_;  // of each bucket in items_, and one past the last
  std::vector<Item> items_;
};

class PostingsBuilder {
 public:
  void add(std::uint64_t key, std::uint32_t entry) { keys_.emplace_back(key, entry); }
  Postings finish();

 private:
  std::vector<std::pair<std::uint64_t, std::uint32_t>> keys_;
};

}  // namespace lookalike
