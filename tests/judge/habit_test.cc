#include "milter/judge/habit.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace milter {
namespace {

using Kind = rules::Habit::Kind;

constexpr std::int64_t kFirst = 20'513;  // 2026-03-01
constexpr std::int64_t kToday = kFirst + 120;
const std::string kKouwa = "kouwa.example";

// "dkim kouwa.example", "host outlook.example", "mail"
PathMark mark(const std::string& words) {
  const std::size_t space = words.find(' ');
  const std::string kind = words.substr(0, space);
  const std::string name = space == std::string::npos ? "" : words.substr(space + 1);
  return {kind == "dkim"   ? PathKind::kDkim
          : kind == "spf"  ? PathKind::kSpf
          : kind == "host" ? PathKind::kHost
                           : PathKind::kMail,
          name};
}

struct Seen {
  bool aligned;
  std::vector<const char*> marks;
  std::int64_t days;
  std::int64_t span = 90;
};

// Mail that came on so many days by each of these ways; `mail` is what all of one kind add up to.
PathHistory history_of(const std::vector<Seen>& all) {
  PathHistory history;
  std::int64_t days[2] = {0, 0};
  std::int64_t span[2] = {0, 0};
  for (const Seen& seen : all) {
    for (const char* one : seen.marks) {
      history.push_back({seen.aligned, mark(one), seen.days, kFirst, kFirst + seen.span});
    }
    days[seen.aligned ? 1 : 0] += seen.days;
    span[seen.aligned ? 1 : 0] = std::max(span[seen.aligned ? 1 : 0], seen.span);
  }
  for (const int aligned : {0, 1}) {
    if (days[aligned] == 0) continue;
    history.push_back({aligned == 1, mark("mail"), days[aligned], kFirst, kFirst + span[aligned]});
  }
  return history;
}

Sighting sighting_by(bool aligned, const std::vector<const char*>& marks) {
  Sighting sighting{kKouwa, kKouwa, aligned, {}, kToday};
  for (const char* one : marks) sighting.marks.push_back(mark(one));
  return sighting;
}

// Ways of the tables below.
const std::vector<const char*> kSigned = {"dkim kouwa.example", "spf kouwa.example",
                                          "host outlook.example"};
const std::vector<const char*> kSpfOnly = {"spf kouwa.example", "host isp.example"};
const std::vector<const char*> kList = {"spf list.example", "host list.example"};
const std::vector<const char*> kNews = {"dkim send.example", "spf send.example",
                                        "host send.example"};
const std::vector<const char*> kPlain = {"host isp.example"};
const std::vector<const char*> kForger = {"host bullet.example"};
const std::vector<const char*> kSignedForger = {"dkim evil.example", "spf evil.example",
                                                "host bullet.example"};

struct Row {
  const char* what;
  std::vector<Seen> before;
  bool aligned;
  std::vector<const char*> today;
  Kind kind;
};

void check(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    const auto habit = habit_of(sighting_by(row.aligned, row.today), history_of(row.before));
    EXPECT_EQ(habit.kind, row.kind) << row.what;
  }
}

