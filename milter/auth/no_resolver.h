// DNS where there is none: every question is a temporary failure, so that what depends on it says
// "could not look".
//
//   NoResolver resolver("no servers in /etc/resolv.conf");
//
// Thread-safe.
#pragma once

#include <string>
#include <utility>

#include "milter/auth/resolver.h"

namespace milter {

class NoResolver final : public Resolver {
 public:
  explicit NoResolver(std::string why) : why_(std::move(why)) {}
  DnsAnswer lookup(std::string_view, DnsType, const Deadline&) override {
    DnsAnswer answer;
    answer.why = why_;
    return answer;
  }
  void prefetch(std::string_view, DnsType) override {}

 private:
  const std::string why_;
};

}  // namespace milter
