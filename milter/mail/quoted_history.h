// What of a text was written now, and what the mail shows as written before.
//
//   split_history("承知しました。\n> 納期はいつですか。\n> 田中\n", {})
//     ->  kCurrent "承知しました。\n", kQuoted "> 納期はいつですか。\n> 田中\n"
//
// It is the mail's own claim: an attacker may put his demand below a quote header that he wrote
// himself. So a range says how text is shown, not that it may be ignored, and what is not surely a
// quote is current. What judging makes of it: milter/judge/written_now.h.
// Pure and thread-safe; linear.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "milter/base/byte_range.h"

namespace milter {

enum class Origin : std::uint8_t {
  kCurrent,
  kQuoted,
  kForwarded,
  kSignature,  // below "--", or "iPhoneから送信"
};

struct TextRange {
  Origin origin = Origin::kCurrent;
  ByteRange bytes;
  std::string author;  // of kQuoted: the address that its header names, lower case; "" if not told
  bool operator==(const TextRange&) const = default;
};

// `text`: UTF-8, LF or CRLF. `cites`: what HTML marks as quoted (HtmlText::cites), ascending, not
// overlapping. The ranges are of whole lines, ascending, and cover the text.
std::vector<TextRange> split_history(std::string_view text, const std::vector<ByteRange>& cites);

// A quoted text without the marks before its lines, which would part its sentences; an empty line
// where their number changes.  "> 口座が\n> 変わりました\n"  ->  "口座が\n変わりました\n"
std::string without_quote_marks(std::string_view text);

}  // namespace milter
