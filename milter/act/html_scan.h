// HTML cut into tags, comments and text, as the tokeniser of the HTML standard (13.2.5) cuts it, so
// far as needed to find a place in it.
//
//   MarkupScan scan(mask_html(html, charset));
//   while (auto token = scan.next()) ...
//
// Offsets are those of the given bytes. The view must outlive the scan. Linear. Not thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "milter/mail/raw_message.h"

namespace milter {

struct MarkupToken {
  enum class Kind : std::uint8_t {
    kText,
    kOpen,
    kClose,
    kDoctype,
    kHidden,  // a comment, or the inside of <script>, <style>, <title> ...
  };
  Kind kind = Kind::kText;
  ByteRange range;
  std::string name;  // of a tag, lower case
};

class MarkupScan {
 public:
  explicit MarkupScan(std::string_view html) : html_(html) {}
  std::optional<MarkupToken> next();

 private:
  MarkupToken declaration();
  MarkupToken tag(bool closing);
  MarkupToken raw_text();
  MarkupToken token(MarkupToken::Kind kind, std::size_t end);

  std::string_view html_;
  std::size_t at_ = 0;
  std::string raw_name_;  // inside this element everything is text until its end tag
};

// The same bytes with those in double-byte or kana state replaced by 'x' where the charset switches
// by escapes (ISO-2022), so that a '<' there is no tag.
std::string mask_html(std::string_view html, std::string_view charset);

// Where visible content begins: behind <body>, or where the standard puts the missing one.
std::size_t content_begin(std::string_view masked_html);

}  // namespace milter
