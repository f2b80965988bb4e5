// Expected values are worked out by hand from RFC 9989 4.7, 4.8 and 4.10.1 and RFC 7489 6.3 and
// 6.6.3.
#include "milter/auth/dmarc_record.h"

#include <gtest/gtest.h>

#include <string>

namespace milter {
namespace {

std::string shown(const std::optional<DmarcPolicy>& policy) {
  return policy ? std::string(word(*policy)) : "-";
}

// "p sp np, then a letter for each of adkim=s, aspf=s, testing, psd=y, psd=n"; "nothing" is no
// DMARC record at all.
std::string read(std::string_view text, DmarcRules rules = DmarcRules::kRfc9989) {
  const auto record = read_dmarc_record(text, rules);
  if (!record) return "nothing";
  if (!record->fault.empty()) return record->fault;
  std::string out = std::string(word(record->policy)) + " " + shown(record->subdomains) + " " +
                    shown(record->nonexistent) + " ";
  if (record->strict_dkim) out += 'd';
  if (record->strict_spf) out += 's';
  if (record->testing) out += 't';
  if (record->psd == DmarcRecord::Psd::kYes) out += 'y';
  if (record->psd == DmarcRecord::Psd::kNo) out += 'n';
  return out;
}

struct Row {
  const char* text;
  const char* expected;
};

TEST(DmarcRecordTest, Version) {
  for (const Row& row : {
           Row{"v=DMARC1; p=reject", "reject - - "},
           Row{"v=DMARC1;p=reject;", "reject - - "},
           Row{"v = DMARC1 ; p = reject", "reject - - "},
           Row{"V=DMARC1; P=REJECT", "reject - - "},
           Row{"v=DMARC1\t;\tp=none", "none - - "},
           Row{"v=dmarc1; p=reject", "nothing"},
           Row{"v=DMARC2; p=reject", "nothing"},
           Row{"v=DMARC1 p=reject", "nothing"},
           Row{"v=DMARC1, p=reject", "nothing"},
           Row{"v=DMARC10; p=reject", "nothing"},
           Row{" v=DMARC1; p=reject", "nothing"},
           Row{"\"v=DMARC1; p=reject\"", "nothing"},
           Row{"p=reject; v=DMARC1", "nothing"},
           Row{"v=spf1 -all", "nothing"},
           Row{"v=", "nothing"},
           Row{"v", "nothing"},
           Row{";v=DMARC1;p=none", "nothing"},
           Row{"", "nothing"},
       }) {
    EXPECT_EQ(read(row.text), row.expected) << row.text;
  }
}

TEST(DmarcRecordTest, EveryTag) {
  for (const Row& row : {
           Row{"v=DMARC1; p=none", "none - - "},
           Row{"v=DMARC1; p=quarantine", "quarantine - - "},
           Row{"v=DMARC1; p=reject; sp=none", "reject none - "},
           Row{"v=DMARC1; p=none; sp=quarantine; np=reject", "none quarantine reject "},
           Row{"v=DMARC1; np=reject; sp=none; p=quarantine", "quarantine none reject "},
           Row{"v=DMARC1; p=none; adkim=s", "none - - d"},
           Row{"v=DMARC1; p=none; adkim=r; aspf=S", "none - - s"},
           Row{"v=DMARC1; p=none; adkim=strict; aspf=x", "none - - "},
           Row{"v=DMARC1; p=reject; t=y", "reject - - t"},
           Row{"v=DMARC1; p=reject; t=n", "reject - - "},
           Row{"v=DMARC1; p=reject; t=yes", "reject - - "},
           Row{"v=DMARC1; p=reject; psd=y", "reject - - y"},
           Row{"v=DMARC1; p=reject; psd=n", "reject - - n"},
           Row{"v=DMARC1; p=reject; psd=u", "reject - - "},
           Row{"v=DMARC1; p=reject; psd=maybe", "reject - - "},
           Row{"v=DMARC1; p=none; rua=mailto:d@example.com,mailto:e@example.com", "none - - "},
           Row{"v=DMARC1; p=none; ruf=mailto:d@example.com; fo=1:d:s", "none - - "},
           Row{"v=DMARC1; p=none; fo=x", "none - - "},
           Row{"v=DMARC1; p=reject; pct=0; rf=afrf; ri=3600", "reject - - "},
           Row{"v=DMARC1; p=reject; x-own=1; bimi=none", "reject - - "},
           Row{"v=DMARC1; p=reject; ; ;;", "reject - - "},
           Row{"v=DMARC1; p=reject; loose words", "reject - - "},
       }) {
    EXPECT_EQ(read(row.text), row.expected) << row.text;
  }
}

TEST(DmarcRecordTest, PolicyThatCannotBeRead) {
  for (const Row& row : {
           Row{"v=DMARC1", "no valid p"},
           Row{"v=DMARC1; sp=reject", "no valid p"},
           Row{"v=DMARC1; p=", "no valid p"},
           Row{"v=DMARC1; p=rejct", "no valid p"},
           Row{"v=DMARC1; p=reject!", "no valid p"},
           Row{"v=DMARC1; p=\xe6\x8b\x92", "no valid p"},
           Row{"v=DMARC1; p=reject; p=none", "no valid p"},
           Row{"v=DMARC1; p=reject; p=REJECT", "reject - - "},
           Row{"v=DMARC1; p=reject; sp=nein", "no valid sp"},
           Row{"v=DMARC1; p=reject; np=nein", "no valid np"},
           // With somewhere to send a report to, it is a request for reports.
           Row{"v=DMARC1; rua=mailto:d@example.com", "none - - "},
           Row{"v=DMARC1; p=rejct; rua=mailto:d@example.com", "none - - "},
           Row{"v=DMARC1; p=reject; sp=nein; rua=mailto:d@example.com", "none - - "},
           Row{"v=DMARC1; p=reject; np=nein; sp=reject; rua=mailto:d@example.com", "none - - "},
           Row{"v=DMARC1; adkim=s; rua=https://example.com/r!10m", "none - - d"},
           Row{"v=DMARC1; rua= nowhere , mailto:d@example.com", "none - - "},
           Row{"v=DMARC1; rua=d@example.com", "no valid p"},
           Row{"v=DMARC1; rua=mailto:", "no valid p"},
           Row{"v=DMARC1; rua=1x:d@example.com", "no valid p"},
           Row{"v=DMARC1; rua=mailto:d e@example.com", "no valid p"},
           Row{"v=DMARC1; rua=mailto:d@example.com!10x", "no valid p"},
           Row{"v=DMARC1; rua=", "no valid p"},
       }) {
    EXPECT_EQ(read(row.text), row.expected) << row.text;
  }
}

TEST(DmarcRecordTest, TagsOfRfc7489) {
  for (const Row& row : {
           Row{"v=DMARC1; p=reject; pct=0", "reject - - t"},
           Row{"v=DMARC1; p=reject; pct=00", "reject - - t"},
           Row{"v=DMARC1; p=reject; pct=1", "reject - - "},
           Row{"v=DMARC1; p=reject; pct=100", "reject - - "},
           Row{"v=DMARC1; p=reject; pct=-0", "reject - - "},
           Row{"v=DMARC1; p=reject; pct=", "reject - - "},
           Row{"v=DMARC1; p=reject; t=y; psd=y; np=none", "reject - - "},
           Row{"v=DMARC1; p=reject; np=nein", "reject - - "},
           Row{"v=DMARC1; p=none; sp=reject; rf=afrf; ri=86400", "none reject - "},
           Row{"v=DMARC1; p=none; sp=nein", "no valid sp"},
       }) {
    EXPECT_EQ(read(row.text, DmarcRules::kRfc7489), row.expected) << row.text;
  }
}

TEST(DmarcRecordTest, LargeRecordsAreReadWhole) {
  std::string text = "v=DMARC1";
  for (int i = 0; i < 10'000; ++i) text += "; x=1";
  EXPECT_EQ(read(text + "; p=reject"), "reject - - ");
}

}  // namespace
}  // namespace milter
