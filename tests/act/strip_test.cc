#include <gtest/gtest.h>

#include "milter/act/banner_html.h"
#include "milter/act/recognise.h"
#include "milter/act/strip_text.h"
#include "milter/mail/charset.h"
#include "tests/act/mail_builder.h"

namespace milter {
namespace {

std::string stripped_text(std::string_view text, std::string_view charset = "utf-8") {
  return apply_splices(text, text_banners(text, charset));
}
std::string stripped_html(std::string_view html, std::string_view charset = "utf-8") {
  return apply_splices(html, html_banners(html, charset));
}

TEST(StripText, QuotedCopies) {
  EXPECT_EQ(stripped_text("承知しました。\n\n> 【関守】登録と違う\n> 危険度：高\n> ・x\n> 確認\n"
                          "> ――――― 関守（Sekimori）の注意はここまで #1-a ―――――\n> \n> 本文\n"),
            "承知しました。\n\n> 本文\n");
  EXPECT_EQ(stripped_text(">> [Sekimori] a\n>> ----- end of the Sekimori notice #1 -----\n>> b\n"),
            ">> b\n");
}

TEST(StripText, TwoCopiesInOneMail) {
  const std::string banner = "[Sekimori] a\n----- end of the Sekimori notice #1 -----\n\n";
  EXPECT_EQ(
      stripped_text(banner + "x\n> " + replace_all(trim(banner), "\n", "\n> ") + "\n>\n> y\n"),
      "x\n> y\n");
}

TEST(StripText, LinesBrokenOrJoinedByAMailProgram) {
  EXPECT_EQ(
      stripped_text("> [Sekimori] a\n> b ----- end of the\n> Sekimori notice #12\n> -----\n>\n"
                    "> text\n"),
      "> text\n");
  EXPECT_EQ(stripped_text("> 【関守】登録と違う ――――― 関守（Sekimori）の注意は\n"
                          "> ここまで #12 ―― ここから本文\n> 次\n"),
            "> ここから本文\n> 次\n");
}

TEST(StripText, DashesAsConvertersChangeThem) {
  EXPECT_EQ(stripped_text("【関守】a\n───── 関守（Sekimori）の注意はここまで #1 —————\n\nx\n"),
            "x\n");
}

TEST(StripText, OtherTextStays) {
  std::string far = "[Sekimori] a\n";
  for (int i = 0; i < 1000; ++i) far += "line\n";
  far += "----- end of the Sekimori notice #1 -----\n";
  for (const std::string& text :
       {far, std::string("We use Sekimori.\n"), std::string("[Sekimori] without an end\n"),
        std::string("x [Sekimori] a\n----- end of the Sekimori notice #1 -----\n"),
        std::string("----- end of the Sekimori notice #1 -----\n[Sekimori] a\n"),
        std::string("【関守】というソフト\nSekimori\n")}) {
    EXPECT_EQ(stripped_text(text), text);
  }
}

TEST(StripText, ABannerAsLongAsAllowedIsFound) {
  std::string text = "[Sekimori] ";
  text.append(kMaxBannerGlyphs - 100, 'x');
  EXPECT_EQ(stripped_text(text + "\n----- end of the Sekimori notice #1 -----\n\ny"), "y");
}

TEST(StripHtml, OursComesOutByteForByte) {
  const std::string before = "<html><body>\r\n<p>x</p></body></html>";
  std::string html = before;
  html.insert(12, banner_html(testing::japanese_text(), "\r\n"));
  EXPECT_EQ(stripped_html(html), before);
}

TEST(StripHtml, RewrittenMarkup) {
  // As a mail program may quote it: no id, other elements, character references decoded.
  const std::string banner =
      "<table class=\"MsoNormalTable\"><tr><td><p class=MsoNormal><b><span>【関守】登録と"
      "違う</span></b></p><div>危険度：高</div><p>――――― 関守（Sekimori）の注意はここまで\r\n"
      "#1 ―――――<o:p></o:p></p></td></tr></table>";
  EXPECT_EQ(stripped_html("<div><p>返信</p>" + banner + "<p>本文</p></div>"),
            "<div><p>返信</p><p>本文</p></div>");
  const std::string jis = *encode_text("<div>" + banner + "<p>本文</p></div>", "iso-2022-jp");
  EXPECT_EQ(stripped_html(jis, "iso-2022-jp"),
            *encode_text("<div><p>本文</p></div>", "iso-2022-jp"));
}

TEST(StripHtml, MeltedIntoTheTextOnlyTheTextGoes) {
  EXPECT_EQ(
      stripped_html("<div>Hi<br>[Sekimori] a<br>-- end of the Sekimori notice #1 --<br>x</div>"),
      "<div>Hi<br><br><br>x</div>");
}

TEST(StripHtml, PicturesAndOtherTextStay) {
  const std::string banner = "<p>[Sekimori] a</p><p>-- end of the Sekimori notice #1 --</p>";
  EXPECT_EQ(stripped_html("<div>" + banner + "<img src=x></div>"),
            "<div><p></p><p></p><img src=x></div>");
  EXPECT_EQ(stripped_html("<body>" + banner + "</body>"), "<body><p></p><p></p></body>");
  for (const char* html : {"<div id=\"sekimori-1\">Sekimori: my own words</div>",
                           "<p>[Sekimori] a</p><p>end of it</p>",
                           "<!--[Sekimori] a --- end of the Sekimori notice #1 --->x"}) {
    EXPECT_EQ(stripped_html(html), html);
  }
}

TEST(StripBanners, MailWithoutABannerIsTheSame) {
  for (const char* message :
       {"", "\n", "x", "Subject: Re: y\r\n\r\nSekimori\r\n", "Subject: a\nbroken\n\n--x\n",
        "Content-Type: multipart/mixed\r\n\r\n--\r\n",
        "Content-Transfer-Encoding: base64\n\n*=*\n"}) {
    EXPECT_EQ(strip_banners(message), message);
  }
}

TEST(StripBanners, SealedAndAttachedMailStays) {
  const std::string banner = "[Sekimori] a\r\n----- end of the Sekimori notice #1 -----\r\n\r\n";
  const std::string sealed =
      "Content-Type: multipart/signed; boundary=B\r\n\r\n--B\r\n\r\n" + banner + "x\r\n--B--\r\n";
  const std::string attached =
      "Content-Type: multipart/mixed; boundary=B\r\n\r\n--B\r\n"
      "Content-Type: message/rfc822\r\n\r\nSubject: y\r\n\r\n" +
      banner + "x\r\n--B--\r\n";
  EXPECT_EQ(strip_banners(sealed), sealed);
  EXPECT_EQ(strip_banners(attached), attached);
}

TEST(StripBanners, SubjectAndReplyTogether) {
  EXPECT_EQ(
      strip_banners("Subject: Re: [Sekimori: CAUTION] Invoice\r\n\r\nOK\r\n\r\n> [Sekimori] a\r\n"
                    "> ----- end of the Sekimori notice #1 -----\r\n>\r\n> Hello\r\n"),
      "Subject: Re: Invoice\r\n\r\nOK\r\n\r\n> Hello\r\n");
}

}  // namespace
}  // namespace milter
