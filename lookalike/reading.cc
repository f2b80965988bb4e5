// How: one pass over the sight letters. Tested by inside_test.cc.
#include "lookalike/reading.h"

#include "lookalike/index.h"

namespace lookalike {

void Reading::read(const Domain& seen) {
  size_ = word_count_ = 0;
  values_[0] = 0;
  weights_[0] = 0;
  std::uint8_t label = 0;
  bool in_word = false;
  for (std::size_t at = 0; at < seen.sight.size(); ++at) {
    before_[at] = static_cast<std::uint8_t>(size_);
    const char sight = seen.sight[at];
    if (sight == 0) continue;
    if (sight == '-' || sight == '.') {
      label = static_cast<std::uint8_t>(label + (sight == '.' ? 1 : 0));
      in_word = false;
      continue;
    }
    const auto place = static_cast<std::uint8_t>(at);
    if (!in_word) words_[word_count_++] = {static_cast<std::uint8_t>(size_), 0, place, 0, label};
    add_letter(sight, at, !in_word);
    in_word = true;
    words_[word_count_ - 1].end = static_cast<std::uint8_t>(size_);
    words_[word_count_ - 1].text_end = static_cast<std::uint8_t>(at + 1);
  }
  before_[seen.sight.size()] = static_cast<std::uint8_t>(size_);
}

void Reading::add_letter(char sight, std::size_t at, bool first_of_word) {
  flat_[size_] = sight;
  at_[size_] = static_cast<std::uint8_t>(at);
  begins_[size_] = first_of_word;
  values_[size_ + 1] = roll(values_[size_], sight);
  weights_[size_ + 1] = static_cast<std::uint16_t>(weights_[size_] + weight_of_letter(sight));
  ++size_;
}

}  // namespace lookalike
