#include "milter/ops/tables.h"

#include <gtest/gtest.h>

#include "milter/base/text.h"
#include "milter/base/unicode.h"

namespace milter {
namespace {

const std::string kEnglish = "id,name,kana,english_name,domains,contacts,phone,country,trust\n";
const std::string kJapanese = "取引先ID,名称,カナ,英語名,ドメイン,連絡先,電話,国,信頼\n";
const std::string kKouwa =
    "p1,株式会社光和商事,コウワショウジ,Kouwa Shoji,kouwa-shoji.co.jp kouwa.example,"
    "tanaka@kouwa-shoji.co.jp,03-1234-5678,JP,\n";

Partner kouwa() {
  Partner partner;
  partner.id = "p1";
  partner.name = "株式会社光和商事";
  partner.kana = "コウワショウジ";
  partner.english_name = "Kouwa Shoji";
  partner.domains = {"kouwa-shoji.co.jp", "kouwa.example"};
  partner.contacts = {"tanaka@kouwa-shoji.co.jp"};
  partner.phone = "03-1234-5678";
  partner.country = "JP";
  return partner;
}

std::string crlf(const std::string& text) { return replace_all(text, "\n", "\r\n"); }

TEST(Partners, ReadsEveryEncodingAndLineEnding) {
  const std::string kFiles[] = {
      kEnglish + kKouwa,
      kJapanese + kKouwa,
      crlf(kJapanese + kKouwa),
      "\xEF\xBB\xBF" + kJapanese + kKouwa,
      "\xEF\xBB\xBF" + crlf(kEnglish + kKouwa),
      from_utf8(kJapanese + kKouwa, "windows-31j").value(),
      from_utf8(crlf(kJapanese + kKouwa), "windows-31j").value(),
      kEnglish + kKouwa + "\n,,,,,,,,\n  , ,,,,,,,\n",  // what spreadsheets leave behind
      "ID,Name,KANA,english_name,ドメイン,contacts,電話,country,trust\n" + kKouwa,
  };
  for (const std::string& file : kFiles) {
    const auto partners = parse_partners(file, "partners.csv");
    ASSERT_TRUE(partners) << to_string(partners.error().front());
    EXPECT_EQ(*partners, std::vector<Partner>{kouwa()});
  }
}

TEST(Partners, ReadsVendorCharactersOfCp932) {
  const std::string row = "p1,㈱髙島①,,,takashima.example,,,,\n";  // NEC and IBM extensions
  const auto partners =
      parse_partners(from_utf8(kJapanese + row, "windows-31j").value(), "partners.csv");
  ASSERT_TRUE(partners);
  EXPECT_EQ(partners->front().name, "㈱髙島①");
}

TEST(Partners, TakesColumnsInAnyOrder) {
  const auto partners = parse_partners(
      "信頼,国,電話,連絡先,ドメイン,英語名,カナ,名称,取引先ID\n"
      "service,JP,,,freee-like.example,,,会計サービス,s1\n",
      "partners.csv");
  ASSERT_TRUE(partners);
  EXPECT_EQ(partners->front().id, "s1");
  EXPECT_EQ(partners->front().name, "会計サービス");
  EXPECT_TRUE(partners->front().service);
}

TEST(Partners, SplitsCellsAtAnySpace) {
  const auto partners = parse_partners(
      kEnglish + "　p1　,,,,\"A.example　b.example\nA.example\",x@A.example  Y@b.example,,,\n",
      "partners.csv");
  ASSERT_TRUE(partners) << to_string(partners.error().front());
  EXPECT_EQ(partners->front().id, "p1");
  EXPECT_EQ(partners->front().domains, (std::vector<std::string>{"a.example", "b.example"}));
  EXPECT_EQ(partners->front().contacts, (std::vector<std::string>{"x@a.example", "y@b.example"}));
}

TEST(Partners, MayHaveNoRowsYet) { EXPECT_TRUE(parse_partners(kEnglish, "p.csv")->empty()); }

struct Bad {
  std::string file;
  std::size_t line;
  std::string part;  // of the message
};

TEST(Partners, ReportsEachMistakeWithItsLine) {
  const Bad kRows[] = {
      {"", 0, "empty"},
      {kEnglish + ",a,,,a.example,,,,\n", 2, "id is missing"},
      {kEnglish + "own,a,,,a.example,,,,\n", 2, "reserved"},
      {kEnglish + "Own,a,,,a.example,,,,\n", 2, "reserved"},
      {kEnglish + "p1,a,,,a.example,,,,\np1,b,,,b.example,,,,\n", 3, "already used in line 2"},
      {kEnglish + "p1,,,,a_b.example,,,,\n", 2, "is not a domain"},
      {kEnglish + "p1,,,,\"a.example,b.example\",,,,\n", 2, "is not a domain"},
      {kEnglish + "p1,,,,a.example,,,,\n\np2,,,,A.Example,,,,\n", 4, "for \"p1\" in line 2"},
      {kEnglish + "p1,,,,,tanaka,,,\n", 2, "is not a mail address"},
      {kEnglish + "p1,,,,,,,,full\n", 2, "trust"},
      {kEnglish + "p1,,,,a.example,,,\n", 2, "has 8 cells, the header has 9"},
      {kEnglish + "p1,,,,a.example,,,,,\n", 2, "has 10 cells"},
      {kEnglish + "p1,\"a\nb\",,,a.example,,,,\n", 2, "line break"},
      {kEnglish + "p1,\"a,,,a.example,,,,\n", 2, "never closed"},
      {"id,name,kana,english_name,domains,contacts,phone,country\n", 1, "trust (信頼) is missing"},
      {"id,name,kana,english_name,domain,domains,contacts,phone,country,trust\n", 1,
       "unknown column \"domain\""},
      {"id,取引先ID,name,kana,english_name,domains,contacts,phone,country,trust\n", 1, "twice"},
      {kEnglish + "p1,\x82,,,a.example,,,,\n", 2, "neither UTF-8 nor CP932"},
      {"\xFF\xFEi\0d\0", 1, "UTF-16"},
  };
  for (const Bad& row : kRows) {
    const auto partners = parse_partners(row.file, "partners.csv");
    ASSERT_FALSE(partners) << row.part;
    ASSERT_EQ(partners.error().size(), 1U) << to_string(partners.error().front());
    EXPECT_EQ(partners.error()[0].file, "partners.csv");
    EXPECT_EQ(partners.error()[0].line, row.line) << row.part;
    EXPECT_NE(partners.error()[0].message.find(row.part), std::string::npos)
        << partners.error()[0].message;
  }
}

TEST(Partners, ReportsAllMistakesInOrder) {
  const auto partners = parse_partners(kEnglish +
                                           "p1,,,,bad,,,,\n"
                                           "p2,,,,b.example,,,,too,many\n"
                                           ",,,,c.example,nobody,,,some\n",
                                       "partners.csv");
  ASSERT_FALSE(partners);
  std::vector<std::size_t> lines;
  for (const Problem& problem : partners.error()) lines.push_back(problem.line);
  EXPECT_EQ(lines, (std::vector<std::size_t>{2, 3, 4, 4, 4}));
}

TEST(PartnerList, IsCsvIfItsFirstLineHasAComma) {
  EXPECT_EQ(parse_partner_list(kEnglish + kKouwa, "p.csv").value(), std::vector<Partner>{kouwa()});
}

TEST(PartnerList, IsElseOneDomainALine) {
  for (const std::string end : {"\n", "\r\n"}) {
    const auto partners = parse_partner_list(
        "\xEF\xBB\xBF"
        "Kouwa.example" +
            end + end + " 日本語.jp" + end + "kouwa.example",
        "p.txt");
    ASSERT_TRUE(partners);
    ASSERT_EQ(partners->size(), 2U);
    EXPECT_EQ((*partners)[0].id, "kouwa.example");
    EXPECT_EQ((*partners)[0].domains, std::vector<std::string>{"kouwa.example"});
    EXPECT_EQ((*partners)[1].id, "日本語.jp");
  }
  EXPECT_TRUE(parse_partner_list("", "p.txt")->empty());
}

TEST(PartnerList, ReportsABadLine) {
  const auto partners = parse_partner_list("a.example\nnot a domain\nlocalhost\n", "p.txt");
  ASSERT_FALSE(partners);
  ASSERT_EQ(partners.error().size(), 2U);
  EXPECT_EQ(partners.error()[0].line, 2U);
  EXPECT_EQ(partners.error()[1].line, 3U);
}

}  // namespace
}  // namespace milter
