// For dkim_*_test.py: `dkim_tool ZONE` reads records "<piece> <length>\n<mail>" from standard
// input, gives the mail's body to a DkimVerifier in pieces of <piece> octets, and prints one line
// of JSON for each. ZONE is a file as ZoneResolver reads it.
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include "milter/auth/dkim.h"
#include "milter/base/json.h"
#include "milter/base/limits.h"
#include "milter/mail/raw_message.h"
#include "tests/support/zone_resolver.h"

namespace {

milter::Json report(const milter::DkimSignature& one) {
  milter::Json out = milter::Json::object();
  out.set("result", std::string(word(one.result))).set("domain", one.domain);
  out.set("selector", one.selector).set("algorithm", one.algorithm).set("why", one.why);
  out.set("partial_body", one.partial_body).set("from_unsigned", one.from_unsigned);
  out.set("weak_key", one.weak_key).set("expired", one.expired).set("testing", one.testing);
  return out.set("key_bits", static_cast<int>(one.key_bits));
}

milter::Json verify(const milter::RawMessage& mail, std::size_t piece, milter::Resolver& dns) {
  const milter::SystemClock clock;
  milter::DkimVerifier verifier(clock);
  for (const auto& field : mail.fields()) verifier.header(field.whole.of(mail.bytes()));
  verifier.end_of_header();
  std::string_view rest = mail.body();
  for (; !rest.empty(); rest.remove_prefix(std::min(piece, rest.size()))) {
    verifier.body(rest.substr(0, piece));
  }
  const milter::DkimResult result =
      verifier.finish(dns, milter::Deadline(clock, milter::limits::kMessageDeadline));
  milter::Json signatures = milter::Json::array();
  for (const auto& one : result.signatures) signatures.push(report(one));
  milter::Json out = milter::Json::object();
  out.set("result", std::string(word(result.result))).set("signatures", signatures);
  out.set("unchecked", static_cast<int>(result.unchecked));
  return out.set("duplicate_from", result.duplicate_from);
}

}  // namespace

int main(int, char** argv) {
  std::ifstream file(argv[1]);
  const std::string zone{std::istreambuf_iterator<char>(file), {}};
  milter::testing::ZoneResolver dns(zone);
  std::size_t piece = 0, length = 0;
  while (std::cin >> piece >> length && std::cin.get() == '\n') {
    std::string mail(length, '\0');
    std::cin.read(mail.data(), static_cast<std::streamsize>(length));
    std::cout << verify(milter::RawMessage::parse(std::move(mail)), piece, dns).dump() << std::endl;
  }
}
