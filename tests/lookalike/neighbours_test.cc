// The pigeonhole index against a comparison with every guarded name.
#include "lookalike/neighbours.h"

#include <gmock/gmock.h>

#include <random>
#include <set>

#include "lookalike/lookalike.h"

namespace lookalike {
namespace {

constexpr std::size_t kNames = 12'000;  // more than kMaxTwoEditNames: halves and gaps
static_assert(kNames > kMaxTwoEditNames);

class Random {
 public:
  std::size_t below(std::size_t end) { return static_cast<std::size_t>(random_() % end); }
  char letter() { return static_cast<char>('a' + below(26)); }

  // Few syllables, so that many names share a half and gaps are halved; some have hardly a gap.
  std::string label() {
    static constexpr const char* kSyllables[] = {"ka", "mi", "shi", "to", "ra", "no", "kyo", "tsu"};
    std::string out;
    for (std::size_t n = 2 + below(4); n != 0; --n) out += kSyllables[below(8)];
    if (below(2) == 0) out += "-kogyo";
    return out;
  }

  std::string slip(std::string label) {
    const std::size_t at = below(label.size());
    switch (below(4)) {
      case 0:
        return label.erase(at, 1);
      case 1:
        return label.insert(at, 1, letter());
      case 2:
        if (at + 1 < label.size()) std::swap(label[at], label[at + 1]);
        return label;
      default:
        label[at] = letter();
        return label;
    }
  }

