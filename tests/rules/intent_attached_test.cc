// What is found in attachments.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "rules/intent.h"
#include "tests/rules/make_facts.h"

namespace {

using rules::Phrasebook;
using rules_test::words;

std::vector<rules::Finding> find_attached(const std::string& text,
                                          std::vector<rules::AttachedText> attached) {
  static const Phrasebook kBook = Phrasebook::parse(rules::built_in_phrases()).value();
  rules::Facts facts;
  facts.text = text;
  facts.attached = std::move(attached);
  return rules::intent_findings(facts, kBook);
}

TEST(Intent, AttachmentsAreSearchedEachByItself) {
  const std::string change = "振込先の口座が変更になりました。";
  const std::string unchanged = "口座番号に変更はございません。";
  struct Row {
    const char* what;
    std::string text;
    std::vector<rules::AttachedText> attached;
    const char* found;
  };
  const std::vector<Row> kRows = {
      {"nothing", "請求書を送ります。", {{"a.pdf", "10月分 ご請求書"}}, ""},
      {"in the attachment", "請求書を送ります。", {{"a.pdf", change}}, "intent.account_change:2"},
      {"in both", change, {{"a.pdf", change}}, "intent.account_change:2"},
      {"taken back where it stands",
       "",
       {{"a.pdf", change + unchanged}},
       "intent.account_change:0 intent.account_unchanged:0"},
      {"not taken back by another",
       "",
       {{"a.pdf", change}, {"b.pdf", unchanged}},
       "intent.account_change:2 intent.account_unchanged:0"},
      {"nor by the mail",
       unchanged,
       {{"a.pdf", change}},
       "intent.account_unchanged:0 intent.account_change:2"},
      {"nor in the mail by an attachment",
       change,
       {{"a.pdf", unchanged}},
       "intent.account_change:2 intent.account_unchanged:0"},
      {"halves in two documents", "振込先の口座が", {{"a.pdf", "変更になりました。"}}, ""},
  };
  for (const Row& row : kRows)
    EXPECT_EQ(words(find_attached(row.text, row.attached)), row.found) << row.what;
}

// A fraud warning in an invoice's footer is common: it covers nothing but itself.
TEST(Intent, ALeafletExcusesItselfAlone) {
  const std::string leaflet =
      "振り込め詐欺にご注意ください。不審なメールが確認されています。至急振込をお願いします。";
  const auto alone = words(find_attached(leaflet, {}));
  ASSERT_NE(alone.find("intent.circular"), std::string::npos) << alone;
  EXPECT_EQ(words(find_attached("", {{"leaflet.pdf", leaflet}})), "");
  EXPECT_EQ(words(find_attached("振込先の口座が変更になりました。", {{"leaflet.pdf", leaflet}})),
            "intent.account_change:2");
  const auto changing =
      words(find_attached("", {{"a.pdf", leaflet + "振込先の口座が変更になりました。"}}));
  EXPECT_NE(changing.find("intent.account_change:2"), std::string::npos) << changing;
  EXPECT_EQ(changing.find("intent.circular"), std::string::npos) << changing;
}

TEST(Intent, TheSentenceNamesTheAttachment) {
  const std::string change = "振込先の口座が変更になりました。";
  const auto inside = find_attached("請求書です。", {{"請求書.pdf", change}});
  ASSERT_EQ(inside.size(), 1U);
  EXPECT_EQ(inside[0].text.ja,
            "添付ファイル「請求書.pdf」の中：振込先・口座の変更に触れています。");
  EXPECT_EQ(inside[0].text.en.find("In the attachment “請求書.pdf”: "), 0U) << inside[0].text.en;
  // What the mail says itself needs no attachment.
  const auto both = find_attached(change, {{"請求書.pdf", change}});
  ASSERT_EQ(both.size(), 1U);
  EXPECT_EQ(both[0].text.ja, "振込先・口座の変更に触れています。");
}

TEST(Intent, EvidenceSaysWhere) {
  const std::string change = "振込先の口座が変更になりました。";
  std::vector<rules::AttachedText> attached;
  for (int i = 0; i < 9; ++i) attached.push_back({std::to_string(i) + ".pdf", change});
  const auto found = find_attached(change, attached);
  ASSERT_EQ(found.size(), 1U);
  ASSERT_EQ(found[0].evidence.size(), 5U);  // a person reads the first few
  EXPECT_EQ(found[0].evidence[0], (rules::Evidence{"body", change}));
  EXPECT_EQ(found[0].evidence[1], (rules::Evidence{"0.pdf", change}));
}

}  // namespace
