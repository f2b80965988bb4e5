// Client addresses and the networks of the configuration ("192.0.2.0/24", "2001:db8::/32", one
// address). IPv4-mapped IPv6 addresses are read as IPv4. Pure and thread-safe.
//
//   in_networks("192.0.2.7", parse_networks({"192.0.2.0/24"}).value())   ->  true
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "milter/base/result.h"

namespace milter {

struct Network {
  std::array<std::uint8_t, 16> address{};  // IPv4 as ::ffff:a.b.c.d
  int prefix = 128;                        // bits, of the 128
};
Result<Network> parse_network(std::string_view text);
bool in_networks(std::string_view address, const std::vector<Network>& networks);

// The network that a client shares with its provider's other hosts: "192.0.2.0/24",
// "2001:db8:1::/48"; "" for what is no address.
std::string provider_network(std::string_view address);

}  // namespace milter
