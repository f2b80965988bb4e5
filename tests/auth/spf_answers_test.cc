// What the library is shown of a record, and what is decided before it.
#include "milter/auth/spf_answers.h"

#include <gtest/gtest.h>

#include "tests/support/zone_resolver.h"

namespace milter {
namespace {

using testing::ZoneResolver;

class SpfAnswersTest : public ::testing::Test {
 protected:
  // The record of asagiri.example as the library gets it for that client.
  std::string shown(const std::string& record, const std::string& client = "192.0.2.1") {
    dns_.add("asagiri.example", DnsType::kTxt, record);
    identity_ = *mail_from_identity({client, "mail.asagiri.example", "taro@asagiri.example"});
    answers_.emplace(dns_, identity_, deadline_);
    const DnsAnswer answer = answers_->ask(SpfAnswers::kStart, DnsType::kTxt);
    return answer.found() ? answer.records.at(0) : "ended: " + answers_->ending()->why;
  }

  SystemClock clock_;
  Deadline deadline_{clock_, std::chrono::seconds{5}};
  ZoneResolver dns_;
  SpfIdentity identity_;
  std::optional<SpfAnswers> answers_;
};

struct Row {
  std::string record, client, shown;
};

TEST(SpfAnswers, ShowsTheLibraryAliasesOnly) {
  const Row kRows[] = {
      {"v=spf1", "192.0.2.1", "v=spf1 "},
      {"v=spf1 -all", "192.0.2.1", "v=spf1 -all"},
      {"v=spf1 ip4:192.0.2.0/24 -all", "192.0.2.1", "v=spf1 +all"},
      {"v=spf1 ~ip4:192.0.2.0/24 -all", "192.0.2.1", "v=spf1 ~all"},
      {"v=spf1 ip4:192.0.2.0/24 -all", "203.0.113.9", "v=spf1 -all"},
      {"v=spf1 ip4:1.1.1.1/0 -all", "203.0.113.9", "v=spf1 +all"},
      {"v=spf1 ip4:1.1.1.1/0 -all", "2001:db8::1", "v=spf1 -all"},
      {"v=spf1 ip6:::/0 -all", "192.0.2.1", "v=spf1 -all"},
      {"v=spf1 ip6:::/0 -all", "::ffff:192.0.2.1", "v=spf1 -all"},
      {"v=spf1 ip6:::ffff:192.0.2.1 -all", "192.0.2.1", "v=spf1 -all"},
      {"v=spf1 a/24//64 ?all", "192.0.2.1", "v=spf1 +a:t1.invalid/24 ?all"},
      {"v=spf1 a/24//64 ?all", "2001:db8::1", "v=spf1 +a:t1.invalid//64 ?all"},
      {"v=spf1 a/0 ?all", "192.0.2.1", "v=spf1 +a:t1.invalid ?all"},
      {"v=spf1 ~mx:x.example -ptr ?all", "192.0.2.1",
       "v=spf1 ~mx:t1.invalid/32 -exists:t2.invalid ?all"},
      {"v=spf1 include:%{l}%{o}.example", "192.0.2.1", "v=spf1 +include:t1.invalid "},
      {"v=spf1 a redirect=x.example", "192.0.2.1", "v=spf1 +a:t1.invalid/32 redirect=t2.invalid"},
      {"v=spf1 redirect=x.example ~all", "192.0.2.1", "v=spf1 ~all"},
      {"v=spf1 exp=%{l}.example x=%{s} -all", "192.0.2.1", "v=spf1 -all"},
      {"v=spf1 -all a mx include:x.example", "192.0.2.1", "v=spf1 -all"},
  };
  for (const Row& row : kRows) {
    ZoneResolver dns;
    dns.add("asagiri.example", DnsType::kTxt, row.record);
    const SystemClock clock;
    const Deadline deadline(clock, std::chrono::seconds{5});
    const auto identity = mail_from_identity({row.client, "mail.example", "a@asagiri.example"});
    SpfAnswers answers(dns, *identity, deadline);
    const DnsAnswer answer = answers.ask(SpfAnswers::kStart, DnsType::kTxt);
    ASSERT_TRUE(answer.found()) << row.record;
    EXPECT_EQ(answer.records, std::vector<std::string>{row.shown}) << row.record;
  }
}

TEST_F(SpfAnswersTest, NothingIsAskedForBeforeItsTerm) {
  shown("v=spf1 exists:%{p}.example a mx include:x.example -all");
  EXPECT_EQ(dns_.lookups(), 1U);
}

TEST_F(SpfAnswersTest, UnknownQuestionsHaveNoAnswer) {
  shown("v=spf1 a -all");
  for (const char* alias : {"", "t", "t2.invalid", "t99999999999999999999.invalid", "t-1.invalid",
                            "asagiri.example", "x1.invalid"}) {
    EXPECT_EQ(answers_->ask(alias, DnsType::kA).status, DnsStatus::kNoName) << alias;
  }
  EXPECT_EQ(answers_->ask("t1.invalid", DnsType::kMx).status, DnsStatus::kNoName);
  EXPECT_EQ(answers_->ask("t1.invalid", DnsType::kAaaa).status, DnsStatus::kNoName);
  EXPECT_FALSE(answers_->ending());
}

TEST_F(SpfAnswersTest, ZeroPrefixCountsAnyAddressAsTheClients) {
  dns_.add_line("asagiri.example A 203.0.113.9");
  shown("v=spf1 a/0 -all");
  EXPECT_EQ(answers_->ask("t1.invalid", DnsType::kA).records,
            std::vector<std::string>{identity_.client.octets});
}

TEST_F(SpfAnswersTest, HostsOfAnMxAreAliasesToo) {
  dns_.add_line("asagiri.example MX 10 mail.asagiri.example");
  dns_.add_line("mail.asagiri.example A 192.0.2.1");
  shown("v=spf1 mx -all");
  EXPECT_EQ(answers_->ask("t1.invalid", DnsType::kMx).records,
            std::vector<std::string>{"t2.invalid"});
  EXPECT_TRUE(answers_->ask("t2.invalid", DnsType::kA).found());
}

TEST_F(SpfAnswersTest, MacrosAreExpandedWhenAsked) {
  dns_.add_line("taro.1.2.0.192.in-addr.mail.asagiri.example.asagiri.example A 127.0.0.2");
  shown("v=spf1 exists:%{l}.%{ir}.%{v}.%{h}.%{d} -all");
  EXPECT_TRUE(answers_->ask("t1.invalid", DnsType::kA).found());
}

TEST_F(SpfAnswersTest, TheClientsNameIsTheNearestToTheDomain) {
  for (const char* line :
       {"1.2.0.192.in-addr.arpa PTR other.example",
        "1.2.0.192.in-addr.arpa PTR mail.asagiri.example", "other.example A 192.0.2.1",
        "mail.asagiri.example A 192.0.2.1", "mail.asagiri.example.ok.example A 127.0.0.2"}) {
    dns_.add_line(line);
  }
  shown("v=spf1 exists:%{p}.ok.example ptr:other.example ptr:elsewhere.example -all");
  EXPECT_TRUE(answers_->ask("t1.invalid", DnsType::kA).found());
  EXPECT_TRUE(answers_->ask("t2.invalid", DnsType::kA).found());
  EXPECT_FALSE(answers_->ask("t3.invalid", DnsType::kA).found());
  EXPECT_EQ(dns_.lookups("1.2.0.192.in-addr.arpa", DnsType::kPtr), 1U);
}

TEST_F(SpfAnswersTest, AClientWithoutNameIsUnknown) {
  dns_.add_line("unknown.ok.example A 127.0.0.2");
  shown("v=spf1 exists:%{p}.ok.example -all");
  EXPECT_TRUE(answers_->ask("t1.invalid", DnsType::kA).found());
}

TEST_F(SpfAnswersTest, TheFirstErrorIsTheAnswer) {
  dns_.add_line("away.example TIMEOUT");
  shown("v=spf1 a:away.example include:none.example -all");
  EXPECT_EQ(answers_->ask("t1.invalid", DnsType::kA).status, DnsStatus::kTemporary);
  EXPECT_EQ(answers_->ask("t2.invalid", DnsType::kTxt).status, DnsStatus::kTemporary);
  EXPECT_EQ(answers_->ending()->result, AuthResult::kTempError);
  EXPECT_EQ(answers_->ending()->why, "away.example: no answer in time");
  EXPECT_EQ(dns_.lookups("none.example", DnsType::kTxt), 0U);
}

}  // namespace
}  // namespace milter
