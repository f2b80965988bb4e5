// Tested by spf_client_test.cc.
#include "milter/auth/spf_client.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

#include "milter/base/limits.h"
#include "milter/base/text.h"

namespace milter {
namespace {

constexpr std::string_view kMapped("\0\0\0\0\0\0\0\0\0\0\xFF\xFF", 12);  // RFC 4291 2.5.5.2
constexpr std::string_view kLoopback6("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1", 16);

std::string reverse_name(const SpfClient& client) {
  std::vector<std::string> parts;
  const std::string dotted = client.dotted();
  for (const std::string_view part : split(dotted, '.')) parts.emplace_back(part);
  std::reverse(parts.begin(), parts.end());
  std::string name;
  for (const std::string& part : parts) name += part + ".";
  return name + std::string(client.arpa()) + ".arpa";
}

}  // namespace

bool SpfClient::is_loopback() const {
  return is_ipv4() ? octets.front() == 127 : octets == kLoopback6;
}

bool SpfClient::in_network(std::string_view network, unsigned prefix) const {
  if (network.size() != octets.size()) return false;
  for (unsigned bit = 0; bit < prefix; ++bit) {
    const auto differ = static_cast<unsigned char>(octets[bit / 8] ^ network[bit / 8]);
    if ((differ >> (7 - bit % 8) & 1U) != 0) return false;
  }
  return true;
}

std::string SpfClient::text() const {
  std::array<char, INET6_ADDRSTRLEN> text{};
  inet_ntop(is_ipv4() ? AF_INET : AF_INET6, octets.data(), text.data(), text.size());
  return text.data();
}

std::string SpfClient::dotted() const {
  if (is_ipv4()) return text();
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string dotted;
  for (const char c : octets) {
    const auto octet = static_cast<unsigned char>(c);
    dotted.append({kHex[octet >> 4U], '.', kHex[octet & 0xFU], '.'});
  }
  dotted.pop_back();
  return dotted;
}

std::string_view SpfClient::arpa() const { return is_ipv4() ? "in-addr" : "ip6"; }

std::optional<SpfClient> read_spf_client(std::string_view text) {
  constexpr std::string_view kTag = "IPv6:";  // RFC 5321 4.1.3, as Sendmail's macros write it
  if (istarts_with(text, kTag)) text.remove_prefix(kTag.size());
  const std::string copy(text);
  SpfClient client{std::string(4, '\0')};
  if (inet_pton(AF_INET, copy.c_str(), client.octets.data()) == 1) return client;
  client.octets.resize(16);
  if (inet_pton(AF_INET6, copy.c_str(), client.octets.data()) != 1) return std::nullopt;
  if (client.octets.starts_with(kMapped)) client.octets.erase(0, kMapped.size());
  return client;
}

std::vector<std::string> validated_names(Resolver& resolver, const SpfClient& client,
                                         const Deadline& deadline) {
  DnsAnswer names = resolver.lookup(reverse_name(client), DnsType::kPtr, deadline);
  if (names.records.size() > limits::kMaxSpfHosts) names.records.resize(limits::kMaxSpfHosts);
  std::vector<std::string> validated;
  for (std::string& name : names.records) {
    const DnsAnswer addresses = resolver.lookup(name, client.address_type(), deadline);
    const auto& all = addresses.records;
    if (std::find(all.begin(), all.end(), client.octets) != all.end()) {
      validated.push_back(std::move(name));
    }
  }
  return validated;
}

bool is_under(std::string_view name, std::string_view domain) {
  if (name.size() < domain.size()) return false;
  const std::size_t at = name.size() - domain.size();
  return iequals(name.substr(at), domain) && (at == 0 || name[at - 1] == '.');
}

}  // namespace milter
