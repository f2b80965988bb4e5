#include "milter/judge/domain_name.h"

#include <gtest/gtest.h>

namespace milter {
namespace {

TEST(ALabel, IsLowerCaseAscii) {
  const std::pair<const char*, const char*> rows[] = {
      {"asagiri.example", "asagiri.example"},
      {"Asagiri.EXAMPLE", "asagiri.example"},
      {"b\xC3\xBC"
       "cher.example",
       "xn--bcher-kva.example"},
      {"B\xC3\x9C"
       "CHER.example",
       "xn--bcher-kva.example"},
      {"xn--bcher-kva.example", "xn--bcher-kva.example"},
      {"[192.0.2.1]", "[192.0.2.1]"},
      {"", ""},
      {"\xFF.example", "\xFF.example"},  // no UTF-8: nothing the DNS could hold
  };
  for (const auto& [given, wanted] : rows) EXPECT_EQ(a_label(given), wanted);
}

TEST(OrganisationalDomain, GoesByThePublicSuffixList) {
  const std::pair<const char*, const char*> rows[] = {
      {"asagiri.co.jp", "asagiri.co.jp"},
      {"mail.asagiri.co.jp", "asagiri.co.jp"},
      {"a.b.c.asagiri.co.jp", "asagiri.co.jp"},
      {"co.jp", "co.jp"},
      {"jp", "jp"},
      {"mail.asagiri.example", "asagiri.example"},
      {"mail.b\xC3\xBC"
       "cher.jp",
       "xn--bcher-kva.jp"},
      {"mail.xn--bcher-kva.jp", "xn--bcher-kva.jp"},
      {"[192.0.2.1]", "[192.0.2.1]"},
      {"", ""},
  };
  for (const auto& [given, wanted] : rows) EXPECT_EQ(organisational_domain(given), wanted);
}

}  // namespace
}  // namespace milter
