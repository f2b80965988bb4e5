#include "lookalike/suffix.h"

#include <gtest/gtest.h>
#include <libpsl.h>

#include <vector>

namespace lookalike {
namespace {

struct Row {
  const char *name, *suffix;
  bool hosted;
};

class Suffixes : public testing::TestWithParam<Row> {};

TEST_P(Suffixes, AreFound) {
  const std::string name = GetParam().name;
  const Suffix found = find_suffix(name);
  EXPECT_EQ(name.substr(found.at), GetParam().suffix);
  EXPECT_EQ(found.hosted, GetParam().hosted);
}

INSTANTIATE_TEST_SUITE_P(
    Names, Suffixes,
    testing::Values(Row{"example.com", "com", false}, Row{"www.mirai-kogyo.co.jp", "co.jp", false},
                    Row{"co.jp", "co.jp", false}, Row{"jp", "jp", false},
                    Row{"x.city.kawasaki.jp", "kawasaki.jp", false},
                    Row{"x.y.kawasaki.jp", "y.kawasaki.jp", false},
                    Row{"mirai.otsu.shiga.jp", "otsu.shiga.jp", false},
                    Row{"mirai.tokyo.jp", "tokyo.jp", false}, Row{"tokyo-mirai.jp", "jp", false},
                    Row{"a.jp.net", "jp.net", false}, Row{"jp.net", "jp.net", false},
                    Row{"a.com.de", "com.de", false}, Row{"a.b.example", "example", false},
                    Row{"a.co.uk", "co.uk", false}, Row{"mirai.github.io", "github.io", true},
                    Row{"www.mirai.github.io", "github.io", true},
                    Row{"mirai.duckdns.org", "duckdns.org", true},
                    Row{"mirai.blogspot.com", "blogspot.com", true},
                    Row{"mirai.dyndns.org", "dyndns.org", true},
                    Row{"mirai.sakura.ne.jp", "sakura.ne.jp", true},
                    Row{"mirai.xsrv.jp", "xsrv.jp", true},
                    Row{"mirai.onmicrosoft.com", "onmicrosoft.com", true},
                    Row{"sakura.ne.jp", "ne.jp", false}, Row{"mirai.goo.ne.jp", "ne.jp", false},
                    // The service's own names are names like any other.
                    Row{"github.io", "io", false}, Row{"duckdns.org", "org", false},
                    Row{"blogspot.com", "com", false}));

// The tables in front of libpsl must say what it says: every name is asked of both.
TEST(FindSuffix, AgreesWithLibpsl) {
  std::vector<std::string> tops{"jp", "uk", "au", "br", "cn", "io", "ai", "us", "it", "example"};
  for (const char* flat :
       {"app",   "biz",     "blog", "cc",  "ch",     "cloud", "club", "com",  "cz",    "de",
        "dev",   "dk",      "edu",  "eu",  "gov",    "info",  "link", "live", "media", "mobi",
        "net",   "network", "nl",   "one", "online", "org",   "ru",   "shop", "site",  "sk",
        "space", "store",   "tech", "top", "tv",     "vip",   "xyz",  "kr",   "tw",    "nz"}) {
    tops.push_back(flat);
  }
  const std::vector<std::string> seconds{"co",     "com",    "ac",    "go",    "gov",   "or",
                                         "org",    "ne",     "net",   "ad",    "ed",    "edu",
                                         "gr",     "lg",     "mirai", "tokyo", "shiga", "kobe",
                                         "nagoya", "sendai", "osaka", "ide",   "ltd",   "nhs"};
  for (const std::string& top : tops) {
    for (const std::string& second : seconds) {
      for (const std::string third : {"otsu", "city", "chuo", "mirai", "blogspot"}) {
        const std::string name = "x." + third + "." + second + "." + top;
        if (find_suffix(name).hosted) continue;
        std::size_t at = name.size() - top.size();
        for (const std::size_t tail :
             {name.size() - top.size() - second.size() - 1, std::size_t{2}, std::size_t{0}}) {
          const bool is_suffix =
              psl_is_public_suffix2(psl_builtin(), name.c_str() + tail, PSL_TYPE_ICANN) != 0;
          if (is_suffix) at = tail;
        }
        const std::string two = second + "." + top;
        if (two == "com.de" || two == "co.com" || two == "gr.com") continue;  // de-facto registries
        EXPECT_EQ(find_suffix(name).at, at) << name;
      }
    }
  }
}

}  // namespace
}  // namespace lookalike
