// A seen host, cut up for the search: its letters without separators, the words they make, and the
// value of every run of them.
//
//   "pay.mirai-kogyo.jp": flat "paymiraikogyojp", words "pay" "mirai" "kogyo" "jp"
//
// A value, filled anew for each name; nothing of it is allocated once it is as long as the longest
// name read.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "lookalike/domain.h"
#include "lookalike/postings.h"

namespace lookalike {

struct Word {
  std::uint8_t begin, end;            // in the flat letters
  std::uint8_t text_begin, text_end;  // in the text
  std::uint8_t label;                 // the how manieth label it stands in
};

class Reading {
 public:
  static constexpr std::size_t kMaxLetters = 253, kMaxWords = 127;

  void read(const Domain& seen);

  std::size_t size() const { return size_; }
  std::size_t words() const { return word_count_; }
  const Word& word(std::size_t i) const { return words_[i]; }

  std::string_view flat(std::size_t begin, std::size_t end) const {
    return {flat_.data() + begin, end - begin};
  }
  char last(std::size_t end) const { return flat_[end - 1]; }
  std::uint64_t value(std::size_t begin, std::size_t end) const {
    return values_[end] - values_[begin] * kPowers[end - begin];
  }
  std::size_t weight(std::size_t begin, std::size_t end) const {
    return static_cast<std::size_t>(weights_[end] - weights_[begin]);
  }
  std::size_t text_begin(std::size_t flat) const { return at_[flat]; }
  std::size_t text_end(std::size_t flat_end) const { return at_[flat_end - 1] + std::size_t{1}; }
  // Flat letters before a place of the text.
  std::size_t flat_before(std::size_t text_at) const { return before_[text_at]; }
  bool begins_word(std::size_t flat) const { return begins_[flat]; }
  bool ends_word(std::size_t flat_end) const { return flat_end == size_ || begins_[flat_end]; }

 private:
  void add_letter(char sight, std::size_t at, bool first_of_word);

  std::size_t size_ = 0, word_count_ = 0;
  std::array<char, kMaxLetters> flat_;
  std::array<std::uint8_t, kMaxLetters> at_;
  std::array<bool, kMaxLetters> begins_;
  std::array<std::uint8_t, kMaxLetters + 1> before_;
  std::array<std::uint64_t, kMaxLetters + 1> values_;
  std::array<std::uint16_t, kMaxLetters + 1> weights_;
  std::array<Word, kMaxWords> words_;
};

}  // namespace lookalike
