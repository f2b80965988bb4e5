// The inside of a Watchlist: the guarded names in two string pools and the postings that find them.
// For the rooms' own units only; lookalike.h is the door.
//
// Immutable once built; entries are handed out by number, views live as long as the Index.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lookalike/postings.h"
#include "lookalike/watchlist.h"

namespace lookalike {

struct Entry {
  std::uint32_t given_at = 0, text_at = 0, bare_at = 0, owner = 0;
  std::uint16_t given_size = 0;
  std::uint8_t text_size = 0, label_at = 0, suffix_at = 0, bare_size = 0;
  bool own = false, provider = false, common = false;
};

// Fewest letters of a name without its dots and hyphens that is looked for inside other names:
// "tco" and "adbid" stand in too many.
inline constexpr std::size_t kMinFlatName = 6;
// Fewest letters of a guarded label that is looked for beside other words.
inline constexpr std::size_t kMinToken = 4;

struct Watchlist::Index {
  Direction direction = Direction::kInbound;
  std::vector<Entry> entries;
  std::vector<std::string> owners, rejected;
  std::string given_pool;
  std::u32string letter_pool;
  std::size_t longest_flat_name = 0;  // no longer run of letters need be looked up
  Postings postings;

  std::string_view given(const Entry& e) const {
    return std::string_view(given_pool).substr(e.given_at, e.given_size);
  }
  std::u32string_view text(const Entry& e) const {
    return std::u32string_view(letter_pool).substr(e.text_at, e.text_size);
  }
  std::u32string_view label(const Entry& e) const {
    return text(e).substr(e.label_at, static_cast<std::size_t>(e.suffix_at - 1 - e.label_at));
  }
  std::u32string_view suffix(const Entry& e) const { return text(e).substr(e.suffix_at); }
  std::u32string_view bare(const Entry& e) const {  // bare_key of the label
    return std::u32string_view(letter_pool).substr(e.bare_at, e.bare_size);
  }
};

}  // namespace lookalike
