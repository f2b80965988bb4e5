// Properties over generated mutations, with a fixed seed: every reported answer replays, the
// mutated partner is found, and nothing said of a name depends on chance.
#include <gtest/gtest.h>

#include <random>

#include "lookalike/lookalike.h"
#include "lookalike/unicode.h"

namespace lookalike {
namespace {

constexpr const char* kPartners[] = {
    "mirai-kogyo.co.jp",     "asagiri.example", "hoshino-kikai.co.jp",
    "bücher-handel.de",      "例え工業.jp",     "modern-works.com",
    "mail.tanabe-shoji.com", "kawamurak.test",  "sonoda-clinic.or.jp"};

class Mutations : public testing::TestWithParam<Direction> {
 protected:
  std::size_t below(std::size_t end) {
    return std::uniform_int_distribution<std::size_t>(0, end - 1)(random_);
  }

  char32_t letter() {
    static constexpr std::u32string_view kLetters = U"abcdefghijklmnopqrstuvwxyz01589-аеøéがー業集";
    return kLetters[below(kLetters.size())];
  }

  // Several letters written as several others.
  void spell_otherwise(std::u32string& name) {
    static constexpr std::pair<std::u32string_view, std::u32string_view> kSpellings[] = {
        {U"m", U"rn"},      {U"w", U"vv"}, {U"d", U"cl"},     {U"rn", U"m"}, {U"shi", U"si"},
        {U"sho", U"syo"},   {U"o", U"ou"}, {U"ji", U"zi"},    {U"ü", U"ue"}, {U"業", U"业"},
        {U"例え", U"え例"}, {U"-", U""},   {U"kawa", U"gawa"}};
    const auto& [one, two] = kSpellings[below(std::size(kSpellings))];
    const std::size_t found = name.find(one);
    if (found != name.npos) name.replace(found, one.size(), two);
  }

  std::u32string mutate(std::u32string name) {
    const std::size_t at = below(name.size());
    switch (below(11)) {
      case 0:
        name.erase(at, 1);
        break;
      case 1:
        name.insert(at, 1, letter());
        break;
      case 2:
        name[at] = letter();
        break;
      case 3:
        if (at + 1 < name.size()) std::swap(name[at], name[at + 1]);
        break;
      case 4:
        name += U".unrelated.example";
        break;
      case 5:
        name.insert(0, U"pay-");
        break;
      case 6:
        for (char32_t& c : name) c = c == U'.' ? U'-' : c;
        name += U".cn";
        break;
      case 7:
        name = name.substr(0, name.find_last_of(U'.')) + U".xyz";
        break;
      case 8:
      case 9:
        spell_otherwise(name);
        break;
      default:
        name.insert(at, 1, U'\u200B');
        break;
    }
    return name;
  }

  std::mt19937_64 random_{20240917};
};

TEST_P(Mutations, EveryAnswerReplays) {
  std::vector<Guarded> guarded;
  for (const char* name : kPartners) guarded.push_back({name, name, false});
  const Watchlist list = Watchlist::build(guarded, GetParam());
  std::size_t reported = 0;
  for (int round = 0; round < 5'000; ++round) {
    std::u32string name = *decode(kPartners[below(std::size(kPartners))]);
    for (std::size_t i = below(3) + 1; i != 0 && !name.empty(); --i) name = mutate(name);
    const Answer answer = examine(encode(name), list);
    if (answer.operations.empty()) continue;
    ++reported;
    const std::string guarded_unicode = examine(answer.partner, list).unicode;
    ASSERT_EQ(replay(guarded_unicode, answer.operations), answer.unicode)
        << encode(name) << " " << word(answer.kind) << " " << answer.partner;
    ASSERT_GT(answer.e_value, 0);
  }
  EXPECT_GT(reported, 2'000U);  // about half of one to three mutations stays near
}

TEST_P(Mutations, OneStepIsFound) {
  std::vector<Guarded> guarded;
  for (const char* name : kPartners) guarded.push_back({name, name, false});
  const Watchlist list = Watchlist::build(guarded, GetParam());
  for (std::size_t at = 0; at < 11; ++at) {
    std::string name = "mirai-kogyo.co.jp";
    if (name[at] == '-') continue;
    name[at] = 'x';
    EXPECT_GE(examine(name, list).band, Band::kProbable) << name;
    name.erase(at, 1);
    EXPECT_GE(examine(name, list).band, Band::kProbable) << name;
  }
}

INSTANTIATE_TEST_SUITE_P(Directions, Mutations,
                         testing::Values(Direction::kInbound, Direction::kOutbound));

}  // namespace
}  // namespace lookalike
