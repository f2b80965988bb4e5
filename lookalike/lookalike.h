// Is this domain pretending to be that one?
//
//   lookalike::Answer a = lookalike::examine("mirai-kobyo.co.jp", watchlist);
//   a.band == Band::kProbable, a.partner == "mirai-kogyo.co.jp", a.kind == Kind::kOneEdit
//   a.text.en == "“mirai-kobyo.co.jp” is not the partner “mirai-kogyo.co.jp”: letter 9 is [b], not
//   [g]."
//
// Pure and thread-safe. Works on any 253 octets; a name that cannot be read is Band::kNone with
// Kind::kInvalid. The algorithm, step by step: README.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lookalike/watchlist.h"

namespace lookalike {

// How likely chance alone: E is the expected number of innocent names that come this close to any
// guarded one. kDefinite <= 1e-6, kProbable <= 1e-4, kPossible <= 1e-2.
enum class Band : std::uint8_t { kPartner, kNone, kPossible, kProbable, kDefinite };
std::string_view word(Band band);  // "partner", "none", ...

// Append only; the words are in README.md and in stored verdicts.
enum class Kind : std::uint8_t {
  kNone,
  kExact,
  kSubdomain,
  kProvider,
  kInvalid,
  kSkeleton,      // looks identical (UTS #39)
  kOneEdit,       // one letter added, left out or changed
  kSwap,          // two neighbouring letters swapped
  kSuffix,        // same name under another suffix
  kEmbedded,      // the whole guarded domain inside a longer host
  kCombined,      // the guarded name beside other words
  kTrap,          // known to have received mail meant for a provider
  kVariant,       // another form of a kanji, kana for kanji of one shape
  kHyphen,        // hyphens added, left out or moved
  kReordered,     // the same words in another order
  kRomanisation,  // another way to write the same Japanese
  kTwoEdits,      // two letters added, left out or changed
  kMissingDot,    // a host's dot left out: usexample.com
  kEmbeddedEdit,  // kEmbedded with a letter changed
  kCombinedEdit,  // kCombined with a letter changed
};
std::string_view word(Kind kind);  // "skeleton", "one_edit", ...

// One visible step. Applied in order of `at` to the guarded domain's Unicode form, the operations
// give the seen one. Positions are code points from 0 in the guarded form; `from` stands there and
// is replaced by `to` ("" from: insertion before `at`; "" to: deletion).
struct Operation {
  std::string op;  // "insert", "delete", "replace", "swap"
  std::size_t at = 0;
  std::string from, to;  // UTF-8
};
std::string replay(std::string_view guarded, const std::vector<Operation>& operations);

struct Text {
  std::string ja, en;
};

struct Alternative {
  std::string partner;
  Kind kind = Kind::kNone;
  double e_value = 0;
};

struct Answer {
  Band band = Band::kNone;
  Kind kind = Kind::kNone;
  std::string partner;  // the guarded domain, as given to the watchlist; "" if none
  std::string owner;    // its owner id
  bool own = false;     // it is one of our own domains
  double e_value = 0;   // meaningful for possible, probable, definite
  double cost = 0;      // visible edits
  std::vector<Operation> operations;
  std::vector<Alternative> alternatives;  // up to three others, best first
  std::vector<std::string> suppressors;   // named reasons that lowered the band
  std::string ascii, unicode;             // both display forms of the seen name
  Text text;                              // one sentence, differing letters in [brackets]
};

Answer examine(std::string_view seen, const Watchlist& watchlist);

// The same for many names: keeps its buffers, and once they have grown does not allocate for names
// that resemble nothing. For one thread at a time; the watchlist must outlive it.
class Examiner {
 public:
  explicit Examiner(const Watchlist& watchlist);
  Examiner(Examiner&&) noexcept;
  Examiner& operator=(Examiner&&) noexcept;
  ~Examiner();

  // Until the next call. `text` is left empty: most answers are never read by a person, and two
  // sentences take longer than all the rest.
  const Answer& examine(std::string_view seen);
  Text explain() const;  // of the last answer

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace lookalike
