// What mail programs mark as quoted in HTML: <blockquote type="cite"> (Thunderbird, Apple) and
// <blockquote class="gmail_quote"> with its kin. A blockquote of neither kind is mere indentation.
//
//   cites.open(token, 10); ... cites.close("blockquote", 60); ...
//   cites.take(100)   ->   {{10, 60}}
//
// Outlook's separators (divRplyFwdMsg, border-top:solid) need no place here: they stand above a
// header block, which is read as text. Positions are of the visible text. Not thread-safe.
#pragma once

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include "milter/base/byte_range.h"
#include "milter/mail/html_tokenizer.h"

namespace milter {

class HtmlCites {
 public:
  void open(const HtmlToken& start_tag, std::size_t at);
  void close(std::string_view name, std::size_t at);  // an element of that name was closed
  // Ascending, not overlapping, none empty; what is still open ends at `end`.
  std::vector<ByteRange> take(std::size_t end);

 private:
  std::vector<ByteRange> cites_;
  std::size_t begin_ = 0;
  std::size_t open_ = 0;  // the outermost cite and every blockquote in it
};

}  // namespace milter
