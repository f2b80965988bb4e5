#include "milter/auth/spf_client.h"

#include <gtest/gtest.h>

#include "milter/base/limits.h"
#include "tests/support/zone_resolver.h"

namespace milter {
namespace {

using testing::ZoneResolver;

TEST(SpfClient, ReadsAddresses) {
  const std::pair<std::string, std::string> kRows[] = {
      {"192.0.2.1", "192.0.2.1"},
      {"2001:DB8::1", "2001:db8::1"},
      {"IPv6:2001:db8::1", "2001:db8::1"},
      {"::ffff:192.0.2.1", "192.0.2.1"},
      {"IPv6:::FFFF:192.0.2.1", "192.0.2.1"},
      {"::192.0.2.1", "::192.0.2.1"},
  };
  for (const auto& [text, expected] : kRows) {
    const auto client = read_spf_client(text);
    ASSERT_TRUE(client) << text;
    EXPECT_EQ(client->text(), expected);
  }
  for (const char* text : {"", "unknown", "192.0.2", "192.0.2.1 ", "[192.0.2.1]", "2001:db8:::1"}) {
    EXPECT_FALSE(read_spf_client(text)) << text;
  }
}

TEST(SpfClient, WritesMacros) {
  const auto ipv4 = read_spf_client("192.0.2.1");
  EXPECT_EQ(ipv4->dotted(), "192.0.2.1");
  EXPECT_EQ(ipv4->arpa(), "in-addr");
  const auto ipv6 = read_spf_client("2001:db8::cb01");  // RFC 7208 7.4
  EXPECT_EQ(ipv6->dotted(), "2.0.0.1.0.d.b.8.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.c.b.0.1");
  EXPECT_EQ(ipv6->arpa(), "ip6");
}

TEST(SpfClient, IsInANetworkOfItsFamily) {
  struct Row {
    std::string client, network;
    unsigned prefix;
    bool inside;
  };
  const Row kRows[] = {
      {"192.0.2.1", "192.0.2.1", 32, true},
      {"192.0.2.2", "192.0.2.1", 32, false},
      {"192.0.2.127", "192.0.2.0", 25, true},
      {"192.0.2.128", "192.0.2.0", 25, false},
      {"203.0.113.9", "192.0.2.0", 0, true},
      {"203.0.113.9", "2001:db8::", 0, false},
      {"2001:db8::1", "192.0.2.0", 0, false},
      {"2001:db8:8000::1", "2001:db8:8000::", 33, true},
      {"2001:db8::1", "2001:db8:8000::", 33, false},
      {"2001:db8::1", "::", 0, true},
  };
  for (const Row& row : kRows) {
    EXPECT_EQ(
        read_spf_client(row.client)->in_network(read_spf_client(row.network)->octets, row.prefix),
        row.inside)
        << row.client << " " << row.network << "/" << row.prefix;
  }
}

TEST(SpfClient, KnowsLoopback) {
  for (const char* text : {"127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"}) {
    EXPECT_TRUE(read_spf_client(text)->is_loopback()) << text;
  }
  for (const char* text : {"126.0.0.1", "128.0.0.1", "::2", "2001:db8::1"}) {
    EXPECT_FALSE(read_spf_client(text)->is_loopback()) << text;
  }
}

TEST(SpfClient, NamesAreValidatedBothWays) {
  ZoneResolver dns(R"(
    1.2.0.192.in-addr.arpa PTR lies.example
    1.2.0.192.in-addr.arpa PTR away.example
    1.2.0.192.in-addr.arpa PTR mail.asagiri.example
    lies.example           A   203.0.113.9
    away.example           A   TIMEOUT
    mail.asagiri.example   A   198.51.100.7
    mail.asagiri.example   A   192.0.2.1
    2.2.0.192.in-addr.arpa PTR SERVFAIL
  )");
  const SystemClock clock;
  const Deadline deadline(clock, std::chrono::seconds{5});
  EXPECT_EQ(validated_names(dns, *read_spf_client("192.0.2.1"), deadline),
            std::vector<std::string>{"mail.asagiri.example"});
  EXPECT_TRUE(validated_names(dns, *read_spf_client("192.0.2.2"), deadline).empty());
  EXPECT_TRUE(validated_names(dns, *read_spf_client("192.0.2.3"), deadline).empty());
}

TEST(SpfClient, OnlyTheFirstNamesAreLookedAt) {
  ZoneResolver dns;
  for (std::size_t i = 0; i < limits::kMaxSpfHosts; ++i) {
    dns.add("1.2.0.192.in-addr.arpa", DnsType::kPtr, "h" + std::to_string(i) + ".example");
  }
  dns.add_line("1.2.0.192.in-addr.arpa PTR last.example");
  dns.add_line("last.example A 192.0.2.1");
  const SystemClock clock;
  const Deadline deadline(clock, std::chrono::seconds{5});
  EXPECT_TRUE(validated_names(dns, *read_spf_client("192.0.2.1"), deadline).empty());
  EXPECT_EQ(dns.lookups(), limits::kMaxSpfHosts + 1);
}

TEST(SpfClient, UnderMeansWholeLabels) {
  EXPECT_TRUE(is_under("asagiri.example", "asagiri.example"));
  EXPECT_TRUE(is_under("mail.asagiri.example", "Asagiri.Example"));
  EXPECT_FALSE(is_under("notasagiri.example", "asagiri.example"));
  EXPECT_FALSE(is_under("example", "asagiri.example"));
  EXPECT_FALSE(is_under("asagiri.example.evil.test", "asagiri.example"));
}

}  // namespace
}  // namespace milter
