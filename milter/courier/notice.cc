// The text is base64 whatever the language: any mail server takes it, and no line of it can be
// mistaken for a boundary. Tested by notice_test.cc.
#include "milter/courier/notice.h"

#include <algorithm>

#include "milter/base/digest.h"
#include "milter/base/text.h"
#include "milter/courier/mail_date.h"
#include "milter/courier/notice_lines.h"
#include "milter/courier/notice_text.h"
#include "milter/courier/smtp_text.h"
#include "milter/courier/texts.h"

namespace milter {
namespace {

constexpr std::string_view kTextHeader =
    "Content-Type: text/plain; charset=UTF-8\r\n"
    "Content-Transfer-Encoding: base64\r\n";

// RFC 5322 998, less the field's name. A Message-ID that is no dot-atom at all may not begin a new
// field.
bool is_message_id(std::string_view id) {
  return !id.empty() && id.size() <= 900 && std::all_of(id.begin(), id.end(), [](char c) {
    return c > ' ' && c < 0x7F && c != '<' && c != '>';
  });
}

std::string to_field(const std::vector<std::string>& addresses) {
  std::string list;
  for (const std::string& address : addresses) {
    if (!is_safe_path("<" + address + ">")) continue;
    list += (list.empty() ? "" : ",\r\n ") + address;
  }
  return "To: " + (list.empty() ? "undisclosed-recipients:;" : list) + "\r\n";
}

// The same for each attempt, so that a mail program may recognise a notice that came twice.
std::string message_id(const Notice& notice, const HeldMail& mail, const Config& config) {
  const std::string& from = config.courier_from;
  return "<" + mail.id + "." + std::string(word(notice.kind)) + from.substr(from.rfind('@')) + ">";
}

std::string header(const Notice& notice, const HeldMail& mail, const Config& config) {
  std::string fields =
      encoded_field("From", say(config.language, "sender_name"), " <" + config.courier_from + ">");
  fields += to_field(notice.to);
  fields += encoded_field("Subject", notice_subject(notice, mail, config.language));
  fields += "Date: " + mail_date(notice.now) + "\r\n";
  fields += "Message-ID: " + message_id(notice, mail, config) + "\r\n";
  if (is_message_id(mail.message_id)) {
    fields += "In-Reply-To: <" + mail.message_id + ">\r\n";
    fields += "References: <" + mail.message_id + ">\r\n";
  }
  fields += "Auto-Submitted: auto-generated\r\n";
  fields += "X-Sekimori-Hold: " + mail.id + "\r\n";
  return fields + "MIME-Version: 1.0\r\n";
}

std::string boundary_beside(const HeldMail& mail, std::string_view original) {
  std::string boundary = "sekimori-" + sha256_hex(mail.id + mail.digest).substr(0, 32);
  while (original.find(boundary) != std::string_view::npos) {
    boundary = "sekimori-" + sha256_hex(boundary).substr(0, 32);
  }
  return boundary;
}

std::string_view encoding_of(std::string_view bytes) {
  const bool is_8bit =
      std::any_of(bytes.begin(), bytes.end(), [](char c) { return (c & 0x80) != 0; });
  return is_8bit ? "8bit" : "7bit";
}

std::string with_original(const std::string& text, const HeldMail& mail,
                          std::string_view original) {
  const std::string boundary = boundary_beside(mail, original);
  const std::string encoding = std::string(encoding_of(original)) + "\r\n";
  std::string body = "Content-Type: multipart/mixed;\r\n boundary=\"" + boundary + "\"\r\n";
  body += "Content-Transfer-Encoding: " + encoding + "\r\n";
  body.append("--" + boundary + "\r\n").append(kTextHeader).append("\r\n");
  body.append(base64_body(text)).append("--" + boundary + "\r\n");
  body += "Content-Type: message/rfc822\r\nContent-Transfer-Encoding: " + encoding;
  body += "Content-Disposition: attachment; filename=\"original.eml\"\r\n\r\n";
  return body.append(original).append("\r\n--" + boundary + "--\r\n");
}

}  // namespace

std::string notice_mail(const Notice& notice, const HeldMail& mail, const Config& config,
                        const LinkKeys& keys) {
  const std::string fields = header(notice, mail, config);
  const std::string text = notice_text(notice, mail, config, keys);
  const std::string& original = notice.original.bytes;
  if (notice.kind == NoticeKind::kAsk || original.empty()) {
    return fields + std::string(kTextHeader) + "\r\n" + base64_body(text);
  }
  return fields + with_original(text, mail, original);
}

}  // namespace milter
