#include "lookalike/skeleton.h"

#include <gtest/gtest.h>

#include "lookalike/unicode.h"

namespace lookalike {
namespace {

struct Pair {
  std::u32string_view a, b;
};

TEST(StrictKey, EqualForWhatUts39Equates) {
  for (const Pair& p :
       {Pair{U"paypal", U"pаypal"}, Pair{U"modern", U"modem"}, Pair{U"hotel1", U"hotell"},
        Pair{U"bucher", U"bücher"}, Pair{U"pay\u200Bpal", U"paypal"}}) {
    EXPECT_EQ(strict_key(bare_key(p.a)), strict_key(bare_key(p.b))) << encode(p.a);
  }
  for (const Pair& p : {Pair{U"paypal", U"paypai"}, Pair{U"watch", U"vvatch"},
                        Pair{U"cloud", U"doud"}, Pair{U"soko", U"s0ko"}, Pair{U"abc", U"abd"}}) {
    EXPECT_NE(strict_key(bare_key(p.a)), strict_key(bare_key(p.b))) << encode(p.a);
  }
}

TEST(VisualKey, EqualForLettersThatPassInSmallType) {
  for (const Pair& p : {Pair{U"paypal", U"paypai"}, Pair{U"watch", U"vvatch"},
                        Pair{U"cloud", U"doud"}, Pair{U"soko", U"s0ko"}, Pair{U"sogo", U"5ogo"},
                        Pair{U"modern", U"modem"}, Pair{U"mirai", U"rn1ra1"}}) {
    EXPECT_EQ(visual_key(bare_key(p.a)), visual_key(bare_key(p.b))) << encode(p.a);
  }
  for (const Pair& p :
       {Pair{U"kogyo", U"koqyo"}, Pair{U"suvu", U"vuvu"}, Pair{U"hanna", U"hana"},
        Pair{U"か", U"が"}, Pair{U"tokyo", U"kyoto"}, Pair{U"rain", U"ram"}, Pair{U"a-b", U"ab"}}) {
    EXPECT_NE(visual_key(bare_key(p.a)), visual_key(bare_key(p.b))) << encode(p.a);
  }
}

TEST(VisualLetters, AgreeWithTheKey) {
  EXPECT_EQ(visual_letter(U'0'), U'o');
  EXPECT_EQ(visual_letter(U'i'), U'l');
  EXPECT_EQ(visual_letter(U'q'), U'q');
  EXPECT_EQ(visual_pair(U'r', U'n'), U'm');
  EXPECT_EQ(visual_pair(U'n', U'r'), U'\0');
}

TEST(WithoutSeparators, DropsThreeCharacters) {
  EXPECT_EQ(without_separators(U"mirai-kogyo.co_jp"), U"miraikogyocojp");
  EXPECT_EQ(without_separators(U""), U"");
}

}  // namespace
}  // namespace lookalike
