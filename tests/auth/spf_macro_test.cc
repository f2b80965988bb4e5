// Expectations from RFC 7208 7.4, whose examples stand first.
#include "milter/auth/spf_macro.h"

#include <gtest/gtest.h>

#include "milter/base/limits.h"

namespace milter {
namespace {

std::string value_of(char letter) {
  switch (letter) {
    case 's':
      return "strong-bad@email.example.com";
    case 'l':
      return "strong-bad";
    case 'o':
    case 'd':
      return "email.example.com";
    case 'i':
      return "192.0.2.3";
    case 'v':
      return "in-addr";
    case 'h':
      return "JUMPIN' JUPITER";
    default:
      return "unknown";
  }
}

std::string expanded(const std::string& text) {
  const Result<MacroString> pieces = parse_macro_string(text);
  return pieces ? expand(*pieces, value_of) : "error: " + pieces.error().what;
}

TEST(SpfMacro, ExpandsAsTheRfcShows) {
  const std::pair<std::string, std::string> kRows[] = {
      {"%{s}", "strong-bad@email.example.com"},
      {"%{o}", "email.example.com"},
      {"%{d}", "email.example.com"},
      {"%{d4}", "email.example.com"},
      {"%{d3}", "email.example.com"},
      {"%{d2}", "example.com"},
      {"%{d1}", "com"},
      {"%{dr}", "com.example.email"},
      {"%{d2r}", "example.email"},
      {"%{l}", "strong-bad"},
      {"%{l-}", "strong.bad"},
      {"%{lr}", "strong-bad"},
      {"%{lr-}", "bad.strong"},
      {"%{l1r-}", "strong"},
      {"%{ir}.%{v}._spf.%{d2}", "3.2.0.192.in-addr._spf.example.com"},
      {"%{lr-}.lp._spf.%{d2}", "bad.strong.lp._spf.example.com"},
      {"%{ir}.%{v}.%{l1r-}.lp._spf.%{d2}", "3.2.0.192.in-addr.strong.lp._spf.example.com"},
      {"%{d2}.trusted-domains.example.net", "example.com.trusted-domains.example.net"},
      {"%%%_%-", "% %20"},
      {"", ""},
      {"plain", "plain"},
      {"%{H}", "JUMPIN%27%20JUPITER"},
      {"%{S}", "strong-bad%40email.example.com"},
      {"%{l.-+,/_=}", "strong.bad"},
      {"%{d99999999999999999999}", "email.example.com"},
      {"%{D1R}", "email"},
  };
  for (const auto& [text, expected] : kRows) EXPECT_EQ(expanded(text), expected) << text;
}

TEST(SpfMacro, RefusesWhatIsNoMacro) {
  for (const char* text : {"%", "a%", "%a", "%{", "%{d", "%{}", "%{ d}", "%{q}", "%{d0}", "%{d00}",
                           "%{drr}", "%{d2 }", "%{d;}", "%{dd}", "%(d)", "%{d}%", "%{é}", "100%"}) {
    EXPECT_FALSE(parse_macro_string(text)) << text;
  }
}

TEST(SpfMacro, KeepsTheRightEndOfALongExpansion) {
  const auto pieces = parse_macro_string(std::string(limits::kMaxSpfExpansion, 'x') + ".%{d}");
  ASSERT_TRUE(pieces);
  const std::string text = expand(*pieces, value_of);
  EXPECT_EQ(text.size(), limits::kMaxSpfExpansion);
  EXPECT_TRUE(text.ends_with("x.email.example.com"));
}

TEST(SpfMacro, CutsALongNameAtALabel) {  // RFC 7208 7.3
  const std::string label(50, 'a');
  const std::string five = label + "." + label + "." + label + "." + label + "." + label;  // 254
  EXPECT_EQ(asked_name(five), five.substr(51));
  EXPECT_EQ(asked_name(five.substr(1)), five.substr(1));
  EXPECT_EQ(asked_name("asagiri.example."), "asagiri.example");
  EXPECT_EQ(asked_name("asagiri.example"), "asagiri.example");
  EXPECT_EQ(asked_name(std::string(300, 'a')), std::string(300, 'a'));  // no name: never asked for
  EXPECT_EQ(asked_name(""), "");
}

TEST(SpfMacro, KnowsATopLabel) {
  for (const char* label : {"example", "jp", "xn--zckzah", "a1", "1a", "J-P"}) {
    EXPECT_TRUE(is_top_label(label)) << label;
  }
  for (const char* label : {"", "123", "-jp", "jp-", "j_p", "j.p", "\xE6\x9C\xAC"}) {
    EXPECT_FALSE(is_top_label(label)) << label;
  }
}

}  // namespace
}  // namespace milter
