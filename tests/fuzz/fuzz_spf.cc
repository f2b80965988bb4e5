// A record and a zone, both of a stranger's making, through check_spf(). The first two lines are
// MAIL FROM and HELO; the third is the record of example.org, and each further line one of the
// zone, as zone_resolver.h reads it. Holds that an answer comes, that a record outside the grammar
// is never a pass, and that no more is asked for than RFC 7208 4.6.4 allows.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <string>

#include "milter/auth/spf.h"
#include "milter/auth/spf_record.h"
#include "milter/base/limits.h"
#include "tests/support/zone_resolver.h"

namespace {

std::string take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  std::string line(text.substr(0, end));
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

// Terms, hosts of each mx, the first record, and the client's names, once.
constexpr std::size_t kMost = milter::limits::kMaxSpfLookups * (1 + milter::limits::kMaxSpfHosts) +
                              1 + 1 + milter::limits::kMaxSpfHosts;

void check(milter::testing::ZoneResolver dns, const milter::SpfQuery& query, bool wrong) {
  const milter::SystemClock clock;
  const milter::Deadline deadline(clock, std::chrono::seconds{20});
  const milter::SpfResult got = milter::check_spf(dns, query, deadline);
  if (dns.lookups() > kMost) std::abort();
  if (wrong && got.result == milter::AuthResult::kPass) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  const std::string local_part = take_line(rest);
  const std::string helo = take_line(rest);
  const std::string record = "v=spf1 " + take_line(rest);
  milter::testing::ZoneResolver dns;
  while (!rest.empty()) {
    const std::string line = take_line(rest);
    try {
      dns.add_line(line);
    } catch (const std::invalid_argument&) {  // no line of a zone
    }
  }
  dns.add("example.org", milter::DnsType::kTxt, record);
  const bool wrong = !milter::parse_spf_record(record);
  for (const char* client : {"192.0.2.1", "2001:db8::1"}) {
    check(dns, {client, helo, local_part + "@example.org"}, wrong);
  }
  return 0;
}
