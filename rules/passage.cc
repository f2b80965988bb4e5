// Digits are looked for in the text, where every form of them is ASCII; what stands for a hidden
// one in the original is hidden whole. Tested by passage_test.cc.
#include "rules/passage.h"

#include <algorithm>
#include <cctype>
#include <string_view>

namespace rules {
namespace {

std::string clip(const std::string& text) {
  std::size_t characters = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if ((static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) continue;
    if (++characters > kMaxQuoteCharacters) return text.substr(0, at) + "…";
  }
  return text;
}

bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

struct Number {
  std::size_t end = 0;  // the index after its last digit
  std::size_t digits = 0;
};

// From the digit at `begin`; `grouped`: single spaces and hyphens do not end it.
Number number_at(const std::string& text, std::size_t begin, bool grouped) {
  Number number{begin, 0};
  while (number.end < text.size()) {
    const char c = text[number.end];
    const bool joins = grouped && (c == '-' || c == ' ') && number.end + 1 < text.size() &&
                       is_digit(text[number.end + 1]);
    if (!is_digit(c) && !joins) break;
    if (is_digit(c)) ++number.digits;
    ++number.end;
  }
  return number;
}

std::string mask_digits(std::string text) {
  for (std::size_t at = 0; at < text.size();) {
    if (!is_digit(text[at])) {
      ++at;
      continue;
    }
    Number number = number_at(text, at, true);
    if (number.digits < 7) number = number_at(text, at, false);
    for (std::size_t left = number.digits >= 4 ? number.digits : 0; at < number.end; ++at) {
      if (!is_digit(text[at]) || left <= 3) continue;
      text[at] = '*';
      --left;
    }
  }
  return text;
}

bool has_space(std::string_view written) {
  return written.find_first_of(" \t\r\n") != written.npos || written.find("　") != written.npos;
}

// `masked` is what stands in the text from `begin` on, its digits hidden.
std::string in_own_words(const Passage& passage, std::size_t begin, const std::string& masked) {
  const std::string_view original = passage.original;
  const auto first = std::partition_point(passage.letters.begin(), passage.letters.end(),
                                          [&](const Letter& one) { return one.at < begin; });
  std::string quote;
  const Letter* before = nullptr;
  for (auto letter = first; letter != passage.letters.end(); ++letter) {
    if (letter->at >= begin + masked.size()) break;
    if (before != nullptr && letter->begin < before->end) continue;  // said already
    const char seen = masked[letter->at - begin];
    const bool parted =
        before != nullptr && has_space(original.substr(before->end, letter->begin - before->end));
    if (parted && seen != ' ' && !quote.ends_with(' ')) quote += ' ';
    if (seen == '*' && passage.text[letter->at] != '*') {
      quote += '*';
    } else if (seen == ' ' || seen == '\n') {
      quote += ' ';
    } else {
      quote += original.substr(letter->begin, letter->end - letter->begin);
    }
    before = &*letter;
  }
  return quote;
}

}  // namespace

std::string quote(const Passage& passage, std::size_t begin, std::size_t size) {
  const std::string masked = mask_digits(passage.text.substr(begin, size));
  return clip(passage.letters.empty() ? masked : in_own_words(passage, begin, masked));
}

}  // namespace rules
