// A guarded name that the seen one resembles, before it is judged: what near and inside find, score
// weighs, and report tells. A value.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "lookalike/align.h"
#include "lookalike/lookalike.h"

namespace lookalike {

// Where the guarded name stands in the seen one. In this order the earlier says the more.
enum class Place : std::uint8_t {
  kLabel,      // the registrable label against the guarded registrable label
  kReordered,  // the same words in another order; otherwise kLabel
  kName,       // the whole guarded domain (its dots kept, written '-', or left out) in a run
  kWord,       // the guarded label as one or more whole words, with other words beside it
  kPart,       // the guarded label inside a longer word
  kTrap,
};
inline constexpr std::size_t kPlaces = static_cast<std::size_t>(Place::kTrap) + 1;

// The words of the same label that stand beside the run.
enum class Around : std::uint8_t { kNothing, kKeyword, kLegalForm, kCountry, kTrade, kOther };
struct Beside {
  Around around = Around::kNothing;
  double names = 0;  // of 100,000 innocent labels, those with the listed word beside others
};

struct Hit {
  std::uint32_t entry = 0;
  Place place = Place::kLabel;
  std::uint16_t begin = 0, end = 0;  // the run in seen.text that stands for the name or the label
  bool same_suffix = false;
  bool same_family = false;  // of suffixes; true if they are equal
  bool host_label = false;   // kWord: a label of its own, left of someone's registrable domain
  Beside beside;
  Alignment core;  // the guarded name (kName, kTrap) or label (else) against the run
};

// Visible edits of another suffix: readers pass over .co.jp for .com more easily than for .xyz.
constexpr double suffix_cost(bool same, bool family) { return same ? 0 : (family ? .3 : .6); }

// Visible edits in all: of the core, the suffix and the words around it.
double whole_cost(const Hit& hit);

// Steps that change a letter, rather than only the way it is written.
std::size_t edits(const Alignment& core);

// Steps that chance takes, too: edits, and letters read as others by the eye or the ear.
std::size_t slips(const Alignment& core);

// `guarded` is the whole guarded name, `seen_size` the letters of the whole seen one.
Kind kind_of(const Hit& hit, std::u32string_view guarded, std::size_t seen_size);

}  // namespace lookalike
