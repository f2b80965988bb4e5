// Decoding is done by the mail room, which has tests of its own; over the wire the same cases are
// checked with Python's email package. Tested by case_check_test.cc.
#include "tests/support/delivered_mail.h"

#include "milter/base/text.h"
#include "milter/mail/charset.h"
#include "milter/mail/encoded_word.h"
#include "milter/mail/mime_tree.h"

namespace milter::testing {

DeliveredMail::DeliveredMail(std::string_view bytes) : bytes_(bytes) {
  const auto end = bytes.starts_with("\r\n") ? 0 : bytes.find("\r\n\r\n");
  if (end == std::string_view::npos) {
    header_ = bytes;
    return;
  }
  const std::size_t line = end == 0 ? 0 : end + 2;
  header_ = bytes.substr(0, line);
  body_ = bytes.substr(line + 2);
}

std::vector<std::string> DeliveredMail::values(std::string_view name) const {
  const RawMessage mail = RawMessage::parse(std::string(bytes_));
  std::vector<std::string> result;
  for (const HeaderField* field : mail.find(trim(name))) {
    result.emplace_back(trim(decode_header(mail.value(*field))));
  }
  return result;
}

std::string DeliveredMail::text() const {
  const RawMessage mail = RawMessage::parse(std::string(bytes_));
  const MimeTree tree = read_mime(mail, mime_guard(mail));
  if (!tree.read) return replace_all(body_, "\r\n", "\n");
  std::string text;
  for (const Part& part : tree.parts) {
    if (part.type != "text") continue;
    text += (text.empty() ? "" : "\n") + decode_text(decode_body(part), part.charset).text;
  }
  return replace_all(text, "\r\n", "\n");
}

}  // namespace milter::testing
