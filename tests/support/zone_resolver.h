// DNS for unit tests: a zone written as text, faults included, and a count of what was asked.
//
//   ZoneResolver dns(R"(
//     asagiri.example        TXT    v=spf1 ip4:192.0.2.1 -all
//     long.asagiri.example   TXT    "first string, " "second string"
//     asagiri.example        MX     10 mail.asagiri.example
//     mail.asagiri.example   A      192.0.2.1
//     www.asagiri.example    CNAME  mail.asagiri.example
//     away.example           TIMEOUT
//     half.example           TXT    SERVFAIL
//   )");
//   EXPECT_EQ(dns.lookups(), 1u);
//
// A line is `name TYPE value`, or `name FAULT` for every type of which the name has no record, or
// `name TYPE FAULT`; FAULT is TIMEOUT, SERVFAIL or BOGUS. `name SECURE` has answers validated. '#'
// begins a comment line. A line that cannot be read throws: the test is wrong. No time passes: a
// TIMEOUT is answered at once. CNAMEs are followed; a loop is kTemporary, as with a real resolver.
// One thread at a time.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "milter/auth/resolver.h"

namespace milter::testing {

class ZoneResolver final : public Resolver {
 public:
  using Question = std::pair<std::string, DnsType>;
  enum class Fault : std::uint8_t { kTimeout, kServfail, kBogus };

  explicit ZoneResolver(std::string_view zone = "");

  // For what a line cannot say: bytes of any kind. `record` as in DnsAnswer::records.
  void add(std::string_view name, DnsType type, std::string record);
  // Without a type: for each type of which the name has no record.
  void fault(std::string_view name, Fault fault, std::optional<DnsType> type = std::nullopt);
  void add_line(std::string_view line);

  DnsAnswer lookup(std::string_view name, DnsType type, const Deadline& deadline) override;
  void prefetch(std::string_view name, DnsType type) override;

  std::size_t lookups() const { return asked_.size(); }
  std::size_t lookups(std::string_view name, DnsType type) const;
  const std::vector<Question>& asked() const { return asked_; }            // in order
  const std::vector<Question>& prefetched() const { return prefetched_; }  // in order

 private:
  DnsAnswer answer(std::string name, DnsType type) const;
  std::optional<Fault> fault_at(const std::string& name, DnsType type) const;
  bool exists(const std::string& name) const;

  std::map<Question, std::vector<std::string>> records_;
  std::map<Question, Fault> faults_;
  std::map<std::string, Fault> names_away_;
  std::set<std::string> secure_;
  std::vector<Question> asked_;
  std::vector<Question> prefetched_;
};

}  // namespace milter::testing