TEST(Habit, BenignMailIsQuiet) {
  const auto kUsual = Kind::kAsUsual;
  const auto kNone = Kind::kNoHistory;
  check({
      {"as every day", {{true, kSigned, 40}}, true, kSigned, kUsual},
      {"to a new provider, signing",
       {{true, kSigned, 40}},
       true,
       {"dkim kouwa.example", "spf kouwa.example", "host google.example"},
       kUsual},
      {"to a new provider, with another of its names",
       {{true, kSigned, 40}},
       true,
       {"dkim mail.kouwa.example", "host google.example"},
       kUsual},
      {"SPF only, to a new provider",
       {{true, kSpfOnly, 40}},
       true,
       {"spf kouwa.example", "host google.example"},
       kUsual},
      {"the signature lost at the usual host",
       {{true, kSigned, 40}},
       true,
       {"spf kouwa.example", "host outlook.example"},
       kUsual},
      {"the signature lost, the host not known to us",
       {{true, kSigned, 40}},
       true,
       {"spf kouwa.example"},
       kUsual},
      {"forwarded, the signature kept",
       {{true, kSigned, 40}},
       true,
       {"dkim kouwa.example", "host forwarder.example"},
       kUsual},
      {"began to sign", {{false, kPlain, 40}}, true, kSigned, kNone},
      {"first contact", {}, true, kSigned, kNone},
      {"first contact, unsigned", {}, false, kPlain, kNone},
      {"seldom: four invoices in a year", {{true, kSigned, 4, 330}}, false, kPlain, kNone},
      {"five days in two weeks", {{true, kSigned, 5, 14}}, false, kPlain, kNone},
      {"a mailing list of long",
       {{true, kSigned, 40}, {false, kList, 10, 28}},
       false,
       kList,
       kUsual},
      {"the list, another host of it",
       {{true, kSigned, 40}, {false, kList, 10, 28}},
       false,
       {"spf list.example", "host other.example"},
       kUsual},
      {"newsletters by a service",
       {{true, kSigned, 40}, {false, kNews, 12, 60}},
       false,
       kNews,
       kUsual},
      {"nobody answers, as ever", {{false, kPlain, 40}}, false, kPlain, kUsual},
      {"nobody answers, from many hosts",
       {{false, {"host a.example"}, 9}, {false, {"host b.example"}, 9}, {false, kPlain, 9}},
       false,
       {"host c.example"},
       kNone},
      {"nobody answers, from two hosts",
       {{false, {"host a.example"}, 20}, {false, kPlain, 20}},
       false,
       {"host c.example"},
       kNone},
      {"mostly from many hosts, sometimes signed",
       {{true, kSigned, 17}, {false, {"spf a.example"}, 9}, {false, {"spf b.example"}, 9}},
       false,
       kForger,
       kNone},
      {"nobody answers, and nothing is known of the host", {{false, kPlain, 40}}, false, {}, kNone},
  });
}

TEST(Habit, BrokenHabitsAreSeen) {
  const auto kAlways = Kind::kAlwaysAlignedUntilNow;
  const auto kUsually = Kind::kUsuallyAligned;
  const auto kNew = Kind::kNewPath;
  check({
      {"unsigned, from anywhere", {{true, kSigned, 40}}, false, kForger, kAlways},
      {"signed by himself", {{true, kSigned, 40}}, false, kSignedForger, kAlways},
      {"nothing at all", {{true, kSigned, 40}}, false, {}, kAlways},
      {"from the usual host", {{true, kSigned, 40}}, false, {"host outlook.example"}, kAlways},
      {"five invoices in five months", {{true, kSigned, 5, 120}}, false, kForger, kAlways},
      {"SPF only, until now", {{true, kSpfOnly, 40}}, false, kForger, kAlways},
      {"as few before", {{true, kSigned, 40}, {false, kList, 3}}, false, kForger, kUsually},
      {"the list is nobody's cover",
       {{true, kSigned, 40}, {false, kList, 10, 28}},
       false,
       kForger,
       kUsually},
      {"nor is the list's host",
       {{true, kSigned, 40}, {false, kList, 10, 28}},
       false,
       {"spf evil.example", "host list.example"},
       kUsually},
      {"a forger's nine days teach nothing",
       {{true, kSigned, 40}, {false, kSignedForger, 9, 60}},
       false,
       kSignedForger,
       kUsually},
      {"nor do ten in three weeks",
       {{true, kSigned, 40}, {false, kSignedForger, 10, 21}},
       false,
       kSignedForger,
       kUsually},
      {"many forgers do not wear the habit down",
       {{true, kSigned, 18}, {false, {"spf a.example"}, 9}, {false, {"spf b.example"}, 9}},
       false,
       kForger,
       kUsually},
      {"let in by the same provider: SPF alone, another host",
       {{true, kSigned, 40}},
       true,
       {"spf kouwa.example", "host shared.example"},
       kNew},
      {"nobody answers, and it is not their host", {{false, kPlain, 40}}, false, kForger, kNew},
      {"the same, signed by somebody", {{false, kPlain, 40}}, false, kSignedForger, kNew},
      {"half of it is signed, half by a service",
       {{true, kSigned, 20}, {false, kNews, 20}},
       false,
       kForger,
       kNew},
  });
}

