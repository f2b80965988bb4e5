// For dns_test.py: resolver_tool FORWARDER [TRUST_ANCHOR]. Reads lines "TYPE NAME MILLISECONDS",
// the type as a number, and prints one line of JSON for each; addresses are printed in base64url.
#include <iostream>
#include <string>

#include "milter/auth/unbound_resolver.h"
#include "milter/base/digest.h"
#include "milter/base/json.h"

namespace {

std::string_view status_word(milter::DnsStatus status) {
  switch (status) {
    case milter::DnsStatus::kFound:
      return "found";
    case milter::DnsStatus::kNoData:
      return "no data";
    case milter::DnsStatus::kNoName:
      return "no name";
    case milter::DnsStatus::kTemporary:
      return "temporary";
    case milter::DnsStatus::kBogus:
      return "bogus";
  }
  return "";
}

milter::Json as_json(const milter::DnsAnswer& answer, bool octets) {
  milter::Json records = milter::Json::array();
  for (const std::string& record : answer.records) {
    records.push(octets ? milter::base64url(record) : record);
  }
  milter::Json out = milter::Json::object();
  out.set("status", std::string(status_word(answer.status))).set("records", std::move(records));
  return out.set("secure", answer.secure).set("why", answer.why);
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 2) return 2;
  const milter::SystemClock clock;
  auto dns = milter::UnboundResolver::open(
      {.forwarders = {arguments[1]}, .trust_anchor = count > 2 ? arguments[2] : ""});
  if (!dns) {
    std::cerr << dns.error().what << "\n";
    return 1;
  }
  unsigned type = 0;
  std::string name;
  int milliseconds = 0;
  while (std::cin >> type >> name >> milliseconds) {
    const auto asked = static_cast<milter::DnsType>(type);
    const milter::DnsAnswer answer = (*dns)->lookup(
        name, asked, milter::Deadline(clock, std::chrono::milliseconds{milliseconds}));
    const bool octets = asked == milter::DnsType::kA || asked == milter::DnsType::kAaaa;
    std::cout << as_json(answer, octets).dump() << std::endl;
  }
}
