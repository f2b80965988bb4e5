// What kind of coincidence each hit would be.
#include "lookalike/evidence.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "lookalike/search.h"

namespace lookalike {
namespace {

// The evidence of the only hit of `seen` on `guarded`.
Evidence of(const std::string& guarded, const std::string& seen) {
  const auto list = Watchlist::build({{guarded, "p", false}});
  Search search(list.index());
  EXPECT_TRUE(search.read(seen));
  const auto& hits = search.find();
  EXPECT_FALSE(hits.empty()) << seen;
  return hits.empty() ? Evidence{} : evidence(hits.front(), search.seen(), list.index());
}

TEST(Evidence, NamesThePattern) {
  struct Row {
    const char *guarded, *seen, *pattern;
  };
  for (const Row& row : {Row{"mirai-kogyo.co.jp", "mirai-kogyo.com", "same"},
                         Row{"mirai-kogyo.co.jp", "mirаi-kogyo.co.jp", "glyph"},
                         Row{"mirai-kogyo.co.jp", "miräi-kogyo.co.jp", "mark"},
                         Row{"hamono.co.jp", "harnono.co.jp", "sight"},
                         Row{"kokomoto.co.jp", "k0k0rn0t0.co.jp", "sight"},
                         Row{"kokomodl.co.jp", "k0korn0cl1.co.jp", "two_edits"},
                         Row{"mirai-kogyo.co.jp", "miraikogyo.co.jp", "separator"},
                         Row{"tsuchiya.co.jp", "tutiya.co.jp", "roman"},
                         Row{"mirai-kogyo.co.jp", "kogyo-mirai.co.jp", "reordered"},
                         Row{"mirai-kogyo.co.jp", "mirai-koygo.co.jp", "swap"},
                         Row{"mirai-kogyo.co.jp", "mirrai-kogyo.co.jp", "doubled"},
                         Row{"mirai-kogyo.co.jp", "mirai-kogya.co.jp", "vowel"},
                         Row{"mirai-kogyo.co.jp", "mirai-kozyo.co.jp", "replace"},
                         Row{"mirai-kogyo.co.jp", "mirai-koyo.co.jp", "delete"},
                         Row{"mirai-kogyo.co.jp", "mirai-kobgyo.co.jp", "insert"},
                         Row{"hoshin1.co.jp", "hoshin2.co.jp", "digit"},
                         Row{"mirai-kogyo.co.jp", "mirai-kzgyx.co.jp", "two_edits"},
                         Row{"mirai-kogyo.co.jp", "mirai-kogyo.co.jp.evil.example", "name"},
                         Row{"us.hoshin.com", "ushoshin.com", "name_joined"},
                         Row{"files-asagiri.com", "files.asagiri.com", "word"},
                         Row{"files-asagiri.com", "files.as.agiri.com", "word"},
                         Row{"asagiri.com", "asa.giri.com", "name"},
                         Row{"mirai-kogyo.ai", "pay-mirai-kogyo-ai.com", "name_joined"},
                         Row{"mirai-kogyo.ai", "mirai-kogyo.ai.evil.example", "name"},
                         Row{"mirai-kogyo.com", "mirai-kogyo-com.example", "name"},
                         Row{"mirai-kogyo.co.jp", "mirai-kogyo-co-jp.example", "name"},
                         Row{"mirai-kogyo.it", "mirai-kogyo.lt", "same"},
                         Row{"mirai-kogyo.co.jp", "mirai-kogyo-japan.com", "word_keyword"},
                         Row{"mirai-kogyo.co.jp", "mirai-kogyo-studio.com", "word_keyword"},
                         Row{"mirai-kogyo.co.jp", "studio-mirai-kogyo.com", "word_keyword"},
                         Row{"mirai-kogyo.co.jp", "mirai-kogyo-login.co.jp", "word_keyword"},
                         Row{"mirai-kogyo.co.jp", "login-mirai-kogyo.co.jp", "tail"},
                         Row{"mirai-kogyo.co.jp", "banana-mirai-kogyo.co.jp", "word"},
                         Row{"asagiri.co.jp", "wwwasagiri.co.jp", "tail_joined"},
                         Row{"asagiri.co.jp", "xasagiri.co.jp", "insert"},
                         Row{"asagiri.co.jp", "zzxasagiri.co.jp", "part"},
                         Row{"mirai-kogyo.co.jp", "mirei-kogyo-login.com", "word_edit_keyword"},
                         Row{"mirai-kogyo.co.jp", "mirei-kogyo.banana.com", "word_edit"},
                         Row{"asagiri.co.jp", "asagiri8.co.jp", "digit"},
                         Row{"asagiri.co.jp", "asag8iri.co.jp", "insert"},
                         Row{"asagiri.co.jp", "as8giri.co.jp", "replace"},
                         Row{"sagix.co.jp", "sagixes.co.jp", "final_s"},
                         Row{"sagix.co.jp", "sagixes.com", "part"},
                         Row{"cloudyama.co.jp", "doodyama.co.jp", "two_edits"},
                         Row{"mirai-kogyo.co.jp", "mirai-kogyo-login.com", "word_keyword"},
                         Row{"mirai-kogyo.co.jp", "mirai-kogyo-banana.com", "word"},
                         Row{"asagiri22.co.jp", "mail-asagiri23.banana.com", "word_edit"},
                         Row{"mirai-kogyo.co.jp", "mirai-kogyo.unrelated.com", "host_label"},
                         Row{"asagiri.co.jp", "asagirilogin.com", "part_keyword"},
                         Row{"asagiri.co.jp", "xasagirizz.com", "part"}}) {
    EXPECT_EQ(word(of(row.guarded, row.seen).pattern), row.pattern) << row.seen;
  }
}

// rn for m comes about by chance as letters do, so beside an edit it is a second coincidence; a
// letter of another script does not.
TEST(Evidence, LooseDisguisesCountAsEditsBesideOne) {
  EXPECT_EQ(of("hamonoya.co.jp", "harnonxya.co.jp").pattern, Pattern::kTwoEdits);
  EXPECT_FALSE(of("hamonoya.co.jp", "harnonxya.co.jp").disguised);
  const Evidence glyph = of("hamonoya.co.jp", "hаmonxya.co.jp");
  EXPECT_EQ(glyph.pattern, Pattern::kReplace);
  EXPECT_TRUE(glyph.disguised);
}

TEST(Evidence, WhatBelongsToTheSuffixSaysNoMoreThanTheLabel) {
  EXPECT_EQ(of("rappi.com.br", "rappi.com.ar").pattern, Pattern::kSame);
}

TEST(Evidence, SeesAliasesOfContentNetworks) {
  EXPECT_TRUE(of("mirai-kogyo.co.jp", "www.mirai-kogyo.co.jp.edgekey.net").content_network);
  EXPECT_FALSE(of("mirai-kogyo.co.jp", "www.mirai-kogyo.co.jp.notedgekey.net").content_network);
}

TEST(Evidence, OneLabelUnderTwoSuffixesIsAGroup) {
  const auto list = Watchlist::build(
      {{"mirai.jp", "p", false}, {"mirai.com", "p", false}, {"hoshin.jp", "q", false}});
  Search search(list.index());
  ASSERT_TRUE(search.read("mirai.net"));
  for (const Hit& hit : search.find()) {
    EXPECT_TRUE(evidence(hit, search.seen(), list.index()).owner_group);
  }
  ASSERT_TRUE(search.read("hoshin.net"));
  for (const Hit& hit : search.find()) {
    EXPECT_FALSE(evidence(hit, search.seen(), list.index()).owner_group);
  }
}

TEST(Evidence, AListedWordIsCommon) {
  EXPECT_GE(of("education.co.jp", "education-jobs.com").holders, 200);
  EXPECT_EQ(of("edutsukan.co.jp", "edutsukan-jobs.com").holders, 0);
}

TEST(Evidence, TellsChangesInsideFromThoseAtTheEnds) {
  for (const char* seen : {"asaguri.co.jp", "asagxiri.co.jp", "asgiri.co.jp", "asgairi.co.jp"}) {
    EXPECT_TRUE(of("asagiri.co.jp", seen).inner) << seen;
  }
  for (const char* seen : {"isagiri.co.jp", "aragiri.co.jp", "asagira.co.jp", "asagirix.co.jp"}) {
    EXPECT_FALSE(of("asagiri.co.jp", seen).inner) << seen;
  }
}

TEST(Evidence, KanaAndIdeographsWeighTwo) {
  EXPECT_DOUBLE_EQ(of("宮崎工業.jp", "宮﨑工業.jp").weight, 8);
  EXPECT_DOUBLE_EQ(of("hoshin.co.jp", "hoshim.co.jp").weight, 6);
}

TEST(KindOfSuffix, KnowsWhereNamesAreBought) {
  EXPECT_EQ(kind_of_suffix(U"com"), SuffixKind::kCommon);
  EXPECT_EQ(kind_of_suffix(U"co.jp"), SuffixKind::kCommon);
  EXPECT_EQ(kind_of_suffix(U"net"), SuffixKind::kOld);
  EXPECT_EQ(kind_of_suffix(U"de"), SuffixKind::kCountry);
  EXPECT_EQ(kind_of_suffix(U"co.uk"), SuffixKind::kCountry);
  EXPECT_EQ(kind_of_suffix(U"xyz"), SuffixKind::kFresh);
  EXPECT_EQ(kind_of_suffix(U"github.io"), SuffixKind::kCountry);
  EXPECT_EQ(kind_of_suffix(U"blogspot.com"), SuffixKind::kFresh);
  for (const char32_t* sold : {U"com.sg", U"co.th", U"com.vn", U"id", U"com.ph"}) {
    EXPECT_EQ(kind_of_suffix(sold), SuffixKind::kCountry);
  }
  for (const char32_t* rare : {U"cm", U"tk", U"us.com", U"jp.net", U"com.de", U"group"}) {
    EXPECT_EQ(kind_of_suffix(rare), SuffixKind::kRare);
  }
}

// The registry goes on, and the name with it.
TEST(Evidence, ANameMayBeAppendedTo) {
  const auto list = Watchlist::build({{"asagiri.com", "p", false}});
  Search search(list.index());
  const auto has_appended = [&](const char* seen) {
    EXPECT_TRUE(search.read(seen));
    const auto& hits = search.find();
    return std::any_of(hits.begin(), hits.end(), [&](const Hit& hit) {
      return evidence(hit, search.seen(), list.index()).pattern == Pattern::kAppended;
    });
  };
  EXPECT_TRUE(has_appended("asagiri.com.ar"));
  EXPECT_FALSE(has_appended("asagiri.co.uk"));
  EXPECT_FALSE(has_appended("asagiri.com.unrelated.example"));
  EXPECT_FALSE(has_appended("myasagiri.com.ar"));
}

TEST(Evidence, MachinesAreToldFromServersWithNames) {
  for (const char* seen : {"p16-sign-sg.asagiru.co.jp", "x7q.asagiru.co.jp",
                           "mail.ams3x.asagiru.co.jp", "cdn4-edge.asagiru.co.jp"}) {
    EXPECT_TRUE(of("asagiri.co.jp", seen).machine) << seen;
  }
  for (const char* seen : {"asagiru.co.jp", "www.asagiru.co.jp", "mail2.asagiru.co.jp",
                           "login.asagiru.co.jp", "asagiri.x7q-yy.example"}) {
    EXPECT_FALSE(of("asagiri.co.jp", seen).machine) << seen;
  }
}

TEST(Evidence, WhatCallsItselfANetwork) {
  EXPECT_TRUE(of("asagiri.co.jp", "asagiri.co.jp.bigcdn.com").network_like);
  EXPECT_TRUE(of("asagiri.co.jp", "asagiri.co.jp.geodns2.com").network_like);
  EXPECT_FALSE(of("asagiri.co.jp", "asagiri.co.jp.unrelated.com").network_like);
  EXPECT_TRUE(of("asagiri.co.jp", "asagiri.co.jp.gslb.unrelated.com").network_like);
  EXPECT_TRUE(of("asagiri.co.jp", "asagiri.co.jp.x.cdn.unrelated.com").network_like);
  EXPECT_FALSE(of("asagiri.co.jp", "cdn.asagiri.co.jp.unrelated.com").network_like);
  EXPECT_FALSE(of("asagiri.co.jp", "asagiri-cdn.com").network_like);
  EXPECT_FALSE(of("asagiricdn.co.jp", "asagirycdn.co.jp").network_like);
}

}  // namespace
}  // namespace lookalike
