// What kind of coincidence a hit would be, and what its chance depends on.
//
//   Evidence e = evidence(hit, seen, index);   // pattern kReplace, weight 11, change 9.5 bits
//
// Between finding (near, inside) and weighing (score); lookalike_hits writes it out, and the rates
// are counted from that, so that the figures and their use cannot differ. Pure, thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "lookalike/domain.h"
#include "lookalike/hit.h"
#include "lookalike/index.h"
#include "lookalike/suffix_kind.h"

namespace lookalike {

enum class Pattern : std::uint8_t {
  kSame,       // the guarded label under another suffix
  kGlyph,      // equal glyphs of another script, or characters that cannot be seen
  kMark,       // diacritics, hooks, strokes
  kVariant,    // forms of one kanji, kana of one shape
  kSight,      // ASCII that reads alike
  kSeparator,  // hyphens put in or left out
  kRoman,      // another spelling of the same sounds
  kReordered,  // the same words in another order
  kSwap,
  kDoubled,
  kFinalS,
  kVowel,
  kReplace,
  kInsert,
  kDelete,
  kDigit,
  kTwoEdits,
  kName,             // the whole guarded domain inside the host
  kNameJoined,       // its dots left out
  kAppended,         // its suffix goes on: rappi.com, rappi.com.ar
  kNameEdit,         // and misspelt
  kTail,             // the whole guarded domain ends the name, a listed word and a hyphen before it
  kWordKeyword,      // the guarded label beside a listed word
  kWord,             // beside another word
  kHostLabel,        // as a label of its own on a stranger's domain
  kWordEditKeyword,  // misspelt, beside a listed word
  kWordEdit,         // misspelt, beside another word
  kTailJoined,       // as kTail, without the hyphen
  kPartKeyword,      // inside a word; the rest of the word is a listed one
  kPart,             // inside a word
  kPartEdit,         // misspelt, and the rest of the word is a listed one
  kTrap,
};
inline constexpr std::size_t kPatterns = static_cast<std::size_t>(Pattern::kTrap) + 1;
std::string_view word(Pattern pattern);  // "same", "glyph", "mark" ...

struct Evidence {
  Pattern pattern = Pattern::kSame;
  bool same_suffix = false, same_family = false;
  SuffixKind suffix = SuffixKind::kCommon;  // of the seen name
  bool first_letter = false;                // the label's first letter is not the guarded one's
  bool inner = false;      // neither the first two letters nor the last two are others
  bool disguised = false;  // an edit beside letters that only look alike: not two coincidences
  double weight = 0;       // letters of the guarded label; an ideograph or a kana counts as two
  double letters = 0;      // bits of surprise of each guarded letter
  double change = 0;       // bits of surprise that the seen label has more
  double holders = 0;      // of 100,000 innocent names, those with the guarded label in them; kSame
                           // and kAppended: those that are it under some suffix
  double beside = 0;  // of 100,000 innocent labels, those with the listed word that stands beside
  bool content_network = false;  // an alias that no mail comes from
  bool network_like = false;     // below a name that is called after such a network
  bool machine = false;          // a machine's host name, below the registrable domain that was hit
  bool owner_group =
      false;  // the same label: the owner guards the label under two suffixes already

  bool operator==(const Evidence&) const = default;
};
Evidence evidence(const Hit& hit, const Domain& seen, const Watchlist::Index& index);

// Whether no letter of the first two and the last two differs: of two names that innocently come
// close, one mostly has other letters at an end.
bool is_inner(std::u32string_view label, std::u32string_view run);

// Letters of a label as evidence: an ideograph or a kana tells as much as two letters.
double weight_of(std::u32string_view label);

}  // namespace lookalike
