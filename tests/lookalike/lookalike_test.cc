#include "lookalike/lookalike.h"

#include <gmock/gmock.h>

namespace lookalike {
namespace {

Watchlist partners(Direction direction = Direction::kInbound) {
  return Watchlist::build({{"mirai-kogyo.co.jp", "p1", false},
                           {"bücher.de", "p2", false},
                           {"mail.hoshino.co.jp", "p3", false},
                           {"asagiri.example", "own", true}},
                          direction);
}

struct Row {
  const char* seen;
  Band band;
  Kind kind;
  const char* owner;
};

TEST(Examine, SettledNamesNeverWarn) {
  const Watchlist list = partners();
  for (const Row& row :
       {Row{"mirai-kogyo.co.jp", Band::kPartner, Kind::kExact, "p1"},
        Row{"MIRAI-KOGYO.CO.JP.", Band::kPartner, Kind::kExact, "p1"},
        Row{"www.mirai-kogyo.co.jp", Band::kPartner, Kind::kSubdomain, "p1"},
        Row{"mirai-koqyo.mirai-kogyo.co.jp", Band::kPartner, Kind::kSubdomain, "p1"},
        Row{"bücher.de", Band::kPartner, Kind::kExact, "p2"},
        Row{"xn--bcher-kva.de", Band::kPartner, Kind::kExact, "p2"},
        Row{"a.XN--BCHER-KVA.de", Band::kPartner, Kind::kSubdomain, "p2"},
        Row{"asagiri.example", Band::kPartner, Kind::kExact, "own"},
        Row{"hoshino.co.jp", Band::kNone, Kind::kNone, ""},
        Row{"web.hoshino.co.jp", Band::kNone, Kind::kNone, ""},
        Row{"unrelated.co.jp", Band::kNone, Kind::kNone, ""},
        Row{"co.jp", Band::kNone, Kind::kNone, ""}, Row{"localhost", Band::kNone, Kind::kNone, ""},
        Row{"", Band::kNone, Kind::kInvalid, ""}, Row{"a b", Band::kNone, Kind::kInvalid, ""},
        Row{"\xff\xfe", Band::kNone, Kind::kInvalid, ""}}) {
    const Answer answer = examine(row.seen, list);
    EXPECT_EQ(answer.band, row.band) << row.seen;
    EXPECT_EQ(answer.kind, row.kind) << row.seen;
    EXPECT_EQ(answer.owner, row.owner) << row.seen;
    EXPECT_TRUE(answer.operations.empty()) << row.seen;
    EXPECT_EQ(answer.own, std::string(row.owner) == "own");
  }
}

// Below a hosting service anybody has a name; the service's own is still its own.
TEST(Examine, CustomersOfAGuardedServiceAreNotTheService) {
  const Watchlist list = Watchlist::build(
      {{"github.io", "p1", false}, {"asagiri.github.io", "p2", false}, {"com.ru", "p3", false}});
  for (const Row& row : {Row{"github.io", Band::kPartner, Kind::kExact, "p1"},
                         Row{"hoshino.github.io", Band::kNone, Kind::kNone, ""},
                         Row{"www.hoshino.github.io", Band::kNone, Kind::kNone, ""},
                         Row{"hoshino.com.ru", Band::kNone, Kind::kNone, ""},
                         Row{"asagiri.github.io", Band::kPartner, Kind::kExact, "p2"},
                         Row{"www.asagiri.github.io", Band::kPartner, Kind::kSubdomain, "p2"},
                         Row{"asagirl.github.io", Band::kProbable, Kind::kSkeleton, "p2"}}) {
    const Answer answer = examine(row.seen, list);
    EXPECT_EQ(answer.kind, row.kind) << row.seen;
    EXPECT_EQ(answer.owner, row.owner) << row.seen;
    EXPECT_GE(answer.band, row.band) << row.seen;
    EXPECT_EQ(answer.band == Band::kPartner, row.band == Band::kPartner) << row.seen;
  }
}

TEST(Examine, LookalikesNamePartnerAndKind) {
  const Watchlist list = partners();
  for (const Row& row : {Row{"mirai-koxyo.co.jp", Band::kProbable, Kind::kOneEdit, "p1"},
                         Row{"mx.mirai-kogoy.co.jp", Band::kProbable, Kind::kSwap, "p1"},
                         Row{"mirаi-kogyo.co.jp", Band::kProbable, Kind::kSkeleton, "p1"},
                         Row{"mirai\u200B-kogyo.co.jp", Band::kProbable, Kind::kSkeleton, "p1"},
                         Row{"bucher.de", Band::kProbable, Kind::kSkeleton, "p2"},
                         Row{"mirai-kogyo.jp.net", Band::kProbable, Kind::kSuffix, "p1"},
                         Row{"mirai-kogyo.co.jp.x.example", Band::kDefinite, Kind::kEmbedded, "p1"},
                         Row{"mirai-kogyo-pay.com", Band::kProbable, Kind::kCombined, "p1"},
                         Row{"hoshlno.co.jp", Band::kProbable, Kind::kSkeleton, "p3"},
                         Row{"asagirl.example", Band::kProbable, Kind::kSkeleton, "own"}}) {
    const Answer answer = examine(row.seen, list);
    EXPECT_GE(answer.band, row.band) << row.seen;
    EXPECT_EQ(answer.kind, row.kind) << row.seen;
    EXPECT_EQ(answer.owner, row.owner) << row.seen;
    EXPECT_FALSE(answer.text.ja.empty());
  }
}

TEST(Examine, ProvidersOutbound) {
  const Watchlist list = partners(Direction::kOutbound);
  for (const char* exact :
       {"gmail.com", "yahoo.co.jp", "i.softbank.jp", "outlook.com", "mail.com"}) {
    const Answer answer = examine(exact, list);
    EXPECT_EQ(answer.band, Band::kNone) << exact;
    EXPECT_EQ(answer.kind, Kind::kProvider) << exact;
    EXPECT_EQ(answer.partner, exact);
  }
  EXPECT_EQ(examine("mail.gmail.com", list).kind, Kind::kNone);
  for (const auto& [seen, provider] : {std::pair("gmai.com", "gmail.com"),
                                       {"gmial.com", "gmail.com"},
                                       {"gmail.co.jp", "gmail.com"},
                                       {"docmo.ne.jp", "docomo.ne.jp"},
                                       {"yahooo.co.jp", "yahoo.co.jp"},
                                       {"docomo.co.jp", "docomo.ne.jp"},
                                       {"hotmial.com", "hotmail.com"}}) {
    const Answer answer = examine(seen, list);
    EXPECT_GE(answer.band, Band::kProbable) << seen;
    EXPECT_EQ(answer.partner, provider) << seen;
  }
  EXPECT_EQ(examine("gmai.com", partners()).band, Band::kNone);  // inbound: nobody's affair
}

TEST(Examine, APartnerAtAProviderIsAPartner) {
  const Watchlist list = Watchlist::build({{"gmail.com", "p", false}}, Direction::kOutbound);
  EXPECT_EQ(examine("gmail.com", list).band, Band::kPartner);
}

TEST(Examine, NamesTheBestPartnerAndOthersOfOtherOwners) {
  const Watchlist list = Watchlist::build({{"hoshino-kikai.co.jp", "p1", false},
                                           {"hoshina-kikai.co.jp", "p2", false},
                                           {"hoshine-kikai.co.jp", "p3", false},
                                           {"hoshino-kikai.com", "p1", false},
                                           {"hoshinu-kikai.co.jp", "p4", false},
                                           {"hoshini-kikai.co.jp", "p5", false}});
  const Answer answer = examine("hosh1no-kikai.co.jp", list);
  EXPECT_EQ(answer.partner, "hoshino-kikai.co.jp");
  for (const Alternative& one : answer.alternatives) EXPECT_GT(one.e_value, answer.e_value);
  const Answer many = examine("hoshinx-kikai.co.jp", list);
  EXPECT_EQ(many.owner, "p1");
  ASSERT_EQ(many.alternatives.size(), 3U);
  for (const Alternative& one : many.alternatives) EXPECT_GE(one.e_value, many.e_value);
}

// In a long list much is near; what stands there as it is guarded is not taken for another's slip.
TEST(Examine, AWholeNameIsNoSlipOfAnotherInALongList) {
  std::vector<Guarded> guarded{{"hoshino-kikai.co.jp", "p1", false},
                               {"hoshina-kikai.co.jp", "p2", false}};
  for (int i = 0; i < 12'000; ++i) {
    guarded.push_back({"zq" + std::to_string(i * 7 + 100'000) + "x.test", "o", false});
  }
  const Watchlist list = Watchlist::build(guarded);
  const Answer whole = examine("hoshino-kikai.co.jp.unrelated.example", list);
  EXPECT_EQ(whole.owner, "p1");
  EXPECT_GE(whole.band, Band::kProbable);
  EXPECT_TRUE(whole.alternatives.empty());
  const Answer misspelt = examine("hoshinu-kikai.co.jp.unrelated.example", list);
  EXPECT_GE(misspelt.band, Band::kPossible);
  EXPECT_EQ(misspelt.alternatives.size(), 1U);
}

// Guarded names that stand in one another are as surprising: the longest is meant.
TEST(Examine, OfNamesWithinOneAnotherTheLongestIsMeant) {
  const Watchlist list = Watchlist::build({{"kurosawagiri-denki.com", "p1", false},
                                           {"sawagiri-denki.com", "p2", false},
                                           {"kurosawagiri-denki.com.br", "p3", false},
                                           {"mizukurosawagiri-denki.com", "p4", false}});
  for (const char* partner : {"sawagiri-denki.com", "kurosawagiri-denki.com",
                              "kurosawagiri-denki.com.br", "mizukurosawagiri-denki.com"}) {
    EXPECT_EQ(examine(std::string(partner) + ".unrelated.example", list).partner, partner);
  }
}

TEST(Examine, WhatStandsThereIsNotAnotherMisspelt) {
  const Watchlist list = Watchlist::build({{"asagira.jp", "p1", false},
                                           {"asagiri.jp", "p2", false},
                                           {"hahisi.jp", "p3", false},
                                           {"hahihi.jp", "p4", false}});
  for (const auto& [seen, meant] : {std::pair("pay.asagiri-login.com", "asagiri.jp"),
                                    std::pair("pay.asagira-login.com", "asagira.jp"),
                                    std::pair("pay.hahihi-login.com", "hahihi.jp"),
                                    std::pair("pay.hahisi-login.com", "hahisi.jp")}) {
    EXPECT_EQ(examine(seen, list).partner, meant) << seen;
  }
  EXPECT_EQ(examine("pay.asagire-login.com", list).kind, Kind::kCombinedEdit);
}

// Of what is as surprising under two suffixes, the seen one's is meant.
TEST(Examine, OfTwoSuffixesTheSameIsMeant) {
  const Watchlist list = Watchlist::build(
      {{"kurozawa-ukiyo.net", "p1", false}, {"kurozawa-ukiyo.co.jp", "p2", false}});
  EXPECT_EQ(examine("my-kurozawa-ukiyos.co.jp", list).partner, "kurozawa-ukiyo.co.jp");
  EXPECT_EQ(examine("my-kurozawa-ukiyos.net", list).partner, "kurozawa-ukiyo.net");
}

TEST(Examine, EndsForHostsOfNoLetters) {
  const Watchlist list = Watchlist::build({{"hoshino.jp", "p", false}});
  for (const char* seen : {"-.-", "\u200B.-.-", "-.jp", "-", "--.--.--"}) {
    EXPECT_EQ(examine(seen, list).partner, "") << seen;
  }
}

TEST(Examine, AnswersAreTheSameWhateverTheOrderOfTheList) {
  const Answer a =
      examine("hoshin.example",
              Watchlist::build({{"hoshim.example", "x", false}, {"hoshino.example", "y", false}}));
  const Answer b =
      examine("hoshin.example",
              Watchlist::build({{"hoshino.example", "y", false}, {"hoshim.example", "x", false}}));
  EXPECT_EQ(a.partner, b.partner);
  EXPECT_EQ(a.e_value, b.e_value);
}

TEST(Examine, ReportsARestrainedHitWithItsReason) {
  std::vector<Guarded> guarded{{"abc.co.jp", "p", false}};
  for (int i = 0; i < 99; ++i)
    guarded.push_back({"qz" + std::to_string(i * 101) + "x.test", "o", false});
  const Answer answer = examine("abd.co.jp", Watchlist::build(guarded));
  EXPECT_EQ(answer.band, Band::kNone);
  EXPECT_EQ(answer.partner, "abc.co.jp");
  EXPECT_THAT(answer.suppressors, testing::ElementsAre("short_label"));
}

TEST(Words, AreFixed) {
  EXPECT_EQ(word(Band::kPartner), "partner");
  EXPECT_EQ(word(Band::kDefinite), "definite");
  EXPECT_EQ(word(Kind::kNone), "none");
  EXPECT_EQ(word(Kind::kInvalid), "invalid");
  EXPECT_EQ(word(Kind::kOneEdit), "one_edit");
  EXPECT_EQ(word(Kind::kCombined), "combined");
}

TEST(Replay, AppliesOperationsInOrder) {
  EXPECT_EQ(replay("mirai.jp", {}), "mirai.jp");
  EXPECT_EQ(replay("mirai.jp", {{"insert", 0, "", "x-"},
                                {"replace", 1, "i", "í"},
                                {"delete", 3, "a", ""},
                                {"insert", 8, "", ".cn"}}),
            "x-míri.jp.cn");
  EXPECT_EQ(replay("例え.jp", {{"replace", 1, "え", "へ"}}), "例へ.jp");
  EXPECT_EQ(replay("ab", {{"delete", 9, "x", ""}}), "ab");  // out of range: nothing to do
}

}  // namespace
}  // namespace lookalike
