#include "milter/judge/reading.h"

#include <gtest/gtest.h>

#include <set>

namespace milter {
namespace {

struct Row {
  Flaw flaw;
  std::string code;
  int weight;
};

// 2: the reader may see something else than what was judged; 1: careless; 0: seen every day.
const Row kRows[] = {
    {Flaw::kNul, "reading.nul", 1},
    {Flaw::kHeaderLineTooLong, "reading.header_line_too_long", 2},
    {Flaw::kHeaderTooLarge, "reading.header_too_large", 2},
    {Flaw::kTooDeep, "reading.too_deep", 2},
    {Flaw::kTooManyParts, "reading.too_many_parts", 2},
    {Flaw::kNoBoundary, "reading.no_boundary", 1},
    {Flaw::kUnclosedMultipart, "reading.unclosed_multipart", 0},
    {Flaw::kHeaderEndsEarly, "reading.header_ends_early", 1},
    {Flaw::kBareCr, "reading.bare_cr", 0},
    {Flaw::kTwoFrom, "reading.two_from", 2},
    {Flaw::kNoFrom, "reading.no_from", 2},
    {Flaw::kDuplicateField, "reading.duplicate_field", 0},
    {Flaw::kMimeDisagreement, "reading.mime_disagreement", 1},
    {Flaw::kTruncated, "reading.truncated", 2},
    {Flaw::kUndecodable, "reading.undecodable", 0},
    {Flaw::kHtmlTooDeep, "reading.html_too_deep", 2},
    {Flaw::kBadAddress, "reading.bad_address", 1},
    {Flaw::kTextTooLong, "reading.text_too_long", 2},
    {Flaw::kTooManyAddresses, "reading.too_many_addresses", 1},
    {Flaw::kBareLf, "reading.bare_lf", 0},
    {Flaw::kDuplicateParameter, "reading.duplicate_parameter", 1},
    {Flaw::kEncodedMultipart, "reading.encoded_multipart", 1},
    {Flaw::kUtf7, "reading.utf7", 2},
    {Flaw::kTooManyParameterParts, "reading.too_many_parameter_parts", 1},
    {Flaw::kTooManyReadings, "reading.too_many_readings", 2},
    {Flaw::kTooManyStyles, "reading.too_many_styles", 2},
    {Flaw::kHiddenText, "reading.hidden_text", 0},
    {Flaw::kImageOnly, "reading.image_only", 1},
};

TEST(ReadingFindings, GiveEveryFlawItsCodeTextAndWeight) {
  std::set<std::string> sentences;
  for (const Row& row : kRows) {
    const auto findings = reading_findings({row.flaw});
    ASSERT_EQ(findings.size(), 1U) << row.code;
    const rules::Finding& finding = findings.front();
    EXPECT_EQ(finding.code, row.code);
    EXPECT_EQ(finding.axis, rules::Axis::kReading) << row.code;
    EXPECT_EQ(finding.weight, row.weight) << row.code;
    EXPECT_NE(finding.text.ja, finding.text.en) << row.code;
    EXPECT_FALSE(finding.text.en.empty()) << row.code;
    sentences.insert(finding.text.ja);
  }
  EXPECT_EQ(sentences.size(), std::size(kRows));  // each says something of its own
}

TEST(ReadingFindings, LeaveNoFlawOut) {
  const auto last = static_cast<std::size_t>(Flaw::kImageOnly);
  EXPECT_EQ(std::size(kRows), last + 1);
  for (std::size_t at = 0; at <= last; ++at) {
    EXPECT_EQ(static_cast<std::size_t>(kRows[at].flaw), at);
    EXPECT_EQ(flaw_code(kRows[at].flaw), kRows[at].code);
  }
}

TEST(ReadingFindings, KeepNumberAndOrder) {
  EXPECT_TRUE(reading_findings({}).empty());
  const auto findings = reading_findings({Flaw::kTwoFrom, Flaw::kNul});
  ASSERT_EQ(findings.size(), 2U);
  EXPECT_EQ(findings[0].code, "reading.two_from");
  EXPECT_EQ(findings[1].code, "reading.nul");
}

TEST(LinkFindings, AreOfLinksThatShowAnotherSite) {
  struct LinkRow {
    Link link;
    bool found;
  };
  for (const LinkRow& row : std::vector<LinkRow>{
           {{"https://www.bank.example/", "https://www.bank.example/login"}, false},
           {{"www.bank.example", "https://bank.example/"}, false},
           {{"https://bank.example", "https://click.bank.example/?u=1"}, false},
           {{"Log in here", "https://evil.example/"}, false},
           {{"taro@bank.example", "mailto:taro@bank.example"}, false},
           {{"bank.example", "mailto:taro@bank.example"}, false},
           {{"taro@bank.example", "https://evil.example/"}, false},
           {{"https://www.bank.example/", "https://bank.example.evil.test/"}, true},
           {{"www.mirai.co.jp", "https://www.mirrai.co.jp/"}, true},
           {{"\xe2\x96\xb6 bank.example", "https://bank.example@evil.test/"}, true},
           {{"HTTPS://BANK.EXAMPLE/", "https:\\\\evil.test"}, true}}) {
    const auto findings = link_findings({{"", ""}, row.link});
    ASSERT_EQ(findings.size(), row.found ? 1U : 0U) << row.link.text << " " << row.link.target;
    if (!row.found) continue;
    EXPECT_EQ(findings[0].code, "reading.link_elsewhere");
    EXPECT_EQ(findings[0].weight, 1);
    ASSERT_EQ(findings[0].evidence.size(), 1U);
    EXPECT_NE(findings[0].evidence[0].quote.find(" -> "), std::string::npos);
  }
}

}  // namespace
}  // namespace milter
