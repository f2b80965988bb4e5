// How: two sorted lists. words.inc was counted among popular names
// (tests/bench/lookalike/make_words.py); the second has the trades, places and legal words that
// Japanese companies put in their names (kogyo: industry, shoji: trading ...), which popular names
// seldom have and a Japanese company's partners often.
// Tested by tables_test.cc.
#include "lookalike/words.h"

#include <algorithm>
#include <array>

namespace lookalike {
namespace {

struct Word {
  std::string_view word;
  double holders, endings;
};
constexpr Word kCounted[] = {
#include "lookalike/words.inc"
};

constexpr double kJapaneseHolders = 240;  // by judgement: as many as "digital"
constexpr double kJapaneseEndings = 60;   // and a quarter as many as are called "google"
constexpr auto kJapanese = std::to_array<std::string_view>({
    "asahi",  "boeki",    "butsuryu", "byoin",      "daigaku",  "denki",     "denshi",  "fudosan",
    "fuji",   "fukuoka",  "gakuen",   "ginko",      "hikari",   "hiroshima", "hoken",   "insatsu",
    "jutaku", "kagaku",   "kaiun",    "kensetsu",   "kikai",    "kinzoku",   "kobe",    "kogei",
    "kogyo",  "koki",     "kosan",    "koun",       "kumiai",   "kyokai",    "kyoto",   "mirai",
    "nagoya", "nihon",    "nippon",   "nogyo",      "osaka",    "sakura",    "sangyo",  "sapporo",
    "seiki",  "seimitsu", "seisaku",  "seisakusho", "sendai",   "senko",     "setsubi", "shoji",
    "shokai", "shokuhin", "shoten",   "shuppan",    "soko",     "suisan",    "tekko",   "tokyo",
    "unso",   "unyu",     "yakuhin",  "yamato",     "yokohama",
});
static_assert(std::is_sorted(kJapanese.begin(), kJapanese.end()));

bool is_japanese(std::string_view label) {
  return std::binary_search(kJapanese.begin(), kJapanese.end(), label);
}

const Word* find(std::string_view label) {
  const auto* found =
      std::lower_bound(std::begin(kCounted), std::end(kCounted), label,
                       [](const Word& w, std::string_view l) { return w.word < l; });
  return found != std::end(kCounted) && found->word == label ? found : nullptr;
}

}  // namespace

double names_with(std::string_view label) {
  if (const Word* found = find(label)) return found->holders;
  return is_japanese(label) ? kJapaneseHolders : 0;
}

double names_of(std::string_view label) {
  const Word* found = find(label);
  return std::max(found == nullptr ? 0 : found->endings, is_japanese(label) ? kJapaneseEndings : 0);
}

}  // namespace lookalike
