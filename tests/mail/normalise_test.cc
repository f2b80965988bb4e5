#include "milter/mail/normalise.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace milter {
namespace {

using Rows = std::vector<std::pair<std::string, std::string>>;

void expect_text(const Rows& rows) {
  for (const auto& [text, expected] : rows) EXPECT_EQ(normalise_text(text), expected) << text;
}

TEST(NormaliseText, WidthCaseAndInvisible) {
  expect_text({
      {"", ""},
      {"お 振 込\u200b先", "お振込先"},
      {"ＡＢＣ　株式会社", "abc 株式会社"},
      {"ﾌﾘｺﾐ ｻｷ", "フリコミサキ"},
      {"口\u00AD座 変\uFEFF更", "口座変更"},
      {"口\u200B 座", "口座"},
      {"urg\u2060ent", "urgent"},
      {"葛\U000E0100城", "葛城"},  // a variation selector
      {"Ⅱ①㈱", "ii1(株)"},
      {"Re: Payment", "re: payment"},
      {"a  b\t c", "a b c"},
      {"口座 1234567 です", "口座 1234567 です"},
      {"お 支払い は 、 本日", "お支払いは、本日"},
      {"안녕 하세요", "안녕 하세요"},
      {"a\u202Eb", "ab"},
      {"  x  ", "x"},
  });
}

TEST(NormaliseText, JoinsLinesOfAParagraph) {
  expect_text({
      {"お振込先を変\r\n更いたします", "お振込先を変更いたします"},
      {"please pay\nto the account", "please pay to the account"},
      {"口座は\n1234567です", "口座は 1234567です"},
      {"銀行名\u2028支店名", "銀行名支店名"},
      {"い\u3000\n\u3000ろ", "いろ"},
      {"a\rb", "a b"},
  });
}

TEST(NormaliseText, KeepsParagraphs) {
  expect_text({
      {"拝啓\n\n口座変更", "拝啓\n口座変更"},
      {"拝啓\n \u3000\n\n口座変更\n\n", "拝啓\n口座変更"},
      {"しました。\n次に", "しました。\n次に"},
      {"振込先：\n桜銀行", "振込先:\n桜銀行"},
      {"銀行名\n■支店名\n・口座\n※注意", "銀行名\n■支店名\n・口座\n※注意"},
      {"手順\n①請求\n②支払", "手順\n1請求\n2支払"},
      {"手順\n1. 請求\n２．支払\n(3) 確認", "手順\n1. 請求\n2.支払\n(3) 確認"},
      {"本文\n> 引用\n> 引用", "本文\n> 引用\n> 引用"},
      {"合計は\n12,000円", "合計は 12,000円"},  // a number, not an item of a list
      {"\n\u200b\n", ""},
  });
}

// "[...]" marks what is asked for in the normalised text and what it must be in the original.
struct OriginRow {
  std::string normalised;
  std::string original;
};

std::string without_marks(std::string marked) {
  std::erase_if(marked, [](char c) { return c == '[' || c == ']'; });
  return marked;
}

// The bytes of the original that the bytes of the text from `begin` to `end` were made from.
ByteRange origin(const NormalisedText& seen, std::size_t begin, std::size_t end) {
  ByteRange from;
  for (const auto& letter : seen.letters) {
    if (letter.at == begin) from.begin = letter.from.begin;
    if (letter.at < end) from.end = letter.from.end;
  }
  return from;
}

TEST(NormaliseText, KnowsWhereItCameFrom) {
  for (const OriginRow& row :
       std::vector<OriginRow>{{"[abc]", "[ABC]"},
                              {"お[振込]先", "お [振\u200b 込] 先"},
                              {"[フリガナ]", "[ﾌﾘｶﾞﾅ]"},
                              {"a[が]b", "a[か\u3099]b"},
                              {"口[座 12]", "口[座\r\n１２]"},
                              {"[(株)]桜", "[㈱]桜"},
                              {"拝啓\n[口座]。", "\u3000拝啓\r\n\r\n[口\u00AD座]。\r\n"},
                              {"x[ss]", "x[ß]"},
                              {"[請求]\n書", "\u200b[請求]\u200b\n\n書"}}) {
    const NormalisedText seen = normalise_with_origin(without_marks(row.original));
    ASSERT_EQ(seen.text, without_marks(row.normalised));
    const std::size_t begin = row.normalised.find('[');
    const ByteRange from = origin(seen, begin, row.normalised.find(']') - 1);
    const std::size_t wanted = row.original.find('[');
    EXPECT_EQ(from.begin, wanted) << row.original;
    EXPECT_EQ(from.end, row.original.find(']') - 1) << row.original;
  }
}

TEST(NormaliseText, OfNothingComesNothing) {
  EXPECT_TRUE(normalise_with_origin("\u200b").letters.empty());
  EXPECT_EQ(normalise_with_origin("　桜").letters.size(), 1U);
}

TEST(NormaliseName, SameNames) {
  const Rows rows = {
      {"桜井　一郎", "櫻井一郎"},
      {"髙橋 﨑", "高橋崎"},
      {"渡邊", "渡辺"},
      {"渡邉", "渡辺"},
      {"齋藤", "斎藤"},
      {"齊藤", "斉藤"},
      {"𠮷田", "吉田"},
      {"さくら商事", "サクラ商事"},
      {"ｻｸﾗ商事", "サクラ商事"},
      {"センタ－", "センター"},
      {"ｾﾝﾀｰ", "せんたー"},
      {"データ‐センター", "データーセンター"},
      {"O'Brien-Smith", "obriensmith"},
      {"Yamada, Taro", "yamada taro"},
      {"株式会社・桜", "株式会社桜"},
      {"「桜」商事（株）", "桜商事株"},
      {"國德眞惠龍瀧嶋冨曾柳黑學會縣榮壽實靜", "国徳真恵竜滝島富曽柳黒学会県栄寿実静"},
      {"與圓澁鐵藏彌佛寶關聲應戶步劍亞惡爲廣濱澤", "与円渋鉄蔵弥仏宝関声応戸歩剣亜悪為広浜沢"},
  };
  for (const auto& [a, b] : rows) {
    EXPECT_EQ(normalise_name(a), normalise_name(b)) << a;
  }
  EXPECT_EQ(normalise_name("\uFA19"), "神");  // a compatibility ideograph, by NFKC
  EXPECT_EQ(normalise_name("さくら－1"), "サクラー1");
  EXPECT_EQ(normalise_name("AB-1"), "ab1");
}

TEST(NormaliseName, DifferentNamesStayDifferent) {
  const Rows rows = {
      {"斎藤", "斉藤"},  // two names of different origin
      {"桜井", "桜木"}, {"佐々木", "佐木"}, {"〆木", "木"},   {"ビル", "ビール"}, {"ハハ", "パパ"},
      {"山田", "山口"}, {"abc1", "abc"},    {"大田", "太田"}, {"一", "ー"},
  };
  for (const auto& [a, b] : rows) EXPECT_NE(normalise_name(a), normalise_name(b)) << a;
}

TEST(NormaliseName, OnlySignsLeaveNothing) {
  EXPECT_EQ(normalise_name(""), "");
  EXPECT_EQ(normalise_name(" ・（）「」-_. \u200b"), "");
}

TEST(Normalise, IllFormedInputComesOutWellFormed) {
  EXPECT_EQ(normalise_text("a\xFFz"), "a\uFFFDz");
  EXPECT_EQ(normalise_name("a\xE8\xAB"), "a\uFFFD");
}

TEST(Normalise, TwiceIsTheSameAsOnce) {
  // Of one line: a second pass cannot know which line ends were kept.
  for (const char* text : {"ＡＢＣ　株式会社①口座", "ß ﬃ ſ ΐ", "か\u3099 き", "İ", "㋿ ㍻",
                           "\u037A x", "\u1E9E", "ｶ ﾞ", "ﷺ", "さ－く"}) {
    EXPECT_EQ(normalise_text(normalise_text(text)), normalise_text(text)) << text;
    EXPECT_EQ(normalise_name(normalise_name(text)), normalise_name(text)) << text;
  }
}

}  // namespace
}  // namespace milter
