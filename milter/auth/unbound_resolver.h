// The DNS of a child process: asks through libunbound, remembers answers for their TTL, also that
// there was none. The only user of libunbound.
//
//   auto resolver = UnboundResolver::open({.forwarders = config.forwarders});
//   (*resolver)->prefetch("asagiri.example", DnsType::kTxt);        // at MAIL FROM
//   DnsAnswer answer = (*resolver)->lookup("asagiri.example", DnsType::kTxt, deadline);
//
// It forwards; without forwarders to those of /etc/resolv.conf, as every other program of the host
// does. It never walks from the root by itself: gateways often may not, and split views would be
// lost. Lookups are DNSSEC-validated with the root's key of dns-root-data; if the forwarder cannot
// carry that (it has no signatures of the root), this is found out at the first bogus answer and
// answers are then taken unvalidated: without it such a host would know of no mail anything.
//
// Thread-safe, one cache for all threads. Starts threads: open() after fork, once a process.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "milter/auth/resolver.h"
#include "milter/base/result.h"

namespace milter {

struct DnsSettings {
  std::vector<std::string> forwarders;           // "192.0.2.53", "192.0.2.53@5353", "2001:db8::53"
  std::string resolv_conf = "/etc/resolv.conf";  // read if there are no forwarders
  std::string trust_anchor = "/usr/share/dns/root.key";  // no such file: not validated
};

class UnboundResolver final : public Resolver {
 public:
  // kPermanent: the settings are wrong; kInternal: the library does not start.
  static Result<std::unique_ptr<UnboundResolver>> open(const DnsSettings& settings);
  ~UnboundResolver() override;

  // Waits for the answer until the deadline and no longer. An answer that comes later is not lost:
  // the next who asks finds it in the cache.
  DnsAnswer lookup(std::string_view name, DnsType type, const Deadline& deadline) override;
  void prefetch(std::string_view name, DnsType type) override;

  bool validates() const;  // for the log: false from the start, or since the first bogus answer

 private:
  class Context;
  explicit UnboundResolver(DnsSettings settings);
  bool stop_validating(const Deadline& deadline);

  DnsSettings settings_;
  std::unique_ptr<Context> validating_;  // null: no trust anchor
  std::unique_ptr<Context> plain_;       // null until needed
  std::atomic<Context*> current_ = nullptr;
  std::mutex switching_;
};

}  // namespace milter