 private:
  std::mt19937_64 random_{5};
};

std::string sight_of(const std::string& label) {
  std::string sight;
  read_sight(std::u32string(label.begin(), label.end()), sight);
  return sight;
}

Watchlist list_of(std::size_t names) {
  Random random;
  std::vector<Guarded> guarded;
  for (std::size_t i = 0; i < names; ++i) {
    guarded.push_back({random.label() + ".co.jp", std::to_string(i), false});
  }
  return Watchlist::build(guarded);
}

std::string letters_of(const std::string& label) {
  std::string out = sight_of(label);
  std::erase(out, '-');
  return out;
}

// The entries whose loose keys, or letters, are at most one from those of the label.
std::set<std::uint32_t> within_one(const Watchlist::Index& index, const std::string& label) {
  Key key;
  loose_key(sight_of(label), key);
  KeyDistance distance, plain;
  distance.start(key.view());
  const std::string letters = letters_of(label);
  plain.start(letters);
  std::set<std::uint32_t> out;
  for (std::uint32_t i = 0; i < index.entries.size(); ++i) {
    const Entry& entry = index.entries[i];
    const bool near = distance.to(index.key(entry)) <= 1 ||
                      plain.to(letters_of(std::string(index.label(entry)))) <= 1;
    if (near) out.insert(i);
  }
  return out;
}

class NeighboursOfAList : public testing::TestWithParam<std::size_t> {};

TEST_P(NeighboursOfAList, AreThoseThatComparingWithAllFinds) {
  const Watchlist list = list_of(GetParam());
  const Watchlist::Index& index = list.index();
  Neighbours neighbours(index);
  const Wanted all{.any = ~std::uint64_t{0}};
  Random random;
  std::size_t compared = 0;
  for (int round = 0; round < 400; ++round) {
    const std::string label = random.slip(random.label());
    const std::set<std::uint32_t> expected = within_one(index, label);
    if (expected.size() > kMaxNeighbours) continue;  // only the nearest are handed back
    std::set<std::uint32_t> found;
    for (const Neighbour& one : neighbours.find(sight_of(label), all)) {
      if (one.distance <= 1) found.insert(one.entry);
    }
    EXPECT_EQ(found, expected) << label;
    compared += expected.size();
  }
  EXPECT_GT(compared, GetParam() / 40);
}
INSTANTIATE_TEST_SUITE_P(All, NeighboursOfAList, testing::Values(2'000, kNames));

// An edit that makes or breaks what the loose key reads as one letter is one edit all the same.
TEST(Neighbours, AreOneEditApartWhateverTheLooseKeySays) {
  const Watchlist list = Watchlist::build({{"icloud.com", "p", false},
                                           {"oraclecloudapps.com", "p", false},
                                           {"catchnews.com", "p", false},
                                           {"pornc.net", "p", false},
                                           {"bookkeeper.jp", "p", false}});
  Neighbours neighbours(list.index());
  for (const char* seen : {"icolud", "icxloud", "iloud", "oraclecoloudapps", "oraclecludapps",
                           "catxhnews", "catcrhnews", "porcn", "bookekeper", "boxokkeeper"}) {
    const auto found = neighbours.find(sight_of(seen), {.any = ~std::uint64_t{0}});
    ASSERT_EQ(found.size(), 1U) << seen;
    EXPECT_EQ(found[0].distance, 1U) << seen;
  }
}

TEST(Neighbours, OfNothingWantedAreTheEqualOnes) {
  const Watchlist list = Watchlist::build({{"mirai-kogyo.co.jp", "p", false}});
  Neighbours neighbours(list.index());
  EXPECT_EQ(neighbours.find(sight_of("rnirai-kogyou"), {}).size(), 1U);
  EXPECT_EQ(neighbours.find(sight_of("mirai-koxyo"), {}).size(), 0U);
}

// Plain keys that read like the loose key of another ("oura", "owra") take none of its room.
TEST(Neighbours, OfALooseKeyAreNotCrowdedOut) {
  std::vector<Guarded> guarded;
  for (std::size_t i = 0; i < 2 * kMaxEqual; ++i) {
    guarded.push_back({"miraikogoura.q" + std::string{static_cast<char>('a' + i / 16),
                                                      static_cast<char>('a' + i % 16)},
                       "p", false});
  }
  guarded.push_back({"miraikogowra.jp", "q", false});
  const Watchlist list = Watchlist::build(guarded);
  Neighbours neighbours(list.index());
  for (const char* seen : {"rniraikogowra", "miraiko-gowra", "m1raikogowra"}) {
    const auto found = neighbours.find(sight_of(seen), {.any = ~std::uint64_t{0}});
    ASSERT_FALSE(found.empty()) << seen;
    EXPECT_EQ(list.index().label(list.index().entries[found[0].entry]), "miraikogowra") << seen;
  }
}

// Letters that are the same but for a hyphen that the loose key reads ("ktchl", "kt-chl").
TEST(Neighbours, AreTheSameLettersInALongListOfShortNames) {
  std::vector<Guarded> guarded{{"ktchlb.jp", "p", false}};
  for (std::size_t i = 0; i < kNames; ++i) {
    guarded.push_back(
        {"kt" +
             std::string{static_cast<char>('a' + i % 24), static_cast<char>('a' + i / 24 % 24),
                         static_cast<char>('a' + i / 576)} +
             "b.jp",
         "p", false});
  }
  const Watchlist list = Watchlist::build(guarded);
  Neighbours neighbours(list.index());
  const auto found = neighbours.find(sight_of("kt-chlb"), {.any = ~std::uint64_t{0}});
  EXPECT_TRUE(std::any_of(found.begin(), found.end(), [&](const Neighbour& one) {
    return list.index().label(list.index().entries[one.entry]) == "ktchlb";
  }));
}

// Names that all resemble each other: what is handed back and compared is bounded, and the name
// itself is among it.
TEST(Neighbours, OfAHostileListAreFewAndNearestFirst) {
  std::vector<Guarded> guarded;
  for (int i = 0; i < 20'000; ++i) {
    std::string label = "partner-";
    for (int at = 0, rest = i; at < 5; ++at, rest /= 10) {
      label += static_cast<char>('a' + rest % 10);
    }
    guarded.push_back({label + ".co.jp", "p", false});
  }
  const Watchlist list = Watchlist::build(guarded);
  Neighbours neighbours(list.index());
  const auto found = neighbours.find(sight_of("partner-aaaaa"), {.any = ~std::uint64_t{0}});
  ASSERT_FALSE(found.empty());
  EXPECT_LE(found.size(), kMaxNeighbours);
  EXPECT_EQ(found[0].distance, 0U);
}

// Of names with one loose key (b and d, c and e are one letter there) the one that is meant comes
// first, wherever it stands in the list; of such names more than are put in order without a look
// at their letters, and none that is farther is looked for.
TEST(Neighbours, OfOneLooseKeyComeInTheOrderOfTheirLetters) {
  std::vector<Guarded> guarded;
  for (unsigned i = 0; i < 64; ++i) {
    std::string label = "partner-";
    for (unsigned at = 0; at < 6; ++at) {
      label += (i >> at & 1U) != 0 ? "dc"[at % 2] : "be"[at % 2];
    }
    guarded.push_back({label + ".co.jp", "p", false});
  }
  static_assert(kMaxNeighbours > kMaxUnordered && kMaxEqual >= 64);
  const Watchlist list = Watchlist::build(guarded);
  Neighbours neighbours(list.index());
  for (const char* meant : {"partner-dcdcdc", "partner-bebebe", "partner-becebe"}) {
    const auto found = neighbours.find(sight_of(meant), {.any = ~std::uint64_t{0}});
    ASSERT_EQ(found.size(), kMaxNeighbours) << meant;
    EXPECT_LE(found[0].letters, found[1].letters);
    for (std::size_t i = 1; i < found.size(); ++i)
      EXPECT_LE(found[i - 1].letters, found[i].letters);
  }
  const auto found = neighbours.find(sight_of("partner-dcdcdc"), {.any = ~std::uint64_t{0}});
  EXPECT_EQ(list.index().label(list.index().entries[found[0].entry]), "partner-dcdcdc");
}

}  // namespace
}  // namespace lookalike
