// The DNS seam of authentication: one question, one typed answer, never later than its deadline.
//
//   DnsAnswer answer = resolver.lookup("asagiri.example", DnsType::kTxt, deadline);
//   if (answer.status == DnsStatus::kTemporary) return temp_error(answer.why);
//   for (const std::string& text : answer.records) ...
//
// unbound_resolver.h asks the network, tests/support/zone_resolver.h a zone written as text.
// Failure is an answer, so nothing here throws or returns an error. CNAMEs are followed: `records`
// are those of the type asked for. Each implementation says whether it is thread-safe.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "milter/base/clock.h"

namespace milter {

// The numbers are those of DNS (RFC 1035 3.2.2, RFC 3596).
enum class DnsType : std::uint16_t {
  kA = 1,
  kNs = 2,
  kCname = 5,
  kPtr = 12,
  kMx = 15,
  kTxt = 16,
  kAaaa = 28,
};

enum class DnsStatus : std::uint8_t {
  kFound,
  kNoData,     // the name is there, records of the type are not
  kNoName,     // NXDOMAIN
  kTemporary,  // SERVFAIL, deadline passed, network down, answer over a limit
  kBogus,      // DNSSEC says forged: RFC 7208, 6376 and 9989 have it treated as temporary
};

struct DnsAnswer {
  DnsStatus status = DnsStatus::kTemporary;
  // TXT: its strings joined. A, AAAA: 4 or 16 raw octets. MX: "preference host". PTR, CNAME, NS:
  // host. Hosts are lower case, without root dot; the root itself is ".". Empty unless kFound.
  std::vector<std::string> records;
  std::chrono::seconds ttl{};  // how long a yes or no may be kept (RFC 1035, 2308)
  bool secure = false;         // DNSSEC validated
  std::string why;             // of kTemporary and kBogus, for the log

  bool found() const { return status == DnsStatus::kFound; }
  // A void look-up of RFC 7208 4.6.4.
  bool is_void() const { return status == DnsStatus::kNoData || status == DnsStatus::kNoName; }
  // Neither yes nor no: what depends on it is a temperror.
  bool unknown() const { return status == DnsStatus::kTemporary || status == DnsStatus::kBogus; }
};

class Resolver {
 public:
  virtual ~Resolver() = default;
  // `name` may end in the root's dot and be in either case; one that is no domain name (a label
  // over 63 octets, an empty label, over 253 in all) is kNoName, without asking.
  virtual DnsAnswer lookup(std::string_view name, DnsType type, const Deadline& deadline) = 0;
  // Starts the look-up, so that the answer is in the cache later. Returns at once.
  virtual void prefetch(std::string_view name, DnsType type) = 0;
};

}  // namespace milter
