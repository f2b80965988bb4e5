#include "milter/judge/freemail.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace milter {
namespace {

TEST(Freemail, IsSortedWithoutRepetition) {
  const auto& all = freemail_domains();
  EXPECT_GT(all.size(), 20'000U);
  EXPECT_EQ(std::adjacent_find(all.begin(), all.end(), [](auto a, auto b) { return a >= b; }),
            all.end());
}

TEST(Freemail, IsLowerCaseAscii) {
  for (const std::string_view domain : freemail_domains()) {
    EXPECT_EQ(domain.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-_"),
              std::string_view::npos)
        << domain;
  }
}

TEST(Freemail, KnowsWhereAnybodyGetsAMailbox) {
  for (const std::string_view domain :
       {"gmail.com",     "googlemail.com", "yahoo.co.jp",   "yahoo.com",      "outlook.com",
        "outlook.jp",    "hotmail.com",    "hotmail.co.jp", "live.jp",        "icloud.com",
        "me.com",        "aol.com",        "gmx.de",        "web.de",         "mail.ru",
        "qq.com",        "163.com",        "naver.com",     "proton.me",      "protonmail.com",
        "docomo.ne.jp",  "ezweb.ne.jp",    "au.com",        "softbank.ne.jp", "i.softbank.jp",
        "ymobile.ne.jp", "nifty.com",      "biglobe.ne.jp", "mailinator.com"}) {
    EXPECT_TRUE(is_freemail(domain)) << domain;
  }
}

TEST(Freemail, LeavesCompaniesAndPublicSuffixesAlone) {
  for (const std::string_view domain : {"co.jp",
                                        "ne.jp",
                                        "or.jp",
                                        "go.jp",
                                        "ac.jp",
                                        "com",
                                        "jp",
                                        "co.uk",
                                        "com.cn",
                                        "",
                                        "asagiri.example",
                                        "kouwa-shoji.co.jp",
                                        "microsoft.com",
                                        "google.com",
                                        "amazon.co.jp",
                                        "rakuten.co.jp",
                                        "apple.com",
                                        "github.com",
                                        "gmail.com.example",
                                        "mail.gmail.com",
                                        "gmai.com.example",
                                        "xgmail.co.jp",
                                        "gmail",
                                        "0",
                                        "zzzzzzzz.zz"}) {
    EXPECT_FALSE(is_freemail(domain)) << domain;
  }
}

}  // namespace
}  // namespace milter
