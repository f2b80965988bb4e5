// Small messages for the tests of act/, and the steps of a delivery.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "milter/act/banner.h"
#include "milter/act/splice.h"
#include "milter/base/text.h"
#include "milter/mail/charset.h"
#include "milter/mail/mime_guard.h"

namespace milter::testing {

// `message` is written with LF; with `eol` CRLF it gets CRLF, as SMTP has it.
inline std::string with_eol(std::string_view message, std::string_view eol) {
  return eol == "\n" ? std::string(message) : replace_all(message, "\n", eol);
}

inline BannerText japanese_text() {
  return {.headline = "登録と違う振込先です",
          .reasons = {"振込先 みらい銀行 …567 は登録にありません（登録は みなと銀行 …223）",
                      "差出人のドメイン kouwa-shojl は取引先 kouwa-shoji と1文字違います"},
          .advice = "以前から知っている番号に電話で確認するまで支払わないでください。",
          .language = "ja",
          .level = "red",
          .id = "20261123-abc"};
}

inline BannerText english_text() {
  return {.headline = "The bank account is not the one on file",
          .reasons = {"Account ...567 is new; on file is ...223"},
          .advice = "Call a number you already had before paying.",
          .language = "en",
          .level = "amber",
          .id = "77"};
}

inline MimeTree tree_of(const RawMessage& mail) { return read_mime(mail, mime_guard(mail)); }

struct Delivery {
  BannerResult result;
  std::string message;
};

inline Delivery deliver(const std::string& message, const BannerText& text) {
  const RawMessage mail = RawMessage::parse(message);
  BannerResult result = insert_banner(mail, tree_of(mail), text);
  std::string delivered = apply_edits(mail, result.edits);
  return {std::move(result), std::move(delivered)};
}

// The headline of japanese_text() as it stands in a plain part.
inline constexpr const char* kOpening = "【関守】登録と違う振込先です";

inline std::string encoded(const std::string& bytes, const std::string& cte,
                           const std::string& eol) {
  if (cte == "base64") return base64_lines(bytes, eol) + eol;
  if (cte == "quoted-printable") return quoted_printable_encode(bytes, eol);
  return bytes;
}

inline std::string shown(const MimeTree& tree, std::size_t index) {
  const Part& part = tree.parts[index];
  return replace_all(decode_text(decode_body(part), part.charset).text, "\r\n", "\n");
}

inline bool is_seven_bit(std::string_view bytes) {
  return std::all_of(bytes.begin(), bytes.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

inline std::size_t longest_line(const std::string& message) {
  std::size_t longest = 0;
  for (const std::string_view line : split(message, '\n')) longest = std::max(longest, line.size());
  return longest;
}

}  // namespace milter::testing
