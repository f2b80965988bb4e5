#include "milter/memory/sender_paths.h"

#include <gtest/gtest.h>

#include <initializer_list>

namespace milter {
namespace {

const std::string kKouwa = "kouwa.example";
const PathMark kSigner{PathKind::kDkim, kKouwa};
const PathMark kHost{PathKind::kHost, "outlook.example"};
const PathMark kAll{PathKind::kMail, ""};
constexpr std::int64_t kDay = 20'000;

Sighting signed_mail(std::int64_t day, const std::string& domain = kKouwa) {
  return {domain, kKouwa, true, {kSigner, kHost}, day};
}

Sighting unsigned_mail(std::int64_t day, const PathMark& mark, const std::string& domain = kKouwa) {
  return {domain, kKouwa, false, {mark}, day};
}

class SenderPathsTest : public testing::Test {
 protected:
  void observe(const std::vector<Sighting>& sightings) { ASSERT_TRUE(paths_.observe(sightings)); }

  PathCount count(bool aligned, const PathMark& mark, std::int64_t day,
                  const std::string& domain = kKouwa) {
    return find(paths_.of_domain(domain, day).value(), aligned, mark);
  }

  static PathCount find(const PathHistory& history, bool aligned, const PathMark& mark) {
    for (const PathCount& one : history) {
      if (one.aligned == aligned && one.mark == mark) return one;
    }
    return {};
  }

  std::int64_t rows() {
    return std::get<std::int64_t>(
        database_->rows("SELECT COUNT(*) FROM sender_path", {}).value()[0][0]);
  }

