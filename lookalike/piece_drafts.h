// The pieces (pieces.h) of all guarded keys, while an Index is built: names under a common gap move
// to its halves, until few stand under each.
//
//   PieceDrafts drafts(index, 1'000'000);
//   drafts.add(number, loose key, plain key, suffix_tag);          // for each entry, in order
//   index.pieces = Postings<PiecePosting>(drafts.finish(hints));   // the entries all in place
//
// Not thread-safe; the index must outlive it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lookalike/fold.h"
#include "lookalike/index.h"

namespace lookalike {

class PieceDrafts {
 public:
  PieceDrafts(const Watchlist::Index& index, std::size_t names);

  // `plain` is the label's plain key (fold.h); pieces of its own only if it is another.
  void add(std::uint32_t number, std::string_view loose, std::string_view plain,
           std::uint8_t suffix_tag);
  // Once. Adds the halved_key() of each common gap to the hints.
  std::vector<Draft<PiecePosting>> finish(std::vector<std::uint64_t>& hints);

 private:
  struct GapDraft {
    std::uint64_t key;
    std::uint32_t number, signature;
    Gap gap;
    bool plain;  // of the label's plain key
  };

  void add_gaps(std::string_view key, std::uint32_t number, bool plain);
  void add_third(std::string_view key, std::uint32_t number, const Third& third);
  static GapDraft gap_draft(std::string_view key, std::uint32_t number, bool plain, Gap gap);
  std::string_view key_of_draft(const GapDraft& one);
  void place(const GapDraft& one);

  const Watchlist::Index& index_;
  std::vector<GapDraft> gaps_;
  std::vector<Draft<PiecePosting>> pieces_;
  std::vector<std::uint8_t> suffix_tags_;
  std::u32string letters_;
  std::string sight_;
  Key plain_;
};

}  // namespace lookalike
