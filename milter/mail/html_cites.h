// What mail programs mark as quoted in HTML: <blockquote type="cite"> (Thunderbird, Apple) and
// <blockquote class="gmail_quote"> with its kin. A blockquote of neither kind is mere indentation.
//
//   cites.start(token, 1, 10); ... cites.keep(0, 60); ...
//   cites.take(100)   ->   {{10, 60}}
//
// Outlook's separators (divRplyFwdMsg, border-top:solid) need no place here: they stand above a
// header block, which is read as text. `open` is how many <blockquote> are open, `at` a position in
// the visible text. Not thread-safe.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "milter/base/byte_range.h"
#include "milter/mail/html_tokenizer.h"

namespace milter {

class HtmlCites {
 public:
  void start(const HtmlToken& tag, std::size_t open, std::size_t at);  // with the tag's own
  void keep(std::size_t open, std::size_t at);                         // so many are left open
  // Ascending, not overlapping, none empty; what is still open ends at `end`.
  std::vector<ByteRange> take(std::size_t end);

 private:
  std::vector<ByteRange> cites_;
  std::size_t begin_ = 0;
  std::size_t outermost_ = 0;  // how many were open with the cite that is read; 0: none is
};

}  // namespace milter
