#include "lookalike/texts.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "lookalike/catalogue.h"
#include "lookalike/unicode.h"

namespace lookalike {
namespace {

std::set<std::string> places(std::string_view frame) {
  std::set<std::string> out;
  for (std::size_t at = frame.find('{'); at != std::string_view::npos;
       at = frame.find('{', at + 1)) {
    out.emplace(frame.substr(at, frame.find('}', at) - at));
  }
  return out;
}

TEST(Catalogue, BothLanguagesHaveTheSamePlaces) {
  std::set<std::string_view> keys;
  for (const Phrase& phrase : catalogue()) {
    EXPECT_EQ(places(phrase.ja), places(phrase.en)) << phrase.key;
    EXPECT_TRUE(keys.insert(phrase.key).second) << phrase.key;
  }
}

TEST(Catalogue, HasAFrameForEveryKindThatIsReported) {
  std::set<std::string_view> keys;
  for (const Phrase& phrase : catalogue()) keys.insert(phrase.key);
  for (int kind = static_cast<int>(Kind::kExact); kind <= static_cast<int>(Kind::kCombinedEdit);
       ++kind) {
    EXPECT_TRUE(keys.contains(word(static_cast<Kind>(kind)))) << kind;
  }
}

// The sentence of `kind` for two names, both registrable domains of our own or of a partner.
Text text_of(Kind kind, const char* guarded, const char* seen, bool own = false) {
  const std::u32string a = decode(guarded).value_or(U""), b = decode(seen).value_or(U"");
  Answer answer;
  answer.kind = kind;
  answer.band = Band::kProbable;
  answer.partner = guarded;
  answer.own = own;
  return explain(answer, a, b, align(a, b, Direction::kInbound).steps, false);
}

struct Row {
  Kind kind;
  const char *guarded, *seen, *ja, *en;
};

TEST(Explain, OneSentenceAKind) {
  for (const Row& row : {
           Row{Kind::kOneEdit, "mirai-kogyo.co.jp", "mirai-koqyo.co.jp",
               "「mirai-koqyo.co.jp」は取引先のドメイン「mirai-kogyo.co.jp」と1文字だけ違う"
               "別のドメインです：9文字目が[g]ではなく[q]。",
               "“mirai-koqyo.co.jp” is not the partner “mirai-kogyo.co.jp”: letter 9 is [q], not "
               "[g]."},
           Row{Kind::kOneEdit, "mirai.jp", "mira.jp",
               "「mira.jp」は取引先のドメイン「mirai.jp」と1文字だけ違う別のドメインです："
               "5文字目の[i]が抜けている。",
               "“mira.jp” is not the partner “mirai.jp”: [i] is left out at letter 5."},
           Row{Kind::kOneEdit, "mirai.jp", "mirrai.jp",
               "「mirrai.jp」は取引先のドメイン「mirai.jp」と1文字だけ違う別のドメインです："
               "3文字目の[r]が1つ多い。",
               "“mirrai.jp” is not the partner “mirai.jp”: there is one [r] too many at letter 3."},
           Row{Kind::kSwap, "mirai.jp", "miari.jp",
               "「miari.jp」は取引先のドメイン「mirai.jp」の隣り合う2文字を入れ替えた"
               "別のドメインです：3文字目から[ra]が[ar]と入れ替わっている。",
               "“miari.jp” is not the partner “mirai.jp”: from letter 3 it reads [ar], not [ra]: "
               "two neighbouring letters are swapped."},
           Row{Kind::kSkeleton, "modern.jp", "modem.jp",
               "「modem.jp」は取引先のドメイン「modern.jp」と見分けがつきにくい別のドメインです："
               "5文字目からが[rn]ではなく[m]。",
               "“modem.jp” looks like the partner “modern.jp” but is another domain: from letter 5 "
               "it reads [m], not [rn]."},
           Row{Kind::kSkeleton, "paypal.com", "pаypal.com",
               "「pаypal.com」は取引先のドメイン「paypal."
               "com」と見分けがつきにくい別のドメインです："
               "2文字目が[a]ではなくキリル文字の[а U+0430]。",
               "“pаypal.com” looks like the partner “paypal.com” but is another domain: letter 2 "
               "is the Cyrillic letter [а U+0430], not [a]."},
           Row{Kind::kSkeleton, "sogo.jp", "sog0.jp",
               "「sog0.jp」は取引先のドメイン「sogo.jp」と見分けがつきにくい別のドメインです："
               "4文字目が英字の[o]ではなく数字の[0]。",
               "“sog0.jp” looks like the partner “sogo.jp” but is another domain: letter 4 is the "
               "digit [0], not the letter [o]."},
           Row{Kind::kVariant, "宮崎.jp", "宮﨑.jp",
               "「宮﨑.jp」は取引先のドメイン「宮崎.jp」と字体や字形が異なる別のドメインです："
               "2文字目が[崎 U+5D0E]ではなく、その異体字の[﨑 U+FA11]。",
               "“宮﨑.jp” writes the partner “宮崎.jp” with other forms of its characters and is "
               "another domain: letter 2 is [﨑 U+FA11], another form of [崎 U+5D0E]."},
           Row{Kind::kVariant, "ニチロ.jp", "二チロ.jp",
               "「二チロ.jp」は取引先のドメイン「ニチロ.jp」と字体や字形が異なる別のドメインです："
               "1文字目がカタカナの[ニ U+30CB]ではなく漢字の[二 U+4E8C]。",
               "“二チロ.jp” writes the partner “ニチロ.jp” with other forms of its characters and "
               "is "
               "another domain: letter 1 is the kanji [二 U+4E8C], not the katakana [ニ U+30CB]."},
           Row{Kind::kHyphen, "mirai-kogyo.co.jp", "miraikogyo.co.jp",
               "「miraikogyo.co.jp」は取引先のドメイン「mirai-kogyo.co.jp」とハイフンだけが異なる"
               "別のドメインです：6文字目のハイフン[-]が抜けている。",
               "“miraikogyo.co.jp” differs from the partner “mirai-kogyo.co.jp” in a hyphen only, "
               "but is another domain: a hyphen [-] is left out at letter 6."},
           Row{Kind::kRomanisation, "shinbun.co.jp", "shimbun.co.jp",
               "「shimbun.co.jp」は取引先のドメイン「shinbun.co.jp」とローマ字のつづり方が違う"
               "別のドメインです：4文字目からの[mb]は[nb]と同じ音の別のつづり。",
               "“shimbun.co.jp” spells the name of the partner “shinbun.co.jp” in another way and "
               "is another domain: from letter 4, [mb] is another spelling of the same sound as "
               "[nb]."},
           Row{Kind::kTwoEdits, "hoshino.co.jp", "hoxhinp.co.jp",
               "「hoxhinp.co.jp」は取引先のドメイン「hoshino.co.jp」と数文字が違う"
               "別のドメインです：3文字目が[s]ではなく[x]、7文字目が[o]ではなく[p]。",
               "“hoxhinp.co.jp” is not the partner “hoshino.co.jp” but differs from it in a few "
               "letters: letter 3 is [x], not [s]; letter 7 is [p], not [o]."},
           Row{Kind::kMissingDot, "us.example.com", "usexample.com",
               "「usexample.com」は取引先のドメイン「us.example.com」のドットが抜けた"
               "別のドメインです：3文字目のドット[.]が抜けている。",
               "“usexample.com” is the partner “us.example.com” with a dot left out, which makes "
               "it another domain: a dot [.] is left out at letter 3."},
       }) {
    const Text text = text_of(row.kind, row.guarded, row.seen);
    EXPECT_EQ(text.ja, row.ja) << row.seen;
    EXPECT_EQ(text.en, row.en) << row.seen;
  }
}

// Whole parts, as a report joins them to the steps of a label.
Text text_with(Kind kind, std::u32string_view guarded, std::u32string_view seen,
               const std::vector<Step>& steps) {
  Answer answer;
  answer.kind = kind;
  answer.band = Band::kPossible;
  answer.partner = encode(guarded);
  return explain(answer, guarded, seen, steps, false);
}

TEST(Explain, TheEnding) {
  const Step ending{6, 5, 6, 3, Move::kReplace};
  const Text suffix = text_with(Kind::kSuffix, U"mirai.co.jp", U"mirai.com", {ending});
  EXPECT_EQ(suffix.ja,
            "「mirai.com」は取引先のドメイン「mirai.co.jp」と名前は同じですが、末尾が[.co.jp]"
            "ではなく[.com]の別のドメインです。");
  EXPECT_EQ(suffix.en,
            "“mirai.com” has the same name as the partner “mirai.co.jp” but another ending: "
            "[.com], not [.co.jp].");
  const Text both =
      text_with(Kind::kOneEdit, U"mirai.co.jp", U"mirei.com", {{3, 1, 3, 1, Move::kVowel}, ending});
  EXPECT_EQ(both.ja,
            "「mirei.com」は取引先のドメイン「mirai.co.jp」と1文字と末尾が違う別のドメインです："
            "4文字目が[a]ではなく[e]、末尾が[.co.jp]ではなく[.com]。");
  EXPECT_EQ(both.en,
            "“mirei.com” is not the partner “mirai.co.jp”: letter 4 is [e], not [a]; it ends in "
            "[.com], not [.co.jp].");
}

TEST(Explain, WordsBeside) {
  const Text words =
      text_with(Kind::kCombined, U"mirai.co.jp", U"mirai-pay.com", {{5, 6, 5, 8, Move::kReplace}});
  EXPECT_EQ(words.ja,
            "「mirai-pay.com」は取引先のドメイン「mirai.co.jp」の名前に別の語を組み合わせた"
            "ドメインです：mirai[-pay.com]");
  EXPECT_EQ(words.en,
            "“mirai-pay.com” puts other words beside the name of the partner “mirai.co.jp”: "
            "mirai[-pay.com]");
  const Text edit = text_with(Kind::kCombinedEdit, U"mirai.co.jp", U"mirei-pay.com",
                              {{3, 1, 3, 1, Move::kVowel}, {5, 6, 5, 8, Move::kReplace}});
  EXPECT_EQ(edit.ja,
            "「mirei-pay.com」は取引先のドメイン「mirai.co.jp」によく似た名前に別の語を"
            "組み合わせたドメインです：4文字目が[a]ではなく[e]（mir[e]i[-pay.com]）。");
  EXPECT_EQ(edit.en,
            "“mirei-pay.com” puts other words beside a near copy of the name of the partner "
            "“mirai.co.jp”: letter 4 is [e], not [a] (mir[e]i[-pay.com]).");
  const Text inside = text_with(Kind::kEmbeddedEdit, U"mirai.jp", U"mirei.jp.x.cn",
                                {{3, 1, 3, 1, Move::kVowel}, {8, 0, 8, 5, Move::kInsert}});
  EXPECT_EQ(inside.ja,
            "「mirei.jp.x.cn」は取引先のドメイン「mirai.jp」によく似た文字列を含む"
            "別のドメインです：4文字目が[a]ではなく[e]（mir[e]i.jp[.x.cn]）。");
}

TEST(Explain, HostsAreNotToldBesideALetter) {
  const Text text = text_with(Kind::kOneEdit, U"mirai.jp", U"mx.mirei.jp",
                              {{0, 0, 0, 3, Move::kInsert}, {3, 1, 6, 1, Move::kVowel}});
  EXPECT_EQ(text.en, "“mx.mirei.jp” is not the partner “mirai.jp”: letter 7 is [e], not [a].");
}

TEST(Explain, OwnDomainsAndProviders) {
  EXPECT_NE(text_of(Kind::kOneEdit, "asagiri.jp", "asagira.jp", true).en.find("our own domain"),
            std::string::npos);
  Answer answer;
  answer.kind = Kind::kTrap;
  answer.band = Band::kDefinite;
  answer.partner = "gmail.com";
  const Text text =
      explain(answer, U"gmail.com", U"gmaji.com", {{4, 1, 4, 1, Move::kReplace}}, true);
  EXPECT_NE(text.ja.find("メールサービスのドメイン「gmail.com」"), std::string::npos);
}

TEST(Explain, ShowsInvisibleCharactersAsCodePoints) {
  const Text text = text_of(Kind::kSkeleton, "paypal.com", "pay\u202Epal.com");
  EXPECT_EQ(text.en.find("\u202E"), std::string::npos);
  EXPECT_NE(text.en.find("an invisible character [U+202E] is added at letter 4"),
            std::string::npos);
  EXPECT_EQ(text.ja.find("\u202E"), std::string::npos);
  EXPECT_NE(text.ja.find("4文字目に目に見えない文字[U+202E]が余分"), std::string::npos);
}

TEST(Explain, CountsWhatItDoesNotSpell) {
  const Text text = text_of(Kind::kSkeleton, "mirai-kogyo.co.jp", "rn1ra1-k0gy0.co.jp");
  EXPECT_NE(text.en.find("; 2 more."), std::string::npos);
  EXPECT_NE(text.ja.find("、ほか2か所。"), std::string::npos);
}

}  // namespace
}  // namespace lookalike
