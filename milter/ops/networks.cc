// Everything is compared as 128 bits. An IPv4 client is matched by IPv4 networks only: "::/0" means
// "all of IPv6" to the person who wrote it. Tested by networks_test.cc.
#include "milter/ops/networks.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <optional>

#include "milter/base/text.h"
#include "milter/ops/syntax.h"

namespace milter {
namespace {

using Address = std::array<std::uint8_t, 16>;
constexpr int kMappedBits = 96;  // ::ffff:0:0/96, RFC 4291 2.5.5.2

bool is_mapped(const Address& address) {
  constexpr Address kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
  return std::equal(address.begin(), address.begin() + kMappedBits / 8, kMapped.begin());
}

std::optional<Address> read_ip(std::string_view text) {
  constexpr std::string_view kTag = "IPv6:";  // RFC 5321 4.1.3, as Sendmail's macros write it
  if (istarts_with(text, kTag)) text.remove_prefix(kTag.size());
  const std::string copy(text);
  Address address{};
  if (inet_pton(AF_INET6, copy.c_str(), address.data()) == 1) return address;
  address[10] = address[11] = 0xFF;
  if (inet_pton(AF_INET, copy.c_str(), address.data() + 12) == 1) return address;
  return std::nullopt;
}

bool same_prefix(const Address& a, const Address& b, int bits) {
  const auto whole = static_cast<std::size_t>(bits / 8);
  if (std::memcmp(a.data(), b.data(), whole) != 0) return false;
  if (bits % 8 == 0) return true;
  const int mask = 0xFF << (8 - bits % 8) & 0xFF;
  return (a[whole] & mask) == (b[whole] & mask);
}

std::optional<int> read_bits(std::string_view text, int most) {
  int bits = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), bits);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  if (!whole || bits < 0 || bits > most) return std::nullopt;
  return bits;
}

bool has_host_bits(const Network& network) {
  Address cleared = network.address;
  for (int bit = network.prefix; bit < 128; ++bit) {
    cleared[static_cast<std::size_t>(bit / 8)] &= static_cast<std::uint8_t>(~(0x80 >> bit % 8));
  }
  return cleared != network.address;
}

tl::unexpected<Error> refuse(std::string_view text, const std::string& why) {
  return fail(Error::Kind::kMalformed, in_quotes(text) + " is not a network: " + why);
}

}  // namespace

Result<Network> parse_network(std::string_view text) {
  const std::size_t slash = text.find('/');
  const std::string_view written = text.substr(0, slash);
  const std::optional<Address> address = read_ip(written);
  if (!address) return refuse(text, "expected an IP address, or one with /bits");
  Network network{*address, 128};
  if (slash == std::string_view::npos) return network;
  const bool dotted = written.find(':') == std::string_view::npos;
  const std::optional<int> bits = read_bits(text.substr(slash + 1), dotted ? 32 : 128);
  if (!bits) return refuse(text, dotted ? "bits are 0 to 32" : "bits are 0 to 128");
  network.prefix = *bits + (dotted ? kMappedBits : 0);
  if (has_host_bits(network)) return refuse(text, "the address has bits beyond the prefix");
  return network;
}

bool in_networks(std::string_view address, const std::vector<Network>& networks) {
  const std::optional<Address> ip = read_ip(address);
  if (!ip) return false;
  const int least = is_mapped(*ip) ? kMappedBits : 0;
  return std::any_of(networks.begin(), networks.end(), [&](const Network& network) {
    return network.prefix >= least && same_prefix(*ip, network.address, network.prefix);
  });
}

std::string provider_network(std::string_view address) {
  std::optional<Address> ip = read_ip(address);
  if (!ip) return "";
  const bool mapped = is_mapped(*ip);
  std::fill(ip->begin() + (mapped ? 15 : 6), ip->end(), std::uint8_t{0});
  std::array<char, INET6_ADDRSTRLEN> text{};
  inet_ntop(mapped ? AF_INET : AF_INET6, ip->data() + (mapped ? 12 : 0), text.data(), text.size());
  return std::string(text.data()) + (mapped ? "/24" : "/48");
}

}  // namespace milter
