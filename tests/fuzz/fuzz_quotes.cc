// Any UTF-8 as a text: the first byte cuts it into cites of that many bytes, every other one
// quoted. What must hold: the ranges are of whole lines, ascending, and cover the text; only what
// is quoted has an author; a text without anything that quoting needs is current or a signature.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "milter/base/unicode.h"
#include "milter/mail/quoted_history.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

std::vector<milter::ByteRange> cites_of(std::string_view text, std::size_t length) {
  std::vector<milter::ByteRange> cites;
  if (length == 0) return cites;
  for (std::size_t at = 0; at < text.size(); at += 2 * length) cites.push_back({at, at + length});
  return cites;
}

void check(std::string_view text, const std::vector<milter::TextRange>& ranges) {
  std::size_t end = 0;
  for (const milter::TextRange& range : ranges) {
    require(range.bytes.begin == end && range.bytes.end > end && range.bytes.end <= text.size());
    require(range.bytes.end == text.size() || text[range.bytes.end - 1] == '\n');
    require(range.author.empty() || range.origin == milter::Origin::kQuoted);
    end = range.bytes.end;
  }
  require(end == text.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  if (!milter::is_utf8(text)) return 0;
  const auto ranges = milter::split_history(text, cites_of(text, data[0]));
  check(text, ranges);
  const bool may_quote = data[0] != 0 || text.find_first_of(":>-_=*") != text.npos ||
                         text.find("：") != text.npos || text.find("＞") != text.npos;
  for (const milter::TextRange& range : ranges) {
    require(may_quote || range.origin == milter::Origin::kCurrent ||
            range.origin == milter::Origin::kSignature);
  }
  const std::string plain = milter::without_quote_marks(text);
  require(milter::is_utf8(plain) && plain.size() <= 2 * text.size() + 2);
  return 0;
}
