// The SMTP client's address as SPF sees it.
//
//   read_spf_client("::ffff:192.0.2.1")->octets  ->  4 octets: RFC 7208 5 has it be IPv4
//
// Thread-safe; validated_names() asks the Resolver.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "milter/auth/resolver.h"

namespace milter {

struct SpfClient {
  std::string octets;  // 4 or 16

  bool is_ipv4() const { return octets.size() == 4; }
  bool is_loopback() const;
  bool in_network(std::string_view network, unsigned prefix) const;  // false: another family
  DnsType address_type() const { return is_ipv4() ? DnsType::kA : DnsType::kAaaa; }

  std::string text() const;       // macro c: "192.0.2.1", "2001:db8::1"
  std::string dotted() const;     // macro i: "192.0.2.1", "2.0.0.1.0.d.b.8. ..."
  std::string_view arpa() const;  // macro v: "in-addr", "ip6"
};

// "192.0.2.1", "2001:db8::1", "IPv6:2001:db8::1"; nullopt for anything else.
std::optional<SpfClient> read_spf_client(std::string_view text);

// Names of the client's reverse DNS whose own address is the client's (RFC 7208 5.5), of the first
// ten. A failure of DNS means one name less.
std::vector<std::string> validated_names(Resolver& resolver, const SpfClient& client,
                                         const Deadline& deadline);

// "mail.asagiri.example" is under "asagiri.example", and so is "asagiri.example" itself.
bool is_under(std::string_view name, std::string_view domain);

}  // namespace milter
