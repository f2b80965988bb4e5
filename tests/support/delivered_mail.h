// A delivered message as the checks of a case look at it: its header, its body, its decoded text.
//
//   DeliveredMail mail(bytes);
//   mail.values("Subject")  ->  {"【要確認】 納期のご連絡"}
//
// A view: the bytes must outlive it. Thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace milter::testing {

class DeliveredMail {
 public:
  explicit DeliveredMail(std::string_view bytes);

  std::string_view header() const { return header_; }  // without the empty line
  std::string_view body() const { return body_; }
  // Of every field of that name: unfolded, encoded words decoded, outer space off.
  std::vector<std::string> values(std::string_view name) const;
  // The decoded text of all text parts, nested messages included, line ends LF. Where the message
  // cannot be taken apart, its bytes.
  std::string text() const;

 private:
  std::string_view bytes_, header_, body_;
};

}  // namespace milter::testing
