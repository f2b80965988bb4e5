// A body's octets on their way to the library, and how long the body is in either canonical form.
//
//   DkimBody body;
//   feed(body.add("a\r\n"));  feed(body.add("b\n"));  feed(body.end());    // "a\r\n" "b\r\n" ""
//   body.why()                                                             // empty: hash it
//
// The library wants CRLF at every line's end and errs on the rest: a lone LF shortens what it
// hashes, a lone CR is left out of the hash or, between two pieces, put in at the wrong place. So a
// lone LF becomes CRLF here, as RFC 6376 5.3 and readers of mail have it, a missing last CRLF is
// added (3.4.3, 3.4.4), and a body with a lone CR, or with a line that the library would have to
// keep in memory whole, is not verified at all. Belongs to one mail.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace milter {

// The library keeps a line until its end, once for each way to hash. RFC 5322 2.1.1 allows 998.
inline constexpr std::size_t kMaxDkimLine = std::size_t{1024} * 1024;

class DkimBody {
 public:
  // What to hash now, valid until the next call.
  std::string_view add(std::string_view piece);
  std::string_view end();
  // Why the body cannot be verified; nothing more is handed out from then on.
  const std::string& why() const { return why_; }

 private:
  void repair(std::string_view piece);
  void count_line(std::string_view piece);

  std::string out_;
  std::string why_;
  bool after_cr_ = false;  // the last octet was CR; it is held back
  std::size_t line_ = 0;   // octets of the line so far
};

// Octets of the canonical body, RFC 6376 3.4.3 and 3.4.4, of what DkimBody handed out.
class CanonicalLength {
 public:
  explicit CanonicalLength(bool relaxed) : relaxed_(relaxed) {}
  void add(std::string_view piece);
  std::uint64_t octets() const;

 private:
  bool relaxed_;
  std::uint64_t octets_ = 0;   // up to the last octet that counts
  std::uint64_t pending_ = 0;  // line ends and blanks that count if something follows
  bool blank_ = false;         // relaxed: a run of white space, of which one octet may count
};

}  // namespace milter
