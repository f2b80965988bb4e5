#include "milter/auth/dns_wire.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace milter {
namespace {

using std::string_literals::operator""s;

TEST(DnsWire, Names) {
  const std::string label63(63, 'a');
  const std::string three = label63 + "." + label63 + "." + label63 + ".";
  const struct {
    std::string name;
    std::optional<std::string> text;
  } rows[] = {
      {"asagiri.example", "asagiri.example"},
      {"Asagiri.EXAMPLE.", "asagiri.example"},
      {"_dmarc.asagiri.example", "_dmarc.asagiri.example"},
      {"xn--wgv71a119e.example", "xn--wgv71a119e.example"},
      {"jp", "jp"},
      {label63 + ".example", label63 + ".example"},
      {three + std::string(61, 'b'), three + std::string(61, 'b')},
      // Not a domain name.
      {"", std::nullopt},
      {".", std::nullopt},
      {".example", std::nullopt},
      {"a..example", std::nullopt},
      {"example..", std::nullopt},
      {label63 + "a.example", std::nullopt},
      {three + std::string(62, 'b'), std::nullopt},
      // A C string would end at the NUL, a zone file's reader would eat the backslash.
      {"partner.example\0.evil.example"s, "partner.example\\000.evil.example"},
      {"partner\\.evil.example", "partner\\092.evil.example"},
      {"two words.example", "two\\032words.example"},
      {"\xE6\x97\xA5.example", "\\230\\151\\165.example"},
  };
  for (const auto& row : rows) EXPECT_EQ(presentation_name(row.name), row.text) << row.name;
}

TEST(DnsWire, Records) {
  const struct {
    DnsType type;
    std::string data;
    std::optional<std::string> record;
  } rows[] = {
      {DnsType::kA, "\xC0\0\2\1"s, "\xC0\0\2\1"s},
      {DnsType::kAaaa, std::string(16, '\1'), std::string(16, '\1')},
      {DnsType::kTxt, "\5hello"s, "hello"},
      {DnsType::kTxt,
       "\5v=spf\6"
       "1 -all"s,
       "v=spf1 -all"},
      {DnsType::kTxt, "\0"s, ""},
      {DnsType::kMx, "\0\x0A\4Mail\7example\0"s, "10 mail.example"},
      {DnsType::kMx, "\x01\x02\1a\0"s, "258 a"},
      {DnsType::kMx, "\0\0\0"s, "0 ."},  // RFC 7505
      {DnsType::kPtr, "\4host\7EXAMPLE\0"s, "host.example"},
      {DnsType::kCname, "\1a\0"s, "a"},
      {DnsType::kNs, "\2ns\7example\0"s, "ns.example"},
      // One label that wants to be two.
      {DnsType::kPtr, "\x0Cpartner.test\4evil\0"s, "partner\\046test.evil"},
      // Malformed.
      {DnsType::kA, "\1\2\3"s, std::nullopt},
      {DnsType::kA, std::string(16, '\1'), std::nullopt},
      {DnsType::kAaaa, "\1\2\3\4"s, std::nullopt},
      {DnsType::kTxt, "\6hello"s, std::nullopt},
      {DnsType::kMx, "\0\x0A"s, std::nullopt},
      {DnsType::kMx, "\0\x0A\4mail"s, std::nullopt},
      {DnsType::kPtr, ""s, std::nullopt},
      {DnsType::kPtr, "\1a\0b"s, std::nullopt},
      {DnsType::kPtr, "\xC0\x0C"s, std::nullopt},  // a compression pointer
      {DnsType::kPtr, std::string(256, '\1'), std::nullopt},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(record_from_wire(row.type, row.data), row.record)
        << static_cast<int>(row.type) << " " << ::testing::PrintToString(row.data);
  }
}

}  // namespace
}  // namespace milter