  std::unique_ptr<Database> database_ = open_database("sqlite::memory:").value();
  SenderPaths paths_{*database_};
};

TEST_F(SenderPathsTest, KnowsNothingAtFirst) {
  EXPECT_TRUE(paths_.of_domain(kKouwa, kDay)->empty());
  EXPECT_TRUE(paths_.of_organisation(kKouwa, kDay)->empty());
}

TEST_F(SenderPathsTest, CountsDaysNotMails) {
  for (int mail = 0; mail < 50; ++mail) observe({signed_mail(kDay), signed_mail(kDay)});
  EXPECT_EQ(count(true, kAll, kDay).days, 1);
  observe({signed_mail(kDay + 7)});
  for (const PathMark& mark : {kAll, kSigner, kHost}) {
    const PathCount found = count(true, mark, kDay + 7);
    EXPECT_EQ(found.days, 2);
    EXPECT_EQ(found.first_day, kDay);
    EXPECT_EQ(found.last_day, kDay + 7);
  }
}

TEST_F(SenderPathsTest, KeepsUnalignedMailApart) {
  observe({signed_mail(kDay), unsigned_mail(kDay + 1, kHost), unsigned_mail(kDay + 2, kHost)});
  EXPECT_EQ(count(true, kHost, kDay + 2).days, 1);
  EXPECT_EQ(count(false, kHost, kDay + 2).days, 2);
  EXPECT_EQ(count(false, kSigner, kDay + 2).days, 0);
}

TEST_F(SenderPathsTest, KeepsDomainsApart) {
  observe({signed_mail(kDay), unsigned_mail(kDay, kHost, "news.kouwa.example")});
  EXPECT_EQ(count(false, kAll, kDay).days, 0);
  EXPECT_EQ(count(false, kAll, kDay, "news.kouwa.example").days, 1);
}

// A mail written after midnight by another process does not make a day of its own.
TEST_F(SenderPathsTest, ADayThatComesLateIsNotCounted) {
  observe({signed_mail(kDay), signed_mail(kDay - 1)});
  const PathCount found = count(true, kAll, kDay);
  EXPECT_EQ(found.days, 1);
  EXPECT_EQ(found.first_day, kDay - 1);
  EXPECT_EQ(found.last_day, kDay);
}

TEST_F(SenderPathsTest, AnOrganisationIsItsMostSeenDomain) {
  observe({signed_mail(kDay), signed_mail(kDay + 1), signed_mail(kDay + 9, "tokyo.kouwa.example")});
  const auto history = paths_.of_organisation(kKouwa, kDay + 9).value();
  const PathCount all = find(history, true, kAll);
  EXPECT_EQ(all.days, 2);
  EXPECT_EQ(all.first_day, kDay);
  EXPECT_EQ(all.last_day, kDay + 9);
  EXPECT_EQ(history.size(), 3U);
}

TEST_F(SenderPathsTest, ForgetsAfterAYearAndABit) {
  observe({signed_mail(kDay), signed_mail(kDay + 1)});
  const std::int64_t last = kDay + 1 + limits::kPathMemoryDays;
  EXPECT_EQ(count(true, kAll, last).days, 2);
  EXPECT_EQ(count(true, kAll, last + 1).days, 0);
  EXPECT_TRUE(paths_.of_organisation(kKouwa, last + 1)->empty());
}

TEST_F(SenderPathsTest, StartsAnewAfterALongGap) {
  observe({signed_mail(kDay), signed_mail(kDay + 1)});
  const std::int64_t back = kDay + 2 + limits::kPathMemoryDays;
  observe({signed_mail(back)});
  EXPECT_EQ(count(true, kAll, back).days, 1);
  EXPECT_EQ(count(true, kAll, back).first_day, back);
}

TEST_F(SenderPathsTest, KeepsWhoWritesOnceAYear) {
  observe({signed_mail(kDay), signed_mail(kDay + 1)});
  observe({signed_mail(kDay + 366)});
  EXPECT_EQ(count(true, kAll, kDay + 366).days, 3);
}

TEST_F(SenderPathsTest, RemovesWhatIsForgottenAndWhatCameOnOneDay) {
  observe({signed_mail(kDay, "once.example"), signed_mail(kDay, "twice.example")});
  observe({signed_mail(kDay + 1, "twice.example")});
  EXPECT_EQ(rows(), 6);
  observe({signed_mail(kDay + limits::kOneDayPathMemoryDays)});
  EXPECT_EQ(rows(), 9);
  observe({signed_mail(kDay + limits::kOneDayPathMemoryDays + 1)});
  EXPECT_EQ(rows(), 6);
  observe({signed_mail(kDay + limits::kPathMemoryDays + 2)});
  EXPECT_EQ(count(true, kAll, kDay + 1, "twice.example").days, 0);
  EXPECT_EQ(rows(), 3);
}

// Hundreds of mails, each of an invented subdomain or host.
TEST_F(SenderPathsTest, AForgerCannotFillAnOrganisation) {
  for (std::int64_t day = kDay - 9; day <= kDay; ++day) observe({signed_mail(day)});
  std::vector<Sighting> forged;
  for (int mail = 0; mail < 150; ++mail) {
    const std::string name = "x" + std::to_string(mail) + ".example";
    forged.push_back(unsigned_mail(kDay, {PathKind::kHost, name}));
    forged.push_back(unsigned_mail(kDay, {PathKind::kSpf, name}, name + "." + kKouwa));
  }
  observe(forged);
  EXPECT_EQ(rows(), static_cast<std::int64_t>(limits::kMaxPathsOfOrganisation));
  EXPECT_EQ(count(true, kAll, kDay).days, 10);
  EXPECT_EQ(count(true, kSigner, kDay).days, 10);
  observe({signed_mail(kDay + 1)});
  EXPECT_EQ(count(true, kAll, kDay + 1).days, 11);
}

TEST_F(SenderPathsTest, AnotherOrganisationKeepsItsRows) {
  observe({{"other.example", "other.example", false, {kHost}, kDay}});
  std::vector<Sighting> forged;
  for (int mail = 0; mail < 250; ++mail) {
    forged.push_back(unsigned_mail(kDay, {PathKind::kHost, std::to_string(mail) + ".example"}));
  }
  observe(forged);
  EXPECT_EQ(count(false, kHost, kDay, "other.example").days, 1);
}

TEST_F(SenderPathsTest, ManyOrganisationsDriveOutThoseOfFewestDays) {
  EXPECT_EQ(limits::kMaxPaths, 1'000'000U);
  SenderPaths small(*database_, 30);
  ASSERT_TRUE(small.observe({signed_mail(kDay)}));
  ASSERT_TRUE(small.observe({signed_mail(kDay + 1)}));
  for (int mail = 0; mail < 100; ++mail) {
    const std::string name = "spam" + std::to_string(mail) + ".example";
    ASSERT_TRUE(small.observe({{name, name, true, {{PathKind::kDkim, name}}, kDay + 1}}));
  }
  EXPECT_EQ(rows(), 203);  // looked at once a day
  ASSERT_TRUE(small.observe({signed_mail(kDay + 2)}));
  EXPECT_EQ(rows(), 30);
  EXPECT_EQ(count(true, kAll, kDay + 2).days, 3);
}

TEST_F(SenderPathsTest, CountsFewMarksOfOneMail) {
  Sighting many{kKouwa, kKouwa, false, {}, kDay};
  for (std::size_t at = 0; at < 3 * limits::kMaxPathMarks; ++at) {
    many.marks.push_back({PathKind::kDkim, std::to_string(at) + ".example"});
  }
  observe({many});
  EXPECT_EQ(rows(), static_cast<std::int64_t>(limits::kMaxPathMarks) + 1);
}

TEST_F(SenderPathsTest, RemembersNoNameThatCannotBeOne) {
  const std::string longest(limits::kMaxPathName, 'a');
  const std::string too_long = longest + "a";
  observe({{too_long, kKouwa, true, {}, kDay},
           {kKouwa, too_long, true, {}, kDay},
           {"", "", true, {}, kDay},
           {longest, kKouwa, true, {{PathKind::kHost, too_long}, {PathKind::kHost, ""}}, kDay}});
  EXPECT_EQ(rows(), 1);
  EXPECT_EQ(count(true, kAll, kDay, longest).days, 1);
}

TEST_F(SenderPathsTest, SaysWhenItCannotSay) {
  EXPECT_TRUE(paths_.observe({}));
  ASSERT_TRUE(database_->run("DROP TABLE sender_path", {}));
  EXPECT_FALSE(paths_.of_domain(kKouwa, kDay));
  EXPECT_FALSE(paths_.of_organisation(kKouwa, kDay));
  EXPECT_FALSE(paths_.observe({signed_mail(kDay)}));
}

TEST_F(SenderPathsTest, FindsBothByIndex) {
  for (const char* column : {"domain", "organisation"}) {
    const auto plan = database_->rows(
        "EXPLAIN QUERY PLAN SELECT days FROM sender_path WHERE " + std::string(column) + " = ?",
        {std::string("x")});
    ASSERT_TRUE(plan);
    EXPECT_NE(std::get<std::string>((*plan)[0][3]).find("USING INDEX"), std::string::npos);
  }
}

}  // namespace
}  // namespace milter
