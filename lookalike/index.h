// The inside of a Watchlist: the guarded names in a byte pool and the postings that find them.
// For the room's own units only; lookalike.h is the door.
//
// Immutable once built; entries are handed out by number, views live as long as the Index. At a
// million names of 17 letters about 140 bytes a name, all in all.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lookalike/pieces.h"
#include "lookalike/postings.h"
#include "lookalike/sizes.h"
#include "lookalike/watchlist.h"
#include "lookalike/worth.h"

namespace lookalike {

// Sizes and places are in bytes of UTF-8. In the pool of texts the name is followed by the form it
// was given in, if that is another, and by its label's loose key: who reads one reads another next,
// and they are mostly in one line of the cache.
struct Entry {
  std::uint32_t text_at = 0, owner = 0;
  std::uint16_t text_size = 0, given_size = 0, label_at = 0, suffix_at = 0;
  std::uint8_t key_size = 0;
  bool own : 1 = false;
  bool provider : 1 = false;         // built in, not listed as a partner
  bool among_providers : 1 = false;  // a mail provider, listed as a partner or not
  bool folded : 1 = false;           // the label's plain key is longer than its loose one
  bool grouped : 1 = false;  // one of several suffixes that the owner guards the label under
};
static_assert(sizeof(Entry) <= 20);

// Letters count as evidence: an ideograph or a kana tells as much as two letters. In sight letters
// everything outside ASCII is one byte of 0x80 or more.
constexpr std::size_t weight_of_letter(char sight) {
  return static_cast<unsigned char>(sight) >= 0x80 ? 2 : 1;
}

// The value of a name from its end, so that the values of all domains above a host come in one
// pass.
constexpr std::uint64_t rolled_back(std::string_view text) {
  std::uint64_t value = 0;
  for (auto c = text.rbegin(); c != text.rend(); ++c) value = roll(value, *c);
  return value;
}

// Least weight of a name without its separators that is looked for inside other names: "tco" and
// "adbid" stand in too many. Also the weight of a stem, and of a label inside a longer word.
inline constexpr std::size_t kMinFlatName = 6;
// Least weight of a guarded label that is looked for beside other words ("opm-learning"); two
// letters stand in too many.
inline constexpr std::size_t kMinToken = 3;
// The shortest beginning of `flat` that weighs kMinFlatName; 0 if all of it weighs less.
constexpr std::size_t stem_size(std::string_view flat) {
  std::size_t weight = 0;
  for (std::size_t i = 0; i < flat.size(); ++i) {
    weight += weight_of_letter(flat[i]);
    if (weight >= kMinFlatName) return i + 1;
  }
  return 0;
}
// rolled() over the sight letters of a part of a name, separators left out.
std::uint64_t flat_value(std::string_view utf8);

struct Watchlist::Index {
  Direction direction = Direction::kInbound;
  bool two_edits = false;
  std::vector<Entry> entries;
  std::vector<std::string> rejected;
  std::string texts, owners;
  std::vector<std::uint32_t> owner_ends;
  std::size_t longest_flat_name = 0, longest_flat_label = 0;  // no longer run need be looked up
  SizesByLetter suffix_sizes;                                 // without dots, by the last letter
  SizesByKey stem_sizes;    // flat letters of the names and labels that begin with a stem
  Filter hints;             // small, so that it stays in the cache
  Filter filter;            // of names' keys
  Postings<Posting> names;  // all kinds but pieces
  Postings<PiecePosting> pieces;
  Worth worth;

  std::string_view text(const Entry& e) const {
    return std::string_view(texts).substr(e.text_at, e.text_size);
  }
  std::string_view given(const Entry& e) const {
    if (e.given_size == 0) return text(e);
    return std::string_view(texts).substr(e.text_at + std::size_t{e.text_size}, e.given_size);
  }
  std::string_view hosts(const Entry& e) const { return text(e).substr(0, e.label_at); }
  std::string_view label(const Entry& e) const {
    return text(e).substr(e.label_at, e.suffix_at - e.label_at - std::size_t{1});
  }
  std::string_view suffix(const Entry& e) const { return text(e).substr(e.suffix_at); }
  std::string_view registrable_domain(const Entry& e) const { return text(e).substr(e.label_at); }
  static std::size_t key_at(const Entry& e) {
    return std::size_t{e.text_at} + e.text_size + e.given_size;
  }
  std::string_view key(const Entry& e) const {  // loose_key of the label
    return std::string_view(texts).substr(key_at(e), e.key_size);
  }
  std::string_view owner(const Entry& e) const {
    const std::size_t begin = e.owner == 0 ? 0 : owner_ends[e.owner - std::size_t{1}];
    return std::string_view(owners).substr(begin, owner_ends[e.owner] - begin);
  }

  // Parts of the loose key of `size` letters: two, or three if two edits are forgiven.
  std::size_t parts(std::size_t size) const { return two_edits && size >= kMinTwoEdits ? 3 : 2; }

  // Whether flat letters, of which these are the last, the number and the value, may be a guarded
  // suffix.
  bool may_be_suffix(char last, std::size_t size, std::uint64_t value) const {
    return suffix_sizes.may_have(last, size) && hints.may_hold(key_of(KeyKind::kSuffix, value));
  }

  // Calls visitor(entry number) for at most `most` entries that may stand under the key.
  template <class Visitor>
  void visit(std::uint64_t key, std::size_t most, Visitor&& visitor) const {
    if (!filter.may_hold(key)) return;
    for (const Posting& one : names.bucket(key)) {
      if (one.tag() != tag_of(key)) continue;
      if (most-- == 0) return;
      visitor(one.entry());
    }
  }
};

}  // namespace lookalike
