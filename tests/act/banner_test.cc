#include "milter/act/banner.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "milter/act/splice.h"
#include "milter/mail/charset.h"
#include "tests/act/mail_builder.h"

namespace milter {
namespace {

using testing::deliver;
using testing::Delivery;
using testing::encoded;
using testing::english_text;
using testing::is_seven_bit;
using testing::japanese_text;
using testing::kOpening;
using testing::longest_line;
using testing::shown;
using testing::tree_of;
using testing::with_eol;

constexpr const char* kText = "いつもお世話になっております。\n\n> 前回の件\nABC 123\n";

struct Form {
  const char* charset;
  const char* cte;
  const char* charset_after;  // of the part with a Japanese banner
};

class PlainForms : public ::testing::TestWithParam<std::tuple<Form, const char*, bool>> {
 protected:
  std::string message() const {
    const auto& [form, eol, nested] = GetParam();
    const std::string label = form.charset;
    const bool is_ascii = label.empty() || label == "us-ascii" || label == "iso-8859-1";
    const std::string text = with_eol(is_ascii ? "Dear Sirs,\n\nhello\n" : kText, eol);
    const std::string body = encoded(*encode_text(text, label), form.cte, eol);
    std::string header = "Content-Type: text/plain";
    if (!label.empty()) header += "; charset=\"" + label + "\"; format=flowed";
    if (*form.cte != 0) header += std::string("\nContent-Transfer-Encoding: ") + form.cte;
    header = with_eol(header + "\n\n", eol);
    const std::string top = with_eol("From: a@b.example\nSubject: x\nMIME-Version: 1.0\n", eol);
    if (!nested) return top + header + body;
    return top + with_eol("Content-Type: multipart/mixed; boundary=B\n\n--B\n", eol) + header +
           body +
           with_eol(
               "\n--B\nContent-Type: application/pdf; name=a.pdf\n"
               "Content-Transfer-Encoding: base64\n\nSGVsbG8=\n\n--B--\nepilogue\n",
               eol);
  }
};

TEST_P(PlainForms, HoldTheBannerAndLoseNothing) {
  const auto& [form, eol, nested] = GetParam();
  const std::string before = message();
  const Delivery after = deliver(before, japanese_text());
  ASSERT_TRUE(after.result.applied) << after.result.why;
  const RawMessage old_mail = RawMessage::parse(before);
  const RawMessage mail = RawMessage::parse(after.message);
  const MimeTree old_tree = tree_of(old_mail);
  const MimeTree tree = tree_of(mail);
  ASSERT_EQ(tree.parts.size(), old_tree.parts.size());
  EXPECT_EQ(tree.flaws, old_tree.flaws);
  const std::size_t index = nested ? 1 : 0;
  EXPECT_TRUE(shown(tree, index).starts_with(kOpening)) << after.message;
  EXPECT_TRUE(shown(tree, index).ends_with(shown(old_tree, index))) << after.message;
  EXPECT_EQ(tree.parts[index].charset, form.charset_after);
  EXPECT_EQ(tree.parts[index].format, old_tree.parts[index].format);
  EXPECT_EQ(tree.parts.back().is("application/pdf"), nested);
  if (nested) {
    EXPECT_EQ(tree.parts[2].encoded, old_tree.parts[2].encoded);
  }
  EXPECT_TRUE(is_seven_bit(after.message) || !is_seven_bit(before));
  EXPECT_LE(longest_line(after.message), 998U);
  if (std::string_view(eol) == "\r\n") {
    EXPECT_EQ(replace_all(after.message, "\r\n", "").find('\n'), std::string::npos);
  }
}

TEST_P(PlainForms, StripGivesBackTheMessage) {
  const auto& [form, eol, nested] = GetParam();
  const std::string before = message();
  EXPECT_EQ(strip_banners(before), before);
  const Delivery english = deliver(before, english_text());
  EXPECT_NE(english.message, before);
  EXPECT_EQ(strip_banners(english.message), before);
  const Delivery japanese = deliver(before, japanese_text());
  const std::string stripped = strip_banners(japanese.message);
  const RawMessage mail = RawMessage::parse(stripped);
  const RawMessage old_mail = RawMessage::parse(before);
  const std::size_t index = nested ? 1 : 0;
  EXPECT_EQ(shown(tree_of(mail), index), shown(tree_of(old_mail), index));
  const std::string cte = form.cte;
  const bool relabelled = std::string_view(form.charset) != form.charset_after;
  if (!relabelled && !(cte == "7bit" && std::string_view(form.charset) == "utf-8")) {
    EXPECT_EQ(stripped, before);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Table, PlainForms,
    ::testing::Combine(
        ::testing::Values(Form{"iso-2022-jp", "7bit", "iso-2022-jp"},
                          Form{"iso-2022-jp", "base64", "iso-2022-jp"},
                          Form{"iso-2022-jp", "quoted-printable", "iso-2022-jp"},
                          Form{"shift_jis", "8bit", "shift_jis"},
                          Form{"shift_jis", "quoted-printable", "shift_jis"},
                          Form{"shift_jis", "base64", "shift_jis"},
                          Form{"euc-jp", "8bit", "euc-jp"}, Form{"euc-jp", "base64", "euc-jp"},
                          Form{"utf-8", "8bit", "utf-8"}, Form{"utf-8", "base64", "utf-8"},
                          Form{"utf-8", "quoted-printable", "utf-8"},
                          Form{"us-ascii", "7bit", "utf-8"},
                          Form{"us-ascii", "quoted-printable", "utf-8"},
                          Form{"us-ascii", "base64", "utf-8"}, Form{"iso-8859-1", "8bit", "utf-8"},
                          Form{"", "", "utf-8"}),
        ::testing::Values("\n", "\r\n"), ::testing::Bool()));

TEST(Banner, SevenBitUtf8PartIsEncodedAnew) {
  const std::string before =
      "Subject: x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nplain ascii\r\n";
  const Delivery after = deliver(before, japanese_text());
  EXPECT_TRUE(is_seven_bit(after.message));
  const RawMessage mail = RawMessage::parse(after.message);
  EXPECT_TRUE(shown(tree_of(mail), 0).starts_with(kOpening));
  EXPECT_TRUE(shown(tree_of(mail), 0).ends_with("\n\nplain ascii\n"));
}

TEST(Banner, MailWithoutMimeGetsTheFieldsItNeeds) {
  const Delivery after = deliver("Subject: x\r\n\r\nhello\r\n", japanese_text());
  const RawMessage mail = RawMessage::parse(after.message);
  ASSERT_EQ(mail.find("MIME-Version").size(), 1U);
  ASSERT_EQ(mail.find("Content-Type").size(), 1U);
  EXPECT_EQ(trim(mail.value(*mail.find("Content-Type")[0])), "text/plain; charset=utf-8");
}

TEST(Banner, CharacterOutsideTheCharsetMeansUtf8) {
  BannerText text = japanese_text();
  text.reasons = {"差出人は「髙橋①」です"};  // neither is in JIS X 0208
  const std::string body = *encode_text("請求書です。\r\n", "iso-2022-jp");
  const Delivery after = deliver(
      "Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=ISO-2022-JP; "
      "format=flowed; delsp=yes\r\n\r\n" +
          body,
      text);
  const RawMessage mail = RawMessage::parse(after.message);
  const MimeTree tree = tree_of(mail);
  EXPECT_EQ(tree.parts[0].charset, "utf-8");
  EXPECT_EQ(tree.parts[0].format, "flowed");
  EXPECT_TRUE(tree.parts[0].delete_space);
  EXPECT_NE(shown(tree, 0).find("髙橋①"), std::string::npos);
  EXPECT_TRUE(shown(tree, 0).ends_with("\n\n請求書です。\n"));
}

TEST(Banner, TextThatCannotBeReadIsWrappedNotLost) {
  const std::string before =
      "Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=us-ascii\r\n"
      "Content-Transfer-Encoding: 8bit\r\n\r\nbytes \xFF\xFE\r\n";
  const Delivery after = deliver(before, japanese_text());
  const RawMessage mail = RawMessage::parse(after.message);
  const MimeTree tree = tree_of(mail);
  ASSERT_EQ(tree.parts.size(), 3U) << after.message;
  EXPECT_TRUE(shown(tree, 1).starts_with(kOpening));
  EXPECT_EQ(tree.parts[2].encoded, "bytes \xFF\xFE\r\n");
  EXPECT_EQ(tree.parts[2].charset, "us-ascii");
  EXPECT_EQ(strip_banners(after.message), before);
}

}  // namespace
}  // namespace milter
