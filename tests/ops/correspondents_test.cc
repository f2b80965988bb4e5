#include "milter/memory/correspondents.h"

#include <gtest/gtest.h>

namespace milter {
namespace {

const std::string kKeiri = "keiri@asagiri.example";
const std::string kSoumu = "soumu@asagiri.example";
const std::string kTanaka = "tanaka@kouwa.example";
const std::string kMori = "mori@kouwa.example";

void expect(const Result<History>& history, const History& wanted) {
  ASSERT_TRUE(history) << history.error().what;
  EXPECT_EQ(history->received, wanted.received);
  EXPECT_EQ(history->sent, wanted.sent);
  EXPECT_EQ(history->first_seen, wanted.first_seen);
  EXPECT_EQ(history->last_seen, wanted.last_seen);
}

class CorrespondentsTest : public testing::Test {
 protected:
  std::unique_ptr<Database> database_ = open_database("sqlite::memory:").value();
  Correspondents memory_{*database_};
};

TEST_F(CorrespondentsTest, KnowsNoOneAtFirst) {
  expect(memory_.history(kKeiri, kTanaka), {});
  expect(memory_.history_of_organisation(kTanaka), {});
  expect(memory_.history_of_domain("kouwa.example"), {});
}

TEST_F(CorrespondentsTest, CountsBothDirections) {
  ASSERT_TRUE(memory_.record({{kKeiri, kTanaka, false, 300}, {kKeiri, kTanaka, true, 100}}));
  ASSERT_TRUE(memory_.record({{kKeiri, kTanaka, false, 200}}));  // late: learnt from an old log
  expect(memory_.history(kKeiri, kTanaka), {2, 1, 100, 300});
}

TEST_F(CorrespondentsTest, KeepsPersonsOrganisationAndDomainApart) {
  ASSERT_TRUE(memory_.record({{kKeiri, kTanaka, false, 10},
                              {kSoumu, kTanaka, true, 20},
                              {kSoumu, kMori, true, 30},
                              {kSoumu, "x@sub.kouwa.example", true, 40},
                              {kSoumu, "x@notkouwa.example", true, 50}}));
  expect(memory_.history(kKeiri, kTanaka), {1, 0, 10, 10});
  expect(memory_.history(kSoumu, kTanaka), {0, 1, 20, 20});
  expect(memory_.history(kKeiri, kMori), {});
  expect(memory_.history_of_organisation(kTanaka), {1, 1, 10, 20});
  expect(memory_.history_of_organisation(kMori), {0, 1, 30, 30});
  expect(memory_.history_of_domain("kouwa.example"), {1, 2, 10, 30});
  expect(memory_.history_of_domain("%.example"), {});
}

TEST_F(CorrespondentsTest, ComparesInLowerCase) {
  ASSERT_TRUE(memory_.record({{"Keiri@Asagiri.Example", "Tanaka@KOUWA.example", false, 10}}));
  expect(memory_.history(kKeiri, "TANAKA@kouwa.example"), {1, 0, 10, 10});
  expect(memory_.history_of_organisation("taNaka@kouwa.example"), {1, 0, 10, 10});
  expect(memory_.history_of_domain("Kouwa.Example"), {1, 0, 10, 10});
}

TEST_F(CorrespondentsTest, DoesNotCountBounces) {
  ASSERT_TRUE(memory_.record({{kKeiri, "", false, 10}, {"", kTanaka, true, 10}}));
  expect(memory_.history(kKeiri, ""), {});
  expect(memory_.history_of_organisation(kTanaka), {});
}

TEST_F(CorrespondentsTest, RecordsAllOrNothing) {
  ASSERT_TRUE(database_->run(
      "CREATE TRIGGER no BEFORE INSERT ON correspondent WHEN NEW.remote_address LIKE 'mori%' "
      "BEGIN SELECT RAISE(ABORT, 'no'); END",
      {}));
  EXPECT_FALSE(memory_.record({{kKeiri, kTanaka, false, 10}, {kKeiri, kMori, false, 10}}));
  expect(memory_.history(kKeiri, kTanaka), {});
}

TEST_F(CorrespondentsTest, SaysWhenItCannotSay) {
  ASSERT_TRUE(database_->run("DROP TABLE correspondent", {}));
  EXPECT_FALSE(memory_.history(kKeiri, kTanaka));
  EXPECT_FALSE(memory_.history_of_organisation(kTanaka));
  EXPECT_FALSE(memory_.history_of_domain("kouwa.example"));
  EXPECT_FALSE(memory_.record({{kKeiri, kTanaka, false, 10}}));
  EXPECT_TRUE(memory_.record({}));
}

TEST_F(CorrespondentsTest, FindsADomainByItsIndex) {
  const auto plan = database_->rows(
      "EXPLAIN QUERY PLAN SELECT SUM(sent) FROM correspondent WHERE remote_domain = ?",
      {std::string("x")});
  ASSERT_TRUE(plan);
  EXPECT_NE(std::get<std::string>((*plan)[0][3]).find("correspondent_domain"), std::string::npos);
}

}  // namespace
}  // namespace milter
