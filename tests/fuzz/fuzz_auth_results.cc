// Authentication-Results of any bytes, alone and in a header. What must hold is checked: nothing
// read has a control character, our own field is readable whatever its values are and says no more
// than we said, and a field that bears our id is found.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "milter/auth/auth_results.h"
#include "milter/auth/auth_results_field.h"

namespace {

constexpr std::string_view kId = "mx.asagiri.example";

void require(bool holds) {
  if (!holds) std::abort();
}

void read(std::string_view input) {
  const auto field = milter::read_auth_results(input);
  if (!field) return;
  for (const milter::MethodResult& one : field->results) {
    require(!one.method.empty() && !one.result.empty());
    for (const auto& [name, value] : one.properties) {
      require(!name.empty());
      require(std::none_of(value.begin(), value.end(),
                           [](char c) { return c != '\t' && c >= 0 && c < ' '; }));
    }
  }
}

void header(std::string_view input) {
  const milter::RawMessage mail =
      milter::RawMessage::parse("Authentication-Results: " + std::string(input) + "\r\n\r\n");
  const auto same = [](std::string_view domain) { return std::string(domain); };
  const auto trusted =
      milter::read_trusted_results(mail, {std::string(kId), "mx.microsoft.com"}, same);
  if (trusted) require(trusted->looked && !trusted->by.empty());
  std::size_t last = mail.fields().size() + 1;
  for (const std::size_t occurrence : milter::forged_auth_results(mail, kId)) {
    require(occurrence > 0 && occurrence < last);
    last = occurrence;
  }
  const auto field = milter::read_auth_results(mail.value(mail.fields().front()));
  if (field && field->id == kId) require(last == 1);
}

void write(std::string_view input) {
  milter::Authentication all;
  all.looked = true;
  all.spf = {milter::AuthResult::kFail, std::string(input), std::string(input), false};
  milter::DkimSignature signature;
  signature.domain = signature.selector = signature.algorithm = signature.why = input;
  all.dkim.signatures = {signature};
  all.dmarc.author_domain = all.dmarc.why = input;
  const std::string value = milter::auth_results_value(all, kId);
  for (std::size_t at = value.find('\n'); at != value.npos; at = value.find('\n', at + 1)) {
    require(value[at + 1] == ' ');  // a fold, never a new field
  }
  const auto field = milter::read_auth_results(value);
  require(field && field->id == kId && field->results.size() == 3);
  require(field->results[2].method == "dmarc" && field->results[2].result == "none");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  read(input);
  header(input);
  write(input);
  return 0;
}
