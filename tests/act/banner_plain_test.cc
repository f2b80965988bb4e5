#include "milter/act/banner_plain.h"

#include <gtest/gtest.h>

#include "milter/act/texts.h"
#include "milter/mail/charset.h"
#include "tests/act/mail_builder.h"

namespace milter {
namespace {

TEST(BannerPlain, JapaneseLayout) {
  EXPECT_EQ(banner_plain(testing::japanese_text(), "\n"),
            "【関守】登録と違う振込先です\n"
            "危険度：高\n"
            "・振込先 みらい銀行 …567 は登録にありません（登録は みなと銀行 …223）\n"
            "・差出人のドメイン kouwa-shojl は取引先 kouwa-shoji と1文字違います\n"
            "以前から知っている番号に電話で確認するまで支払わないでください。\n"
            "――――― 関守（Sekimori）の注意はここまで #20261123-abc ―――――\n"
            "\n");
}

TEST(BannerPlain, EnglishLayout) {
  EXPECT_EQ(banner_plain(testing::english_text(), "\r\n"),
            "[Sekimori] The bank account is not the one on file\r\n"
            "Risk: medium\r\n"
            "- Account ...567 is new; on file is ...223\r\n"
            "Call a number you already had before paying.\r\n"
            "----- end of the Sekimori notice #77 -----\r\n"
            "\r\n");
}

TEST(BannerPlain, OurOwnWordsFitEveryJapaneseCharset) {
  for (const char* level : {"red", "amber", "unknown"}) {
    BannerText text = testing::japanese_text();
    text.level = level;
    for (const char* charset : {"iso-2022-jp", "shift_jis", "euc-jp", "utf-8"}) {
      const auto bytes = encode_text(banner_plain(text, "\n"), charset);
      ASSERT_TRUE(bytes) << charset;
      EXPECT_EQ(decode_text(*bytes, charset).text.substr(0, 12), "【関守】");
    }
  }
}

TEST(BannerPlain, QuotedMailCannotBreakTheLines) {
  BannerText text = testing::english_text();
  text.headline =
      "a\r\nb\xE2\x80\xAE"
      "c\xE2\x80\x8B"
      "d\x1B$B";  // RLO, zero width space, ESC
  text.id = "<1>\n";
  const std::vector<std::string> lines = banner_lines(text);
  EXPECT_EQ(lines[0], "[Sekimori] a  bcd $B");
  EXPECT_EQ(lines.back(), "----- end of the Sekimori notice #1 -----");
}

TEST(BannerPlain, LongTextsAreBrokenWithin998Bytes) {
  BannerText text = testing::japanese_text();
  std::string mixed;
  for (int i = 0; i < 600; ++i) mixed += i % 2 == 0 ? "漢" : "a";
  text.headline = mixed;
  text.reasons = {mixed, mixed, mixed, "a fourth reason"};
  text.advice = mixed;
  for (const char* charset : {"iso-2022-jp", "utf-8"}) {
    const std::string banner = *encode_text(banner_plain(text, "\n"), "utf-8");
    EXPECT_EQ(banner.find("fourth"), std::string::npos);
    for (const std::string_view line : split(banner, '\n')) {
      EXPECT_LE(encode_text(replace_all(line, "…", ""), charset)->size(), 998U);
    }
  }
  const std::string mail = "Subject: x\r\n\r\nhello\r\n";
  const std::string stripped = strip_banners(testing::deliver(mail, text).message);
  EXPECT_EQ(stripped.find("Sekimori"), std::string::npos);
}

TEST(Texts, UnknownLanguageIsJapanese) {
  EXPECT_EQ(banner_words("xx").opening, "【関守】");
  EXPECT_EQ(banner_words("en").opening, "[Sekimori]");
}

}  // namespace
}  // namespace milter
