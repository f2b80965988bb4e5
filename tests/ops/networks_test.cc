#include "milter/ops/networks.h"

#include <gtest/gtest.h>

namespace milter {
namespace {

struct Row {
  std::string network, address;
  bool inside;
};

TEST(Networks, HoldsWhatThePrefixSays) {
  const Row kRows[] = {
      {"192.0.2.0/24", "192.0.2.7", true},
      {"192.0.2.0/24", "192.0.2.255", true},
      {"192.0.2.0/24", "192.0.3.0", false},
      {"192.0.2.0/25", "192.0.2.127", true},
      {"192.0.2.0/25", "192.0.2.128", false},
      {"192.0.2.4/30", "192.0.2.7", true},
      {"192.0.2.4/30", "192.0.2.8", false},
      {"192.0.2.7", "192.0.2.7", true},
      {"192.0.2.7", "192.0.2.6", false},
      {"192.0.2.7/32", "192.0.2.7", true},
      {"0.0.0.0/0", "203.0.113.9", true},
      {"0.0.0.0/0", "2001:db8::1", false},
      {"192.0.2.0/24", "::ffff:192.0.2.7", true},  // RFC 4291 2.5.5.2
      {"::ffff:192.0.2.0/120", "192.0.2.7", true},
      {"192.0.2.0/24", "::192.0.2.7", false},  // the deprecated form is another address
      {"2001:db8::/32", "2001:db8:ffff::1", true},
      {"2001:db8::/32", "2001:db9::1", false},
      {"2001:db8::/33", "2001:db8:8000::1", false},
      {"2001:DB8::/32", "2001:0db8:0:0:0:0:0:1", true},
      {"2001:db8::1", "2001:db8::1", true},
      {"2001:db8::/32", "IPv6:2001:db8::1", true},  // RFC 5321 4.1.3
      {"::/0", "2001:db8::1", true},
      {"::/0", "192.0.2.7", false},
      {"192.0.2.0/24", "", false},
      {"0.0.0.0/0", "unknown", false},
      {"0.0.0.0/0", "192.0.2.7 ", false},
      {"0.0.0.0/0", "localhost", false},
  };
  for (const Row& row : kRows) {
    const Result<Network> network = parse_network(row.network);
    ASSERT_TRUE(network) << network.error().what;
    EXPECT_EQ(in_networks(row.address, {*network}), row.inside)
        << row.address << " in " << row.network;
  }
}

TEST(Networks, OneOfManyIsEnough) {
  const std::vector<Network> networks = {*parse_network("192.0.2.0/24"),
                                         *parse_network("2001:db8::/32")};
  EXPECT_TRUE(in_networks("192.0.2.1", networks));
  EXPECT_TRUE(in_networks("2001:db8::1", networks));
  EXPECT_FALSE(in_networks("198.51.100.1", networks));
  EXPECT_FALSE(in_networks("192.0.2.1", {}));
}

TEST(Networks, RefusesWhatIsNotOne) {
  const std::string kRows[] = {
      "",
      "/24",
      "192.0.2.0/",
      "192.0.2.0/33",
      "192.0.2.0/-1",
      "192.0.2.0/+8",
      "192.0.2.0/2 4",
      "192.0.2.0/24/24",
      "192.0.2",
      "192.0.2.256",
      "192.0.2.0/255.255.255.0",
      "2001:db8::/129",
      "2001:db8::/x",
      "mx.asagiri.example",
      "192.0.2.7/24",
      "2001:db8::1/32",
      "fe80::1%eth0",
  };
  for (const std::string& row : kRows) {
    const Result<Network> network = parse_network(row);
    ASSERT_FALSE(network) << row;
    EXPECT_EQ(network.error().kind, Error::Kind::kMalformed);
  }
}

TEST(Networks, OfAProviderAreSharedByItsHosts) {
  const std::pair<const char*, const char*> kRows[] = {
      {"192.0.2.7", "192.0.2.0/24"},
      {"192.0.2.255", "192.0.2.0/24"},
      {"192.0.3.7", "192.0.3.0/24"},
      {"::ffff:192.0.2.7", "192.0.2.0/24"},
      {"2001:db8:1:2::7", "2001:db8:1::/48"},
      {"IPv6:2001:db8:1:ffff::", "2001:db8:1::/48"},
      {"", ""},
      {"unknown", ""},
      {"192.0.2.0/24", ""},
  };
  for (const auto& [address, network] : kRows) EXPECT_EQ(provider_network(address), network);
}

}  // namespace
}  // namespace milter
