// How: the longest tail that is a suffix of the ICANN section or a de-facto registry; below it, the
// longest that is one of the private section and has a label before it. libpsl takes a third of a
// microsecond to answer, so that tails are asked for only where the list has rules of their length.
// Tested by suffix_test.cc.
#include "lookalike/suffix.h"

#include <libpsl.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace lookalike {
namespace {

// CentralNic's and similar second-level registries that look like a country's own.
constexpr auto kDeFactoRegistries = std::to_array<std::string_view>(
    {"ae.org", "br.com", "cn.com", "co.com", "com.de", "com.se",  "de.com",
     "eu.com", "gb.net", "gr.com", "hu.net", "jp.net", "jpn.com", "kr.com",
     "ru.com", "sa.com", "se.net", "uk.com", "uk.net", "us.com",  "za.com"});
static_assert(std::is_sorted(kDeFactoRegistries.begin(), kDeFactoRegistries.end()));

// Top-level domains below which the ICANN section has no rule and the registries sell nothing but
// names; most of what is asked ends in them.
constexpr auto kFlat = std::to_array<std::string_view>(
    {"app",   "biz",     "blog", "cc",  "ch",     "cloud", "club", "com",  "cz",    "de",
     "dev",   "dk",      "edu",  "eu",  "gov",    "info",  "link", "live", "media", "mobi",
     "net",   "network", "nl",   "one", "online", "org",   "ru",   "shop", "site",  "sk",
     "space", "store",   "tech", "top", "tv",     "vip",   "xyz"});
static_assert(std::is_sorted(kFlat.begin(), kFlat.end()));

// Second-level registries without rules below them.
constexpr auto kClosed = std::to_array<std::string_view>(
    {"ac.jp", "ac.uk",  "ad.jp",  "co.in",  "co.jp",  "co.kr",  "co.nz",  "co.th",
     "co.uk", "com.au", "com.br", "com.cn", "com.hk", "com.mx", "com.sg", "com.tw",
     "ed.jp", "go.jp",  "gov.uk", "gr.jp",  "lg.jp",  "ne.jp",  "net.au", "net.cn",
     "or.jp", "or.kr",  "org.au", "org.cn", "org.uk"});
static_assert(std::is_sorted(kClosed.begin(), kClosed.end()));

// Hosting and dynamic DNS services of Japan and the world that have not had themselves listed, or
// not in every version of libpsl in use.
constexpr auto kServices = std::to_array<std::string_view>({"000webhostapp.com",
                                                            "blog.jp",
                                                            "byethost.com",
                                                            "chickenkiller.com",
                                                            "cocolog-nifty.com",
                                                            "coreserver.jp",
                                                            "ddo.jp",
                                                            "dip.jp",
                                                            "epizy.com",
                                                            "fc2.com",
                                                            "fc2web.com",
                                                            "godaddysites.com",
                                                            "hateblo.jp",
                                                            "hatenablog.com",
                                                            "hatenablog.jp",
                                                            "heteml.jp",
                                                            "jimdofree.com",
                                                            "jimdosite.com",
                                                            "livedoor.blog",
                                                            "lolipop.jp",
                                                            "mooo.com",
                                                            "mydns.jp",
                                                            "mystrikingly.com",
                                                            "ngrok-free.app",
                                                            "onmicrosoft.com",
                                                            "replit.app",
                                                            "rf.gd",
                                                            "sakura.ne.jp",
                                                            "shop-pro.jp",
                                                            "square.site",
                                                            "starfree.jp",
                                                            "stores.jp",
                                                            "studio.site",
                                                            "surge.sh",
                                                            "thebase.in",
                                                            "tumblr.com",
                                                            "webcrow.jp",
                                                            "webflow.io",
                                                            "weebly.com",
                                                            "wordpress.com",
                                                            "wpblog.jp",
                                                            "xdomain.jp",
                                                            "xrea.com",
                                                            "xsrv.jp"});
static_assert(std::is_sorted(kServices.begin(), kServices.end()));

// The other second-level names of .jp: prefectures, and the cities with registries of their own.
constexpr auto kJapanesePlaces = std::to_array<std::string_view>(
    {"aichi",     "akita",    "aomori",    "chiba",     "ehime",    "fukui",    "fukuoka",
     "fukushima", "gifu",     "gunma",     "hiroshima", "hokkaido", "hyogo",    "ibaraki",
     "ishikawa",  "iwate",    "kagawa",    "kagoshima", "kanagawa", "kawasaki", "kitakyushu",
     "kobe",      "kochi",    "kumamoto",  "kyoto",     "mie",      "miyagi",   "miyazaki",
     "nagano",    "nagasaki", "nagoya",    "nara",      "niigata",  "oita",     "okayama",
     "okinawa",   "osaka",    "saga",      "saitama",   "sapporo",  "sendai",   "shiga",
     "shimane",   "shizuoka", "tochigi",   "tokushima", "tokyo",    "tottori",  "toyama",
     "wakayama",  "yamagata", "yamaguchi", "yamanashi", "yokohama"});
static_assert(std::is_sorted(kJapanesePlaces.begin(), kJapanesePlaces.end()));

// No ICANN rule has more labels, and hardly a service more than two below its registry; longer
// tails are not asked for.
constexpr std::size_t kMaxSuffixLabels = 5, kMaxServiceLabels = 2;

struct Tails {  // where the last label begins, the last two ...
  std::array<std::size_t, kMaxSuffixLabels + kMaxServiceLabels + 1> at{};
  std::size_t count = 0;
};

Tails tails_of(const std::string& name) {
  Tails tails;
  for (std::size_t end = name.size(); tails.count < tails.at.size();) {
    const std::size_t dot = end == 0 ? name.npos : name.rfind('.', end - 1);
    tails.at[tails.count++] = dot + 1;  // npos + 1 == 0
    if (dot == name.npos) break;
    end = dot;
  }
  return tails;
}

bool is_registry(const char* tail) {
  return psl_is_public_suffix2(psl_builtin(), tail, PSL_TYPE_ICANN) != 0;
}

template <std::size_t kSize>
bool holds(const std::array<std::string_view, kSize>& list, std::string_view tail) {
  return std::binary_search(list.begin(), list.end(), tail);
}

// How many of a name's last labels libpsl need be asked about.
std::size_t labels_with_rules(std::string_view top, std::string_view two, std::size_t count) {
  if (holds(kFlat, top)) return 1;
  const bool is_ascii = !two.starts_with("xn--") && static_cast<unsigned char>(two[0]) < 0x80;
  const bool is_place = holds(kJapanesePlaces, two.substr(0, two.find('.')));
  if (top == "jp" && is_ascii && !is_place) return 1;  // kClosed has co.jp and its like
  return std::min(count, kMaxSuffixLabels);
}

bool is_service(const char* tail) {
  return holds(kServices, tail) ||
         psl_is_public_suffix2(psl_builtin(), tail, PSL_TYPE_PRIVATE | PSL_TYPE_NO_STAR_RULE) != 0;
}

// The ICANN section's suffix, or the de-facto registry's, as the number of its labels.
std::size_t registry_labels(const std::string& name, const Tails& tails) {
  if (tails.count < 2) return 1;
  const std::string_view all = name, two = all.substr(tails.at[1]);
  if (holds(kDeFactoRegistries, two) || holds(kClosed, two)) return 2;
  std::size_t labels = labels_with_rules(all.substr(tails.at[0]), two, tails.count);
  while (labels > 1 && !is_registry(name.c_str() + tails.at[labels - 1])) --labels;
  return labels;
}

}  // namespace

Suffix find_suffix(const std::string& name) {
  const Tails tails = tails_of(name);
  const std::size_t registry = registry_labels(name, tails);
  for (std::size_t labels = std::min(tails.count - 1, registry + kMaxServiceLabels);
       labels > registry; --labels) {
    const std::size_t at = tails.at[labels - 1];
    if (is_service(name.c_str() + at)) return {at, true};
  }
  return {tails.at[registry - 1], false};
}

}  // namespace lookalike
