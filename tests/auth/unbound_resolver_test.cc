// Against a server that lies, is slow or silent: every answer comes within its deadline. The
// servers' 10 s are so far from the deadlines that a busy machine cannot blur the two.
#include "milter/auth/unbound_resolver.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <thread>
#include <vector>

#include "milter/base/limits.h"
#include "tests/auth/lying_server.h"

namespace milter::testing {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;
using ::testing::ElementsAre;

constexpr seconds kEnough{30};  // only a hang reaches it
constexpr milliseconds kShort{500};
constexpr seconds kFarBelowSlow{5};

class UnboundResolverTest : public ::testing::Test {
 protected:
  UnboundResolverTest() {
    auto opened = UnboundResolver::open({.forwarders = {server_.address()}, .trust_anchor = ""});
    if (!opened) throw std::runtime_error(opened.error().what);
    dns_ = std::move(*opened);
  }

  DnsAnswer ask(std::string_view name, DnsType type, milliseconds time = kEnough) {
    return dns_->lookup(name, type, Deadline(clock_, time));
  }
  DnsAnswer txt(std::string_view name, milliseconds time = kEnough) {
    return ask(name, DnsType::kTxt, time);
  }

  SystemClock clock_;
  LyingServer server_;
  std::unique_ptr<UnboundResolver> dns_;
};

TEST_F(UnboundResolverTest, Answers) {
  const DnsAnswer answer = txt("good.example");
  EXPECT_EQ(answer.status, DnsStatus::kFound) << answer.why;
  EXPECT_THAT(answer.records, ElementsAre("good"));
  EXPECT_EQ(answer.ttl, seconds{300});
  EXPECT_FALSE(answer.secure);
  EXPECT_THAT(ask("good.example", DnsType::kA).records,
              ElementsAre(std::string("\xC0\x00\x02\x01", 4)));
  EXPECT_EQ(ask("good.example", DnsType::kMx).status, DnsStatus::kNoData);
  EXPECT_EQ(txt("good.test").status, DnsStatus::kFound);
  EXPECT_EQ(txt("good.2.0.192.in-addr.arpa").status, DnsStatus::kFound);
  EXPECT_EQ(txt("good.1.168.192.in-addr.arpa").status, DnsStatus::kFound);
}

TEST_F(UnboundResolverTest, WhatAServerMaySay) {
  EXPECT_EQ(txt("nodata.example").status, DnsStatus::kNoData);
  EXPECT_EQ(txt("noname.example").status, DnsStatus::kNoName);
  EXPECT_EQ(txt("servfail.example").status, DnsStatus::kTemporary);
  EXPECT_EQ(txt("servfail.example").why, "SERVFAIL");
  EXPECT_EQ(txt("refused.example").status, DnsStatus::kTemporary);
  EXPECT_EQ(txt("garbage.example").status, DnsStatus::kTemporary);
  EXPECT_EQ(txt("loop.example").status, DnsStatus::kTemporary);
  EXPECT_EQ(txt("chain5.example").status, DnsStatus::kFound);
  EXPECT_EQ(txt("chain40.example").status, DnsStatus::kTemporary);
}

TEST_F(UnboundResolverTest, TruncatedAnswersComeByTcp) {
  EXPECT_THAT(txt("cut.example").records, ElementsAre("good"));
  EXPECT_EQ(txt("cutmute.example").status, DnsStatus::kTemporary);
}

TEST_F(UnboundResolverTest, LongAnswersAreRefused) {
  static_assert(limits::kMaxDnsRecordBytes == 4'096 && limits::kMaxDnsAnswerBytes == 32'768);
  // The octets of lengths between the strings count too: 17 of them.
  EXPECT_EQ(txt("txt4079.example").records.at(0).size(), 4'079u);
  const DnsAnswer answer = txt("txt4096.example");
  EXPECT_EQ(answer.status, DnsStatus::kTemporary);
  EXPECT_EQ(answer.why, "the answer is too long");
  EXPECT_EQ(txt("many30.example").records.size(), 30u);
  EXPECT_EQ(txt("many36.example").why, "the answer is too long");
}

TEST_F(UnboundResolverTest, DeadlineIsKept) {
  for (const std::string name : {"slow.example", "silent.example"}) {
    const auto begin = steady_clock::now();
    const DnsAnswer answer = txt(name, kShort);
    EXPECT_LT(steady_clock::now() - begin, kFarBelowSlow) << name;
    EXPECT_EQ(answer.status, DnsStatus::kTemporary);
    EXPECT_EQ(answer.why, "no answer in time");
  }
  EXPECT_EQ(txt("good.example", milliseconds{0}).why, "the deadline has passed");
}

TEST_F(UnboundResolverTest, AnswersAreRemembered) {
  for (const std::string name : {"good.example", "nodata.example", "noname.example"}) {
    const DnsStatus first = txt(name).status;
    const std::size_t asked = server_.asked(name);
    EXPECT_GT(asked, 0u) << name;
    EXPECT_EQ(txt(name).status, first) << name;
    EXPECT_EQ(server_.asked(name), asked) << name;
  }
}

TEST_F(UnboundResolverTest, PrefetchFillsTheCache) {
  const auto begin = steady_clock::now();
  dns_->prefetch("slow.example", DnsType::kTxt);
  dns_->prefetch("not..a.name", DnsType::kTxt);
  dns_->prefetch("good.example", DnsType::kTxt);
  EXPECT_LT(steady_clock::now() - begin, kFarBelowSlow);
  while (server_.asked("good.example") == 0 && steady_clock::now() - begin < kEnough) {
    std::this_thread::yield();
  }
  EXPECT_EQ(txt("good.example").status, DnsStatus::kFound);
  EXPECT_EQ(server_.asked("good.example"), 1u);
}

TEST_F(UnboundResolverTest, NamesThatAreNoneAreNotAsked) {
  for (const std::string& name :
       {std::string(), std::string("a..example"), std::string(64, 'a') + ".example"}) {
    EXPECT_EQ(txt(name).status, DnsStatus::kNoName) << name;
    EXPECT_EQ(server_.asked(name), 0u);
  }
  // One label with a NUL in it, not the name before the NUL.
  EXPECT_EQ(txt(std::string("good.example\0.evil", 18)).status, DnsStatus::kFound);
  EXPECT_EQ(server_.asked("good.example"), 0u);
}

// More at once than may be under way: those are answered too, as "cannot say".
TEST_F(UnboundResolverTest, TooManyAtOnce) {
  for (std::size_t at = 0; at < limits::kMaxDnsInFlight + 10; ++at) {
    dns_->prefetch("silent" + std::to_string(at) + ".example", DnsType::kTxt);
  }
  const DnsAnswer answer = txt("good.example");
  EXPECT_EQ(answer.status, DnsStatus::kTemporary);
  EXPECT_EQ(answer.why, "too many look-ups under way");
}

TEST_F(UnboundResolverTest, ManyThreadsShareIt) {
  std::vector<std::thread> threads;
  std::atomic<int> found = 0, away = 0;
  for (int thread = 0; thread < 8; ++thread) {
    threads.emplace_back([&, thread] {
      for (int at = 0; at < 50; ++at) {
        const std::string name = "good.n" + std::to_string(at) + ".example";
        if (txt(name).found()) ++found;
      }
      const std::string silent = "silent" + std::to_string(thread) + ".example";
      if (txt(silent, kShort).unknown()) ++away;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(found, 8 * 50);
  EXPECT_EQ(away, 8);
}

// The forwarder answers for every sender: one sender's dead servers must not have it given up.
// After 17 s of nothing but silence libunbound by itself would not ask for another 12 s.
TEST_F(UnboundResolverTest, DeadNamesDoNotTakeTheOthersAlong) {
  const auto quiet = steady_clock::now() + seconds{17};
  for (int at = 0; steady_clock::now() < quiet; ++at) {
    EXPECT_TRUE(txt("silent" + std::to_string(at) + ".example", seconds{1}).unknown());
  }
  const auto end = steady_clock::now() + seconds{6};
  bool found = false;
  for (int at = 0; !found && steady_clock::now() < end; ++at) {
    found = txt("good.g" + std::to_string(at) + ".example", seconds{4}).found();
  }
  EXPECT_TRUE(found);
}

TEST(UnboundResolver, NobodyThere) {
  const SystemClock clock;
  auto dns = UnboundResolver::open({.forwarders = {"127.0.0.1@1"}, .trust_anchor = ""});
  ASSERT_TRUE(dns) << dns.error().what;
  EXPECT_EQ((*dns)->lookup("good.example", DnsType::kTxt, Deadline(clock, seconds{1})).status,
            DnsStatus::kTemporary);
}

TEST(UnboundResolver, TheHostsOwnServersWithoutForwarders) {
  const std::string path = ::testing::TempDir() + "/sekimori_resolv_conf";
  std::ofstream(path) << "search example\nnameserver 127.0.0.1\nnameserver ::1\n";
  EXPECT_TRUE(UnboundResolver::open({.forwarders = {}, .resolv_conf = path}));
}

TEST(UnboundResolver, WrongSettingsAreToldAtOnce) {
  const struct {
    DnsSettings settings;
    std::string what;
  } rows[] = {
      {{.forwarders = {"mail.example"}}, "DNS: not the address of a forwarder: mail.example"},
      {{.forwarders = {"127.0.0.1", ""}}, "DNS: not the address of a forwarder: "},
      {{.forwarders = {}, .resolv_conf = "/nonexistent/resolv.conf"},
       "DNS: no servers in /nonexistent/resolv.conf"},
  };
  for (const auto& row : rows) {
    const auto opened = UnboundResolver::open(row.settings);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().kind, Error::Kind::kPermanent);
    EXPECT_EQ(opened.error().what, row.what);
  }
}

TEST(UnboundResolver, ATrustAnchorThatCannotBeReadIsToldAtOnce) {
  const std::string path = ::testing::TempDir() + "/sekimori_anchor";
  std::ofstream(path) << "this is no key\n";
  EXPECT_FALSE(UnboundResolver::open({.forwarders = {"127.0.0.1"}, .trust_anchor = path}));
}

// With the root's key, and a forwarder that has no signatures at all.
TEST(UnboundResolver, AForwarderWithoutDnssecIsUsedWithoutIt) {
  const LyingServer server;
  const SystemClock clock;
  auto dns = UnboundResolver::open({.forwarders = {server.address()}});
  ASSERT_TRUE(dns) << dns.error().what;
  EXPECT_TRUE((*dns)->validates());
  const DnsAnswer answer = (*dns)->lookup("good.example", DnsType::kTxt, Deadline(clock, kEnough));
  EXPECT_EQ(answer.status, DnsStatus::kFound) << answer.why;
  EXPECT_FALSE(answer.secure);
  EXPECT_FALSE((*dns)->validates());
}

}  // namespace
}  // namespace milter::testing
