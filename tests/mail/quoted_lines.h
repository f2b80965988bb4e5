// A text and, line by line, what it is: c current, q quoted, f forwarded, s signature. A digit
// after q is the author: 1 is ours@asagiri.example, 2 is taro@kouwa.example, none is nobody known.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "milter/base/text.h"
#include "milter/mail/quoted_history.h"

namespace milter {

inline std::string letter_of(const TextRange& range) {
  switch (range.origin) {
    case Origin::kCurrent:
      return "c";
    case Origin::kForwarded:
      return "f";
    case Origin::kSignature:
      return "s";
    case Origin::kQuoted:
      break;
  }
  if (range.author.empty()) return "q";
  if (range.author == "ours@asagiri.example") return "q1";
  return range.author == "taro@kouwa.example" ? "q2" : "q<" + range.author + ">";
}

// The origin of every line that is not empty.
inline std::string by_line(std::string_view text, const std::vector<ByteRange>& cites = {}) {
  std::string result;
  std::size_t end = 0;
  for (const TextRange& range : split_history(text, cites)) {
    EXPECT_EQ(range.bytes.begin, end) << text;
    end = range.bytes.end;
    for (const std::string_view line : split(range.bytes.of(text), '\n')) {
      if (!trim(line).empty()) result += (result.empty() ? "" : " ") + letter_of(range);
    }
  }
  EXPECT_EQ(end, text.size()) << text;
  return result;
}

struct QuotedLines {
  const char* what;
  const char* text;
  const char* lines;
};

}  // namespace milter
