// What a person types: slips of providers and of company domains are told, real names beside them
// are not. The list is that of a company with a hundred partners.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "lookalike/lookalike.h"

namespace lookalike {
namespace {

constexpr const char* kPartners[] = {
    "mirai-kogyo.co.jp",  "hoshino-kikai.co.jp", "tsuchiya-shoji.co.jp", "shinbun-insatsu.co.jp",
    "kanda-denki.co.jp",  "kandai-denki.co.jp",  "otsuka-seiko.co.jp",   "works-tokai.com",
    "matsunaga.co.jp",    "matsunami.co.jp",     "us.example-steel.com", "例え工業.jp",
    "yamazaki-sogo.or.jp"};

Watchlist some_partners(std::size_t count, const std::vector<std::string>& more) {
  std::vector<Guarded> guarded{{"asagiri.example", "own", true}};
  for (const char* name : kPartners) guarded.push_back({name, name, false});
  for (const std::string& name : more) guarded.push_back({name, name, false});
  while (guarded.size() <= count) {
    const std::string number = std::to_string(guarded.size() * 7919);
    guarded.push_back({"qzx" + number + "-pad.test", "pad" + number, false});
  }
  return Watchlist::build(guarded, Direction::kOutbound);
}

Watchlist hundred_partners() { return some_partners(100, {}); }

struct Row {
  const char *seen, *partner;
};

void expect_told(std::initializer_list<Row> rows, Band least) {
  const Watchlist list = hundred_partners();
  for (const Row& row : rows) {
    const Answer answer = examine(row.seen, list);
    EXPECT_GE(answer.band, least) << row.seen << " " << answer.e_value;
    EXPECT_EQ(answer.partner, row.partner) << row.seen;
    EXPECT_EQ(replay(examine(row.partner, list).unicode, answer.operations), answer.unicode);
  }
}

TEST(Outbound, SlipsOfProvidersAreTold) {
  expect_told({{"gmai.com", "gmail.com"},           {"gmial.com", "gmail.com"},
               {"gmaill.com", "gmail.com"},         {"gmali.com", "gmail.com"},
               {"gnail.com", "gmail.com"},          {"gmeil.com", "gmail.com"},
               {"gmil.com", "gmail.com"},           {"gmaul.com", "gmail.com"},
               {"gmail.co", "gmail.com"},           {"gmail.cm", "gmail.com"},
               {"gmail.jp", "gmail.com"},           {"gmail.co.jp", "gmail.com"},
               {"g-mail.com", "gmail.com"},         {"yahooo.co.jp", "yahoo.co.jp"},
               {"yhaoo.co.jp", "yahoo.co.jp"},      {"yahho.co.jp", "yahoo.co.jp"},
               {"yafoo.co.jp", "yahoo.co.jp"},      {"docmo.ne.jp", "docomo.ne.jp"},
               {"docomo.co.jp", "docomo.ne.jp"},    {"docomo.jp", "docomo.ne.jp"},
               {"dokomo.ne.jp", "docomo.ne.jp"},    {"dcomo.ne.jp", "docomo.ne.jp"},
               {"ezwed.ne.jp", "ezweb.ne.jp"},      {"ezwb.ne.jp", "ezweb.ne.jp"},
               {"ezweb.co.jp", "ezweb.ne.jp"},      {"sotfbank.ne.jp", "softbank.ne.jp"},
               {"softbnk.ne.jp", "softbank.ne.jp"}, {"softbamk.ne.jp", "softbank.ne.jp"},
               {"iclud.com", "icloud.com"},         {"icloid.com", "icloud.com"},
               {"icoud.com", "icloud.com"},         {"iclould.com", "icloud.com"},
               {"icroud.com", "icloud.com"},        {"i-cloud.com", "icloud.com"},
               {"hotmial.com", "hotmail.com"},      {"hotmai.com", "hotmail.com"},
               {"outlok.jp", "outlook.jp"},         {"outllook.com", "outlook.com"},
               {"bigloble.ne.jp", "biglobe.ne.jp"}, {"biglove.ne.jp", "biglobe.ne.jp"},
               {"niftty.com", "nifty.com"},         {"plara.or.jp", "plala.or.jp"}},
              Band::kProbable);
}

TEST(Outbound, SlipsOfCompaniesAreTold) {
  expect_told({{"miraikogyo.co.jp", "mirai-kogyo.co.jp"},
               {"mirai-kougyo.co.jp", "mirai-kogyo.co.jp"},
               {"mirai-kogyou.co.jp", "mirai-kogyo.co.jp"},
               {"mirsi-kogyo.co.jp", "mirai-kogyo.co.jp"},
               {"hoshino-kika.co.jp", "hoshino-kikai.co.jp"},
               {"hosino-kikai.co.jp", "hoshino-kikai.co.jp"},
               {"hoshino-kiaki.co.jp", "hoshino-kikai.co.jp"},
               {"tuchiya-shoji.co.jp", "tsuchiya-shoji.co.jp"},
               {"shimbun-insatsu.co.jp", "shinbun-insatsu.co.jp"},
               {"ohtsuka-seiko.co.jp", "otsuka-seiko.co.jp"},
               {"ootsuka-seiko.co.jp", "otsuka-seiko.co.jp"},
               {"work-tokai.com", "works-tokai.com"},
               {"matunaga.co.jp", "matsunaga.co.jp"},
               {"例え工行.jp", "例え工業.jp"},
               {"yamasaki-sogo.or.jp", "yamazaki-sogo.or.jp"}},
              Band::kProbable);
}

// A letter less in a short name says little by itself.
TEST(Outbound, ShorterNamesAreTold) {
  expect_told({{"yaho.co.jp", "yahoo.co.jp"}}, Band::kPossible);
}

// The same name under another suffix is often the same owner's.
TEST(Outbound, OtherEndingsOfCompaniesAreTold) {
  expect_told({{"mirai-kogyo.co", "mirai-kogyo.co.jp"},
               {"mirai-kogyo.jp", "mirai-kogyo.co.jp"},
               {"mirai-kogyo.com", "mirai-kogyo.co.jp"},
               {"mirai-kogyo.or.jp", "mirai-kogyo.co.jp"},
               {"matsunaga.com", "matsunaga.co.jp"},
               {"works-tokai.co", "works-tokai.com"},
               {"works-tokai.cm", "works-tokai.com"},
               {"works-tokai.con", "works-tokai.com"}},
              Band::kPossible);
}

// A dot that was not typed.
TEST(Outbound, LostDotsAreTold) {
  expect_told({{"yahooco.jp", "yahoo.co.jp"},
               {"isoftbank.jp", "i.softbank.jp"},
               {"usexample-steel.com", "us.example-steel.com"},
               {"docomone.jp", "docomo.ne.jp"},
               {"mirai-kogyoco.jp", "mirai-kogyo.co.jp"}},
              Band::kProbable);
}

TEST(Outbound, RealNamesAreNotSlips) {
  const Watchlist list = hundred_partners();
  for (const char* name : {"gmail.com",
                           "googlemail.com",
                           "ymail.com",
                           "email.com",
                           "mail.com",
                           "gmx.net",
                           "gmx.com",
                           "gmx.at",
                           "live.jp",
                           "live.com",
                           "yahoo.ne.jp",
                           "yahoo.co.jp",
                           "yahoo.com.mx",
                           "ymail.ne.jp",
                           "au.com",
                           "me.com",
                           "cloud.com",
                           "hotmail.co.th",
                           "outlook.com.br",
                           "goo.ne.jp",
                           "goo.jp",
                           "att.com",
                           "nttdocomo.co.jp",
                           "disney.co.jp",
                           "mail.ru",
                           "list.ru",
                           "qq.com",
                           "nate.com",
                           "mail.example",
                           "docs.example",
                           "orange.fr",
                           "orange.jp",
                           "sky.com",
                           "proton.me",
                           "kanda-denki.co.jp",
                           "kandai-denki.co.jp",
                           "matsunaga.co.jp",
                           "matsunami.co.jp",
                           "mail.matsunami.co.jp",
                           "asagiri.example",
                           "hokuto-shoji.co.jp",
                           "daiichi-kogyo.co.jp",
                           "sato-kikai.co.jp",
                           "nihon-insatsu.co.jp",
                           "tokai-works.jp.example",
                           "steel.example",
                           "matsuda.co.jp",
                           "kanagawa-denki.co.jp",
                           "hoshi.co.jp",
                           "yamada-sogo.or.jp"}) {
    EXPECT_LE(examine(name, list).band, Band::kPossible) << name;
  }
}

// Whoever lists a provider as a partner is told as much of its slips as others are: the length of
// his list says nothing of how often people write to it.
TEST(Outbound, AProviderThatIsListedIsStillAProvider) {
  const std::vector<std::string> listed{"outlook.jp", "ymobile.ne.jp", "hotmail.co.jp",
                                        "icloud.com", "gmail.com"};
  const Watchlist with = some_partners(3'000, listed), without = some_partners(3'000, {});
  for (const Row& row : {Row{"outlock.jp", "outlook.jp"}, Row{"ymobail.ne.jp", "ymobile.ne.jp"},
                         Row{"hotmei.co.jp", "hotmail.co.jp"}, Row{"icloud.co", "icloud.com"},
                         Row{"gmai.com", "gmail.com"}}) {
    const Answer answer = examine(row.seen, with);
    EXPECT_EQ(answer.partner, row.partner) << row.seen;
    EXPECT_GE(answer.band, Band::kPossible) << row.seen << " " << answer.e_value;
    EXPECT_DOUBLE_EQ(answer.e_value, examine(row.seen, without).e_value) << row.seen;
  }
  for (const char* name : {"googlemail.com", "ymail.com", "gmx.net", "cloud.com", "goo.ne.jp"}) {
    EXPECT_EQ(examine(name, with).band, Band::kNone) << name;
  }
  EXPECT_EQ(examine("outlook.jp", with).kind, Kind::kExact);
}

// Partners near each other are partners, and a slip between two is told of the nearer.
TEST(Outbound, PartnersNearEachOther) {
  const Watchlist list = hundred_partners();
  for (const char* name : {"kanda-denki.co.jp", "kandai-denki.co.jp", "matsunami.co.jp"}) {
    EXPECT_EQ(examine(name, list).band, Band::kPartner) << name;
  }
  EXPECT_EQ(examine("matsunagi.co.jp", list).partner, "matsunaga.co.jp");
  EXPECT_EQ(examine("kandaii-denki.co.jp", list).partner, "kandai-denki.co.jp");
}

}  // namespace
}  // namespace lookalike
