// A text as rules compare it, with the way back to the words it was written in, to quote them.
//
//   Passage passage{.text = "お振込先", .original = "お 振\u200b込 先", .letters = {{0, 0, 3},
//   ...}}; quote(passage, 0, 12)   ->   "お 振込 先"
//
// Values; every function here is pure and thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace rules {

// A letter of the text begins at `at`; the bytes `begin` to `end` of the original say it. Several
// letters may come from the same bytes ("(株)" from "㈱").
struct Letter {
  std::uint32_t at = 0;
  std::uint32_t begin = 0, end = 0;
};

struct Passage {
  Passage() = default;
  // Of a text that was written so.
  Passage(std::string said) : text(std::move(said)) {}  // NOLINT(google-explicit-constructor)
  Passage(const char* said) : text(said) {}             // NOLINT(google-explicit-constructor)

  std::string text;             // normalised: NFKC, case folded, no spaces between kanji
  std::string original;         // UTF-8
  std::vector<Letter> letters;  // ascending in `at`; empty: the original is the text
};

inline constexpr std::size_t kMaxQuoteCharacters = 120;  // two lines of a mail

// `size` bytes of the text from `begin`, in their own words: without invisible characters, runs of
// white space as one space, clipped with "…". A number of an account must not travel in a finding:
// four digits and more keep their last three, and so do seven and more in groups ("123-4567").
std::string quote(const Passage& passage, std::size_t begin, std::size_t size);

}  // namespace rules
