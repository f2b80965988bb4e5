#include "milter/cli/timeline.h"

#include <gmock/gmock.h>

namespace milter {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string kName = "mails/t.tsv";
const std::string kTime = "2026-03-05T10:00:00+09:00";

std::vector<TimelineRow> rows(const std::string& bytes) {
  auto result = read_timeline(bytes, kName);
  if (!result) throw std::logic_error(to_string(result.error().front()));
  return *result;
}

std::vector<std::string> problems(const std::string& bytes) {
  const auto result = read_timeline(bytes, kName);
  std::vector<std::string> lines;
  if (result) return lines;
  for (const Problem& problem : result.error()) lines.push_back(to_string(problem));
  return lines;
}

std::int64_t seconds(Clock::Time time) {
  return std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
}

void expect_row(const TimelineRow& row) {
  EXPECT_EQ(row.file, "a.eml");
  EXPECT_EQ(row.direction, rules::Direction::kOutbound);
  EXPECT_EQ(row.mail_from, "f@x.example");
  EXPECT_THAT(row.rcpt_to, ElementsAre("a@y.example", "b@y.example"));
  EXPECT_EQ(row.auth_user, "u");
  EXPECT_EQ(row.client_ip, "192.0.2.1");
  EXPECT_EQ(seconds(row.time), 1'772'672'400);
}

TEST(Timeline, ReadsColumnsInTheOrderOfTheHeader) {
  const auto usual = rows(
      "file\tdirection\tmail_from\trcpt_to\tauth_user\tclient_ip\ttime\n"
      "a.eml\toutbound\tf@x.example\ta@y.example,b@y.example\tu\t192.0.2.1\t" +
      kTime + "\n");
  ASSERT_EQ(usual.size(), 1U);
  expect_row(usual.front());
  EXPECT_EQ(usual.front().line, 2U);
  const auto other = rows(
      "time\tnote\trcpt_to\tfile\tclient_ip\tmail_from\tkind\tdirection\t"
      "auth_user\n" +
      kTime +
      "\tfirst mail\t a@y.example , b@y.example,\ta.eml\t192.0.2.1\tf@x.example"
      "\tT1\toutbound\tu\n");
  ASSERT_EQ(other.size(), 1U);
  expect_row(other.front());
}

TEST(Timeline, TakesEitherLineEndingAndALastLineWithout) {
  const std::string head = "file\tmail_from\trcpt_to\ttime";
  const std::string row = "a.eml\tf@x.example\ta@y.example\t" + kTime;
  for (const std::string& bytes :
       {head + "\r\n" + row + "\r\n" + row + "\r\n", head + "\n" + row + "\n" + row,
        head + "\n\n" + row + "\n\n" + row + "\n\n"}) {
    const auto read = rows(bytes);
    ASSERT_EQ(read.size(), 2U);
    EXPECT_EQ(read[1].file, "a.eml");
    EXPECT_EQ(seconds(read[1].time), 1'772'672'400);
  }
}

TEST(Timeline, LeavesOpenWhatIsEmpty) {
  const auto row =
      rows("file\tmail_from\trcpt_to\ttime\tdirection\na.eml\t\t\t" + kTime + "\t\n").front();
  EXPECT_FALSE(row.direction);
  EXPECT_EQ(row.mail_from + row.auth_user + row.client_ip, "");
  EXPECT_THAT(row.rcpt_to, IsEmpty());
  EXPECT_THAT(rows("file\tmail_from\trcpt_to\ttime\n"), IsEmpty());
}

TEST(Timeline, NamesEveryBadRowWithItsLine) {
  const std::string bytes =
      "file\tmail_from\trcpt_to\ttime\tdirection\n"
      "a.eml\tf\tt\tyesterday\tinbound\n"
      "a.eml\tf\tt\t" +
      kTime +
      "\tinbound\n"
      "\tf\tt\t" +
      kTime +
      "\tinbound\n"
      "\n"
      "a.eml\tf\tt\t" +
      kTime +
      "\tsideways\n"
      "a.eml\tf\n";
  EXPECT_THAT(problems(bytes),
              ElementsAre(HasSubstr(kName + ":2: time"), HasSubstr(kName + ":4: "),
                          HasSubstr(kName + ":6: direction"), HasSubstr(kName + ":7: time")));
}

TEST(Timeline, NamesMissingColumns) {
  EXPECT_THAT(problems("file\ttime\n"), ElementsAre(HasSubstr(kName + ":1: column 'mail_from'"),
                                                    HasSubstr(kName + ":1: column 'rcpt_to'")));
  EXPECT_EQ(problems("").size(), 4U);
  EXPECT_EQ(problems("file,mail_from,rcpt_to,time\n").size(), 4U);
}

struct Row {
  std::string text;
  std::int64_t seconds;
};

TEST(ReadRfc3339, CountsSecondsSince1970) {
  const Row rows[] = {
      {"1970-01-01T00:00:00Z", 0},
      {"1970-01-01T09:00:00+09:00", 0},
      {"1969-12-31T19:00:00-05:00", 0},
      {"2026-03-05T10:00:00+09:00", 1'772'672'400},
      {"2026-03-05t01:00:00z", 1'772'672'400},
      {"2026-03-05T01:00:00.999Z", 1'772'672'400},
      {"2026-03-05T06:30:00+05:30", 1'772'672'400},
      {"2000-02-29T00:00:00Z", 951'782'400},
      {"2016-12-31T23:59:60Z", 1'483'228'800},  // a leap second: the next day's first
  };
  for (const Row& row : rows) {
    const auto time = read_rfc3339(row.text);
    ASSERT_TRUE(time) << row.text;
    EXPECT_EQ(seconds(*time), row.seconds) << row.text;
  }
}

TEST(ReadRfc3339, RefusesEverythingElse) {
  for (const std::string text : {"",
                                 "2026-03-05",
                                 "2026-03-05T10:00:00",
                                 "2026-03-05 10:00:00+09:00",
                                 "2026-03-05T10:00+09:00",
                                 "2026-02-29T10:00:00Z",
                                 "2026-13-05T10:00:00Z",
                                 "2026-03-05T24:00:00Z",
                                 "2026-03-05T10:60:00Z",
                                 "2026-03-05T10:00:61Z",
                                 "2026-03-05T10:00:00+0900",
                                 "2026-03-05T10:00:00+24:00",
                                 "2026-03-05T10:00:00+09:60",
                                 "2026-03-05T10:00:00.Z",
                                 "2026-03-05T10:00:00.5",
                                 "2026-03-05T10:00:00JST",
                                 "2026/03/05T10:00:00Z",
                                 "2026-03-05T10.00.00Z",
                                 "-026-03-05T10:00:00Z",
                                 "2026-03-05T-1:00:00Z",
                                 "2026-3-5T10:00:00Z",
                                 " 2026-03-05T10:00:00Z",
                                 "2026-03-05T10:00:00Z ",
                                 "Thu, 5 Mar 2026 10:00:00 +0900"}) {
    EXPECT_FALSE(read_rfc3339(text)) << text;
  }
}

}  // namespace
}  // namespace milter
