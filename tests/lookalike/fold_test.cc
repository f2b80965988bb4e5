#include "lookalike/fold.h"

#include <gtest/gtest.h>

#include "lookalike/unicode.h"

namespace lookalike {
namespace {

std::string sight(std::u32string_view text) {
  std::string out;
  read_sight(text, out);
  return out;
}

std::string loose(std::u32string_view label) {
  Key key;
  loose_key(sight(label), key);
  return std::string(key.view());
}

TEST(SightLetter, OneByteALetter) {
  EXPECT_EQ(sight(U"mirai-k0gyo.co_jp"), "mirai-kogyo.co-jp");
  EXPECT_EQ(sight(U"l1i 358"), "iii esb");
  EXPECT_EQ(sight(U"Mail.Example"), "maii.exampie");
  EXPECT_EQ(sight(U"mirаí-ƙоɢʏø"), "mirai-kogyo");  // Cyrillic, accents, hook, small capitals
  EXPECT_EQ(sight(U"a\u200Bb\u0301"), std::string("a\0b\0", 4));
  const std::string two = sight(U"例え.jp");
  EXPECT_EQ(two.size(), 5U);
  EXPECT_EQ(two.substr(2), ".jp");
  EXPECT_GE(static_cast<unsigned char>(two[0]), 0x80);
}

TEST(SightLetter, KanaAndKanjiOfOneShape) {
  for (const std::u32string_view pair :
       {U"ニ二", U"カ力", U"ロ口", U"へヘ", U"ー一", U"リり", U"ソン", U"シツ", U"ッツ", U"チ千",
        U"未末", U"髙高", U"﨑崎", U"澤沢", U"學学", U"がか", U"ぱは", U"〇0",  U"○o",   U"人入"}) {
    EXPECT_EQ(sight_letter(pair[0]), sight_letter(pair[1])) << encode(pair);
  }
  for (const std::u32string_view pair :
       {U"ニカ", U"か木", U"高橋", U"東西", U"一二", U"ラル", U"山川", U"上下", U"学校", U"oか",
        U"cd",   U"uv",   U"gq",   U"rn",   U"hn",   U"mn",   U"bd",   U"a4",   U"ー-",  U"ae"}) {
    EXPECT_NE(sight_letter(pair[0]), sight_letter(pair[1])) << encode(pair);
  }
}

struct Pair {
  std::u32string_view a, b;
};

TEST(LooseKey, EqualForWhatLooksAlike) {
  for (const Pair& p : {Pair{U"paypal", U"paypai"},
                        Pair{U"paypal", U"pаypal"},
                        Pair{U"modern", U"modem"},
                        Pair{U"watch", U"vvatch"},
                        Pair{U"cloud", U"doud"},
                        Pair{U"soko", U"s0ko"},
                        Pair{U"sogo", U"5ogo"},
                        Pair{U"mirai", U"rn1ra1"},
                        Pair{U"tanaka", U"tarnaka"},
                        Pair{U"hanmi", U"hannmi"},
                        Pair{U"kogyo", U"koqyo"},
                        Pair{U"bank", U"dank"},
                        Pair{U"center", U"centcr"},
                        Pair{U"bike", U"lbike"},
                        Pair{U"yuki", U"yvki"},
                        Pair{U"hamano", U"namaho"},
                        Pair{U"hoshi", U"lhoshi"},
                        Pair{U"pay\u200Bpal", U"paypal"},
                        Pair{U"bücher", U"bucher"},
                        Pair{U"a-b", U"ab"},
                        Pair{U"mirai_kogyo", U"mirai-kogyo"},
                        Pair{U"ｍ", U"m"},
                        Pair{U"コーヒー", U"コ-ヒ-"}}) {
    EXPECT_EQ(loose(p.a), loose(p.b)) << encode(p.a) << " " << encode(p.b);
  }
}

TEST(LooseKey, EqualForOneWordInTwoRomanisations) {
  for (const Pair& p :
       {Pair{U"hoshi", U"hosi"}, Pair{U"shacho", U"syachou"}, Pair{U"tsukuba", U"tukuba"},
        Pair{U"fuji", U"huzi"}, Pair{U"junbi", U"jyunbi"}, Pair{U"shinbun", U"shimbun"},
        Pair{U"ohtsuka", U"otsuka"}, Pair{U"ootsuka", U"otuka"}, Pair{U"outsuka", U"otsuka"},
        Pair{U"yuuki", U"yuki"}, Pair{U"matcha", U"maccha"}, Pair{U"nippon", U"nipon"},
        Pair{U"satou", U"sato"}, Pair{U"kanpai", U"kampai"}, Pair{U"zyosei", U"josei"}}) {
    EXPECT_EQ(loose(p.a), loose(p.b)) << encode(p.a) << " " << encode(p.b);
  }
}

TEST(LooseKey, ApartForOtherNames) {
  for (const Pair& p : {Pair{U"yuki", U"yuri"},
                        Pair{U"hana", U"rana"},
                        Pair{U"taka", U"tana"},
                        Pair{U"ueno", U"aeno"},
                        Pair{U"suvu", U"vuvu"},
                        Pair{U"かき", U"さき"},
                        Pair{U"tokyo", U"kyoto"},
                        Pair{U"sony", U"soni"},
                        Pair{U"toyota", U"tayota"},
                        Pair{U"honda", U"hondai"},
                        Pair{U"mirai", U"murai"},
                        Pair{U"hitachi", U"hitaki"},
                        Pair{U"ohara", U"obara"},
                        Pair{U"kyodo", U"kodo"},
                        Pair{U"rakuten", U"lakuten"},
                        Pair{U"visa", U"bisa"},
                        Pair{U"chiba", U"tiba"},
                        Pair{U"ricoh", U"nikon"},
                        Pair{U"panasonic", U"pasonic"},
                        Pair{U"高橋", U"髙木"},
                        Pair{U"toshiba", U"fushiba"},
                        Pair{U"", U"a"},
                        Pair{U"canon", U"canan"},
                        Pair{U"mizuho", U"mizuko"},
                        Pair{U"nec", U"nac"}}) {
    EXPECT_NE(loose(p.a), loose(p.b)) << encode(p.a) << " " << encode(p.b);
  }
}

TEST(LooseKey, WordsEndAtSeparators) {
  EXPECT_EQ(loose(U"kos-hi"),
            "kosni");  // no sh across a hyphen; hi reads as ni; koshi alone is kosi
  EXPECT_EQ(loose(U"koshi"), "kosi");
  EXPECT_EQ(loose(U"a.b.c"), loose(U"abc"));
  EXPECT_EQ(loose(U"---"), "");
  EXPECT_EQ(loose(U"\u200B"), "");
}

TEST(PlainKey, ReadsEachLetterByItself) {
  const auto plain = [](std::u32string_view label) {
    std::string sight;
    read_sight(label, sight);
    Key key;
    plain_key(sight, key);
    return std::string(key.view());
  };
  EXPECT_EQ(plain(U"icloud"), "iciovb");  // l as i, u as v, d as b
  EXPECT_EQ(plain(U"ICL0UD"), plain(U"lc1oud"));
  EXPECT_EQ(plain(U"kos-hi"), plain(U"koshi"));
  EXPECT_EQ(plain(U"a.b-\u200Bc"), plain(U"abc"));
  for (const auto* other : {U"idoud", U"iclooud", U"icolud"}) {
    EXPECT_NE(plain(other), plain(U"icloud"));
  }
  EXPECT_EQ(plain(std::u32string(253, U'a')).size(), kMaxKey);
}

TEST(LooseKey, HoldsKMaxKeyLetters) {
  const std::u32string longest = U"abcdefghijklmnopqrstuvwxyz";
  std::u32string label;
  while (label.size() < 253) label += U"ak";
  EXPECT_EQ(loose(label).size(), kMaxKey);
  EXPECT_LE(loose(longest).size(), longest.size());
}

}  // namespace
}  // namespace lookalike