TEST(Habit, ThresholdsAreExact) {
  const Sighting forged = sighting_by(false, kForger);
  const auto kind = [&](const std::vector<Seen>& before) {
    return habit_of(forged, history_of(before)).kind;
  };
  EXPECT_EQ(kind({{true, kSigned, 5, 28}}), Kind::kAlwaysAlignedUntilNow);
  EXPECT_EQ(kind({{true, kSigned, 5, 27}}), Kind::kNoHistory);
  EXPECT_EQ(kind({{true, kSigned, 4, 28}}), Kind::kNoHistory);
  EXPECT_EQ(kind({{true, kSigned, 40}, {false, kForger, 9, 28}}), Kind::kUsuallyAligned);
  EXPECT_EQ(kind({{true, kSigned, 40}, {false, kForger, 10, 28}}), Kind::kAsUsual);
  // 40 of 50 are four in five.
  EXPECT_EQ(kind({{true, kSigned, 40}, {false, kNews, 10}}), Kind::kUsuallyAligned);
  EXPECT_EQ(kind({{true, kSigned, 39}, {false, kNews, 10}}), Kind::kNewPath);
}

TEST(Habit, SaysWhatCanBeChecked) {
  const auto habit = habit_of(sighting_by(false, kSignedForger),
                              history_of({{true, kSigned, 40}, {false, kList, 2}}));
  EXPECT_EQ(habit.domain, kKouwa);
  EXPECT_FALSE(habit.of_organisation);
  EXPECT_EQ(habit.aligned_days, 40);
  EXPECT_EQ(habit.unaligned_days, 2);
  EXPECT_EQ(habit.since_year, 2026);
  EXPECT_EQ(habit.since_month, 3);
  EXPECT_EQ(habit.path, "evil.example");
  EXPECT_TRUE(habit.by_signature);
  EXPECT_FALSE(habit.usual_host);
}

TEST(Habit, KnowsWhetherItIsASignature) {
  const auto signs = [](const std::vector<Seen>& before) {
    return habit_of(sighting_by(false, kForger), history_of(before)).by_signature;
  };
  EXPECT_TRUE(signs({{true, kSigned, 40}}));
  EXPECT_TRUE(signs({{true, kSigned, 32}, {true, kSpfOnly, 8}}));
  EXPECT_FALSE(signs({{true, kSigned, 31}, {true, kSpfOnly, 9}}));
  EXPECT_FALSE(signs({{true, kSpfOnly, 40}}));
  EXPECT_FALSE(signs({{false, kNews, 40}}));
  EXPECT_FALSE(signs({}));
}

TEST(Habit, KnowsTheUsualHost) {
  const auto usual = [](std::int64_t days, const char* host) {
    return habit_of(sighting_by(false, {host}), history_of({{true, kSigned, days}})).usual_host;
  };
  EXPECT_TRUE(usual(3, "host outlook.example"));
  EXPECT_FALSE(usual(2, "host outlook.example"));
  EXPECT_FALSE(usual(40, "host bullet.example"));
  // One that came unaligned only is not.
  EXPECT_FALSE(
      habit_of(sighting_by(false, kPlain), history_of({{true, kSigned, 40}, {false, kPlain, 40}}))
          .usual_host);
}

}  // namespace
}  // namespace milter
