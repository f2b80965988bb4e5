// A mail and a key record of any content: verification never crashes, does not depend on the pieces
// in which the body comes, reports each signature once and only domains as domains. Input: one
// octet for the size of pieces, the key record up to the first line end, the mail.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "milter/auth/dkim.h"
#include "milter/auth/dkim_signature.h"
#include "milter/base/limits.h"
#include "milter/mail/raw_message.h"

namespace {

// Answers every question with one record, and thinks of temporary failure if it is empty.
class OneRecord final : public milter::Resolver {
 public:
  explicit OneRecord(std::string_view record) : record_(record) {}
  milter::DnsAnswer lookup(std::string_view, milter::DnsType, const milter::Deadline&) override {
    milter::DnsAnswer answer;
    if (record_.empty()) return answer;
    answer.status = milter::DnsStatus::kFound;
    answer.records = {record_};
    return answer;
  }
  void prefetch(std::string_view, milter::DnsType) override {}

 private:
  const std::string record_;
};

milter::DkimResult verify(const milter::RawMessage& mail, std::size_t piece,
                          milter::Resolver& dns) {
  static const milter::SystemClock kClock;
  milter::DkimVerifier verifier(kClock);
  for (const auto& field : mail.fields()) verifier.header(field.whole.of(mail.bytes()));
  verifier.end_of_header();
  std::string_view rest = mail.body();
  while (!rest.empty()) {
    verifier.body(rest.substr(0, piece));
    rest.remove_prefix(std::min(piece, rest.size()));
  }
  return verifier.finish(dns, milter::Deadline(kClock, milter::limits::kMessageDeadline));
}

bool same(const milter::DkimSignature& a, const milter::DkimSignature& b) {
  return a.result == b.result && a.why == b.why && a.partial_body == b.partial_body;
}

void check(const milter::DkimResult& whole, const milter::DkimResult& pieces) {
  if (whole.signatures.size() != pieces.signatures.size()) std::abort();
  if (whole.signatures.size() > milter::kMaxDkimSignatures) std::abort();
  for (std::size_t i = 0; i < whole.signatures.size(); ++i) {
    const milter::DkimSignature& one = whole.signatures[i];
    if (!same(one, pieces.signatures[i])) std::abort();
    if (one.result == milter::AuthResult::kNone) std::abort();
    if ((one.result == milter::AuthResult::kPass) != one.why.empty()) std::abort();
    if (one.domain.find_first_of(" \"@/;\r\n") != std::string::npos) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const auto end = input.find('\n');
  if (end == std::string_view::npos || end == 0) return 0;
  OneRecord dns(input.substr(1, end - 1));
  const auto mail = milter::RawMessage::parse(std::string(input.substr(end + 1)));
  const std::size_t piece = 1 + static_cast<unsigned char>(input[0]) % 32;
  check(verify(mail, mail.body().size() + 1, dns), verify(mail, piece, dns));
  return 0;
}
