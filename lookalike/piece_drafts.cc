// Tested by neighbours_test.cc.
#include "lookalike/piece_drafts.h"

#include <algorithm>

#include "lookalike/utf8.h"

namespace lookalike {

PieceDrafts::PieceDrafts(const Watchlist::Index& index, std::size_t names) : index_(index) {
  gaps_.reserve(names * 3);  // every second label has a plain key of its own
  suffix_tags_.reserve(names);
}

void PieceDrafts::add(std::uint32_t number, std::string_view loose, std::string_view plain,
                      std::uint8_t suffix_tag) {
  suffix_tags_.push_back(suffix_tag);
  add_gaps(loose, number, false);
  if (plain.size() != loose.size()) add_gaps(plain, number, true);
  if (index_.parts(loose.size()) == 2) return;
  for (std::size_t i = 0; i < 3; ++i) add_third(loose, number, Third(loose.size(), i));
}

void PieceDrafts::add_gaps(std::string_view key, std::uint32_t number, bool plain) {
  if (key.size() < kMinNear) return;
  const auto size = static_cast<std::uint8_t>(key.size());
  const Gap whole{size, 0, size};
  gaps_.push_back(gap_draft(key, number, plain, whole.left()));
  gaps_.push_back(gap_draft(key, number, plain, whole.right()));
}

void PieceDrafts::add_third(std::string_view key, std::uint32_t number, const Third& third) {
  const std::uint64_t piece = third.key(rolled(key.substr(third.begin, third.size())));
  const std::uint32_t rest = set_of(key.substr(0, third.begin)) | set_of(key.substr(third.end));
  pieces_.push_back({piece, {number, piece, rest, suffix_tags_[number]}});
}

PieceDrafts::GapDraft PieceDrafts::gap_draft(std::string_view key, std::uint32_t number, bool plain,
                                             Gap gap) {
  const std::uint64_t before = rolled(key.substr(0, gap.begin)),
                      after = rolled(key.substr(gap.end));
  const std::string_view letters = key.substr(gap.begin, std::size_t{gap.end} - gap.begin);
  return {gap_key(before, after, gap.begin, gap.behind()), number,
          gap_signature(letters, key.size()), gap, plain};
}

// Valid until the next call.
std::string_view PieceDrafts::key_of_draft(const GapDraft& one) {
  const Entry& entry = index_.entries[one.number];
  if (!one.plain) return index_.key(entry);
  to_letters(index_.label(entry), letters_);
  read_sight(letters_, sight_);
  plain_key(sight_, plain_);
  return plain_.view();
}

std::vector<Draft<PiecePosting>> PieceDrafts::finish(std::vector<std::uint64_t>& hints) {
  while (!gaps_.empty()) {
    std::sort(gaps_.begin(), gaps_.end(), [](const GapDraft& a, const GapDraft& b) {
      if (a.key != b.key) return a.key < b.key;
      return a.number != b.number ? a.number < b.number : a.plain < b.plain;
    });
    std::vector<GapDraft> halves;
    for (auto run = gaps_.begin(); run != gaps_.end();) {
      const auto end =
          std::find_if(run, gaps_.end(), [&](const GapDraft& one) { return one.key != run->key; });
      const bool common = static_cast<std::size_t>(end - run) > kMaxGapNames;
      if (common) hints.push_back(halved_key(run->key));
      for (; run != end; ++run) {
        if (!common || !run->gap.can_be_halved()) {
          place(*run);
          continue;
        }
        const std::string_view key = key_of_draft(*run);
        halves.push_back(gap_draft(key, run->number, run->plain, run->gap.left()));
        halves.push_back(gap_draft(key, run->number, run->plain, run->gap.right()));
      }
    }
    gaps_ = std::move(halves);
  }
  return std::move(pieces_);
}

void PieceDrafts::place(const GapDraft& one) {
  pieces_.push_back({one.key, {one.number, one.key, one.signature, suffix_tags_[one.number]}});
}

}  // namespace lookalike
