// A dot inside a label would make one label look like two ("bank.example" in front of
// ".evil.example"), so it is escaped like every octet that is no printable ASCII. Tested by
// dns_wire_test.cc.
#include "milter/auth/dns_wire.h"

#include <array>
#include <cstdint>
#include <utility>

#include "milter/base/limits.h"
#include "milter/base/text.h"

namespace milter {
namespace {

constexpr std::size_t kMaxLabel = 63;      // RFC 1035 2.3.4
constexpr std::size_t kMaxNameText = 253;  // 255 octets on the wire, without root and first length
constexpr std::size_t kMaxNameOnWire = 255;
constexpr std::size_t kWhyLength = 200;

unsigned octet(char c) { return static_cast<unsigned char>(c); }

void append_escaped(std::string& out, char c) {
  const unsigned value = octet(c);
  if (value > ' ' && value < 0x7f && c != '\\' && c != '.' && c != '"') {
    out += ascii_lower(c);
    return;
  }
  out += '\\';
  for (const unsigned unit : {100U, 10U, 1U}) out += static_cast<char>('0' + value / unit % 10);
}

// The name at the beginning of `data`, which must end there. The root is ".".
std::optional<std::string> name_from_wire(std::string_view data) {
  if (data.size() > kMaxNameOnWire) return std::nullopt;
  std::string text;
  while (!data.empty()) {
    const std::size_t length = octet(data.front());
    data.remove_prefix(1);
    if (length == 0) {
      if (!data.empty()) return std::nullopt;
      return text.empty() ? "." : text;
    }
    if (length > kMaxLabel || length > data.size()) return std::nullopt;
    if (!text.empty()) text += '.';
    for (const char c : data.substr(0, length)) append_escaped(text, c);
    data.remove_prefix(length);
  }
  return std::nullopt;
}

std::optional<std::string> mx_from_wire(std::string_view data) {
  if (data.size() < 3) return std::nullopt;
  const auto host = name_from_wire(data.substr(2));
  if (!host) return std::nullopt;
  return std::to_string(octet(data[0]) * 256 + octet(data[1])) + " " + *host;
}

// RFC 7208 3.3, RFC 6376 3.6.2.2, RFC 9989: without a space between the strings.
std::optional<std::string> txt_from_wire(std::string_view data) {
  std::string joined;
  while (!data.empty()) {
    const std::size_t length = octet(data.front());
    data.remove_prefix(1);
    if (length > data.size()) return std::nullopt;
    joined += data.substr(0, length);
    data.remove_prefix(length);
  }
  return joined;
}

std::optional<std::string> exactly(std::string_view data, std::size_t size) {
  if (data.size() != size) return std::nullopt;
  return std::string(data);
}

}  // namespace

std::optional<std::string> presentation_name(std::string_view name) {
  if (name.ends_with('.')) name.remove_suffix(1);
  if (name.empty() || name.size() > kMaxNameText) return std::nullopt;
  std::string text;
  for (const std::string_view label : split(name, '.')) {
    if (label.empty() || label.size() > kMaxLabel) return std::nullopt;
    if (!text.empty()) text += '.';
    for (const char c : label) append_escaped(text, c);
  }
  return text;
}

std::optional<std::string> record_from_wire(DnsType type, std::string_view data) {
  switch (type) {
    case DnsType::kA:
      return exactly(data, 4);
    case DnsType::kAaaa:
      return exactly(data, 16);
    case DnsType::kTxt:
      return txt_from_wire(data);
    case DnsType::kMx:
      return mx_from_wire(data);
    case DnsType::kNs:
    case DnsType::kCname:
    case DnsType::kPtr:
      return name_from_wire(data);
  }
  return std::nullopt;
}

DnsAnswer answer_from_wire(DnsType type, const std::vector<std::string_view>& records) {
  DnsAnswer answer;
  answer.status = DnsStatus::kFound;
  std::size_t total = 0;
  for (const std::string_view data : records) {
    total += data.size();
    if (data.size() > limits::kMaxDnsRecordBytes || total > limits::kMaxDnsAnswerBytes) {
      return without_records(DnsStatus::kTemporary, "the answer is too long");
    }
    auto record = record_from_wire(type, data);
    if (!record) return without_records(DnsStatus::kTemporary, "the answer is malformed");
    answer.records.push_back(std::move(*record));
  }
  return answer;
}

DnsAnswer without_records(DnsStatus status, std::string_view why) {
  DnsAnswer answer;
  answer.status = status;
  answer.why = printable(clip(why, kWhyLength));
  return answer;
}

}  // namespace milter
