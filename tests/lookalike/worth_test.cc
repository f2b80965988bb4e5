// E is the number of guarded names times a chance that depends on the two names alone. So what a
// partner alone on a list tells of E says what must be found on any list, where hopeless searches
// are cut off.
#include "lookalike/worth.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "lookalike/lookalike.h"
#include "lookalike/score.h"

namespace lookalike {
namespace {

constexpr std::size_t kNames = 12'000;
// Long ones, whose slips are one edit apart in the loose key, too; of the last most tell nothing on
// a long list.
const char* const kPartners[] = {"mirai-kogyo.co.jp", "morikubo-denki.jp", "kurosawa-shoji.com",
                                 "hinodeya.com"};
const char* const kSpelled = "machiya-chaen.co.jp";  // some of one sound differ in the loose key

std::string consonants(std::mt19937_64& random) {
  std::string out;
  for (int n = 0; n < 12; ++n) out += "bcdfgklmpqrtvwxz"[random() % 16];
  return out;
}

// Names that resemble nothing, and the partners among them.
Watchlist long_list() {
  std::mt19937_64 random(11);
  std::vector<Guarded> guarded;
  for (const char* partner : kPartners) guarded.push_back({partner, partner, false});
  guarded.push_back({kSpelled, kSpelled, false});
  while (guarded.size() < kNames) {
    guarded.push_back({consonants(random) + ".jp", std::to_string(guarded.size()), false});
  }
  return Watchlist::build(guarded);
}

std::vector<std::string> imitations(const std::string& partner) {
  const std::size_t dot = partner.find('.');
  const std::string label = partner.substr(0, dot), suffix = partner.substr(dot);
  std::vector<std::string> all = {label + ".net",
                                  label + ".co",
                                  label + "-login" + suffix,
                                  "seikyu-" + label + ".com",
                                  partner + ".example.cn",
                                  label + ".unrelated.example",
                                  label + "garden.biz",
                                  "garden" + label + ".biz"};
  for (std::size_t at = 0; at < label.size(); ++at) {
    std::string changed = label;
    changed[at] = 'x';
    std::string swapped = label;
    if (at + 1 < label.size()) std::swap(swapped[at], swapped[at + 1]);
    all.push_back(changed + suffix);
    all.push_back(swapped + suffix);
    all.push_back(changed + ".com.de");
    all.push_back("login-" + changed + ".net");
    all.push_back("banana-" + changed + ".net");
    all.push_back(changed + ".org");
    all.push_back(label.substr(0, at) + label.substr(at + 1) + suffix);
    all.push_back(label.substr(0, at) + "q" + label.substr(at) + suffix);
    all.push_back(changed + "." + suffix.substr(1) + ".example.cn");
  }
  return all;
}

TEST(Worth, CutsOffNoAnswer) {
  const Watchlist all = long_list();
  std::size_t due = 0, hopeless = 0;
  for (const std::string partner : kPartners) {
    const Watchlist alone = Watchlist::build({{partner, partner, false}});
    for (const std::string& seen : imitations(partner)) {
      const Answer one = examine(seen, alone);
      if (one.band == Band::kPartner) continue;  // a subdomain
      const double e = one.e_value * static_cast<double>(kNames);
      if (one.band == Band::kNone || e > kPossibleE) {
        ++hopeless;
        continue;
      }
      ++due;
      const Answer among = examine(seen, all);
      EXPECT_EQ(among.partner, partner) << seen << " has E " << e;
      EXPECT_NEAR(among.e_value, e, e / 100) << seen;
    }
  }
  EXPECT_GT(due, 100U);
  EXPECT_GT(hopeless, 10U);
}

// Among so many a label beside other words means nothing. A whole name that has it does, however
// many names have the label, too.
TEST(Worth, CutsOffNoWholeNameBehindItsLabel) {
  std::vector<Guarded> guarded;
  const auto add = [&](const std::string& name) { guarded.push_back({name, name, false}); };
  for (const char* label : {"kurozawa-ukiyo.", "5-tv."}) {
    for (int i = 0; i < 200; ++i) {
      add(label +
          std::string{'q', static_cast<char>('a' + i / 20), static_cast<char>('a' + i % 20)});
    }
  }
  std::mt19937_64 random(12);
  while (guarded.size() < 90'000) add(consonants(random) + ".jp");
  add("kurozawa-ukiyo.co.jp");
  add("5-tv.de");
  const Watchlist list = Watchlist::build(guarded);
  for (const char* seen :
       {"my-kurozawa-ukiyo.co.jp", "mykurozawa-ukiyo.co.jp",
        "kurozawa-ukiyo.co.jp.unrelated.example", "qzkurozawa-ukiyo-co-jp.unrelated.example"}) {
    EXPECT_EQ(examine(seen, list).partner, "kurozawa-ukiyo.co.jp") << seen;
  }
  EXPECT_EQ(examine("5-tv.de.unrelated.example", list).partner, "5-tv.de");
  for (const char* seen :
       {"my-kurozawa-ukiyo.com", "kurozawa-ukiyo.unrelated.example", "5-tv.unrelated.example"}) {
    EXPECT_EQ(examine(seen, list).band, Band::kNone) << seen;
  }
}

// Two edits mean nothing in a long list, so what differs by more than a letter is not compared;
// unless it may be one sound.
TEST(Worth, CutsOffNoSpellingOfOneSound) {
  const Watchlist all = long_list();
  for (const char* seen : {"matiya-chaen.co.jp", "machiya-tyaen.co.jp", "machiya-cyaen.co.jp",
                           "machiya-chaenn.co.jp"}) {
    EXPECT_EQ(examine(seen, all).partner, kSpelled) << seen;
  }
  for (const char* seen : {"makiyo-chaen.co.jp", "machiyo-chain.co.jp", "muchiya-chaan.co.jp"}) {
    EXPECT_EQ(examine(seen, all).band, Band::kNone) << seen;
  }
}

}  // namespace
}  // namespace lookalike
