#include "rules/intent.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/rules/make_facts.h"

namespace {

using rules::Phrasebook;
using rules_test::words;

Phrasebook book(const std::string& content) { return Phrasebook::parse({{"x", content}}).value(); }

std::vector<rules::Finding> find(const std::string& subject, const std::string& text) {
  static const Phrasebook kBook = Phrasebook::parse(rules::built_in_phrases()).value();
  rules::Facts facts;
  facts.subject = subject;
  facts.text = text;
  return rules::intent_findings(facts, kBook);
}

std::string quote(const std::string& text) {
  static const Phrasebook kBook = book("family urgency 1\n+ .\n");
  rules::Facts facts;
  facts.text = text;
  const auto findings = rules::intent_findings(facts, kBook);
  return findings.empty() ? "" : findings[0].evidence.at(0).quote;
}

TEST(Intent, DigitsOfAccountNumbersAreMasked) {
  struct Row {
    const char* text;
    const char* quote;
  };
  const std::vector<Row> kRows = {
      {"口座1234567", "口座****567"},
      {"1234", "*234"},
      {"1234 5678", "**** *678"},
      {"12345678901234567890", "*****************890"},
      {"a1234b56789c", "a*234b**789c"},
      {"123", "123"},
      {"15時", "15時"},
      {"3,500,000円", "3,500,000円"},
      {"10月25日", "10月25日"},
      {"no digits", "no digits"},
      {"10-25", "10-25"},
      {"15時10分 1234", "15時10分 *234"},
      // Written in groups, it is still one account number.
      {"口座123-4567", "口座***-*567"},
      {"口座123 4567", "口座*** *567"},
      {"iban gb29 nwbk 6016 1331 9268 19", "iban gb29 nwbk **** **** ***8 19"},
  };
  for (const Row& row : kRows) EXPECT_EQ(quote(row.text), row.quote) << row.text;
}

TEST(Intent, QuotesAreClippedByCharacters) {
  const auto repeated = [](const std::string& unit, int times) {
    std::string text;
    for (int i = 0; i < times; ++i) text += unit;
    return text;
  };
  for (const std::string unit : {"a", "あ", "𠮷"}) {
    EXPECT_EQ(quote(repeated(unit, 120)), repeated(unit, 120)) << unit;
    EXPECT_EQ(quote(repeated(unit, 121)), repeated(unit, 120) + "…") << unit;
  }
  // Masked first, then clipped: the cut does not bring a number back.
  EXPECT_EQ(quote(repeated("a", 117) + "1234567"), repeated("a", 117) + "***…");
}

TEST(Intent, SubjectAndTextAreBothSearchedAndKeptApart) {
  struct Row {
    const char* subject;
    const char* text;
    const char* found;
  };
  const std::vector<Row> kRows = {
      {"振込先口座変更のお知らせ", "いつもお世話になっております。", "intent.account_change:2"},
      {"お知らせ", "振込先の口座が変更になりました。", "intent.account_change:2"},
      {"", "", ""},
      {"10月のご請求", "いつもお世話になっております。", ""},
      {"振込先", "変更点をお知らせします。", ""},
      // "not" in the subject takes nothing out of the text.
      {"納期の変更はございません", "振込先の口座が変更になりました。", "intent.account_change:2"},
  };
  for (const Row& row : kRows) {
    EXPECT_EQ(words(find(row.subject, row.text)), row.found) << row.subject << "|" << row.text;
  }
}

TEST(Intent, UnchangedAccountTakesTheChangeBack) {
  struct Row {
    const char* what;
    const char* text;
    const char* found;
  };
  const std::vector<Row> kRows = {
      {"change", "振込先の口座が変更になりました。", "intent.account_change:2"},
      {"unchanged", "振込先の口座に変更はございません。", "intent.account_unchanged:0"},
      {"spoken of, but unchanged",
       "取引銀行の合併により口座情報の表示が変更になります。振込先の口座に変更はございません。",
       "intent.account_change:0 intent.account_unchanged:0"},
      {"the old one refused as well",
       "振込先の口座が変更になりました。口座番号に変更はございません。従来の口座は凍結されました。",
       "intent.account_change:2 intent.account_unchanged:0 intent.old_account:2"},
  };
  for (const Row& row : kRows) EXPECT_EQ(words(find("", row.text)), row.found) << row.what;
}

const std::string kChange = "振込先の口座が変更になりました。";
const std::string kUnchanged = "振込先の口座に変更はございません。";
const std::string kCircular = "ビジネスメール詐欺にご注意ください。";

std::string where(const std::vector<rules::Finding>& findings) {
  std::string result;
  for (const rules::Finding& one : findings) {
    result += (result.empty() ? "" : " ") + one.code + "@" + one.evidence.at(0).where;
  }
  return result;
}

// `now` and `before` together are the text; `before` is what it quotes.
rules::Facts quoting(const std::string& now, const std::string& before) {
  rules::Facts facts;
  facts.text = now + "\n" + before;
  facts.current = now;
  return facts;
}

std::vector<rules::Finding> find(const rules::Facts& facts) {
  static const Phrasebook kBook = Phrasebook::parse(rules::built_in_phrases()).value();
  return rules::intent_findings(facts, kBook);
}

TEST(Intent, QuotedHistoryWeighsTheSameAndIsNamed) {
  EXPECT_EQ(words(find(quoting("承知しました。", kChange))), "intent.account_change:2");
  EXPECT_EQ(where(find(quoting("承知しました。", kChange))),
            "intent.account_change@quoted history");
  EXPECT_EQ(where(find(quoting(kChange, "前のメール"))), "intent.account_change@body");
  // Said now and before: it is said now.
  EXPECT_EQ(where(find(quoting(kChange, kChange))), "intent.account_change@body");
  // A sentence that begins now and ends in the quote is one sentence to the reader.
  rules::Facts parted = quoting("振込先の口座が", "");
  parted.text = "振込先の口座が 変更になりました。";
  EXPECT_EQ(where(find(parted)), "intent.account_change@quoted history");
}

TEST(Intent, QuotedHistoryExcusesOnlyItself) {
  struct Row {
    const char* what;
    std::string now, before;
    const char* found;
  };
  const std::vector<Row> kRows = {
      {"excused now", kChange + kUnchanged, "前",
       "intent.account_change:0 intent.account_unchanged:0"},
      {"a quoted change excused now", kUnchanged, kChange,
       "intent.account_change:0 intent.account_unchanged:0"},
      {"a quoted change excused in the quote", "承知しました。", kChange + kUnchanged,
       "intent.account_change:0 intent.account_unchanged:0"},
      {"a change now that the quote denies", kChange, kUnchanged,
       "intent.account_change:2 intent.account_unchanged:0"},
      {"a circular now", kCircular, "前", "intent.circular:0"},
      {"a quoted circular", "承知しました。", kCircular, "intent.circular:0"},
      {"a quoted circular below a demand", kChange, kCircular, "intent.account_change:2"},
      {"a circular above a quoted demand", kCircular, kChange,
       "intent.account_change:2 intent.circular:0"},
  };
  for (const Row& row : kRows) {
    EXPECT_EQ(words(find(quoting(row.now, row.before))), row.found) << row.what;
  }
}

rules::Facts answering(const std::string& now, const std::string& our_own) {
  rules::Facts facts;
  facts.text = now;
  facts.current = now;
  facts.our_own = our_own;
  return facts;
}

TEST(Intent, OurOwnWordsAreARemarkInAMailThatAsksForNothing) {
  const auto found = find(answering("承知しました。", kChange));
  EXPECT_EQ(words(found), "intent.our_own_words:0");
  EXPECT_EQ(found.at(0).evidence.at(0), (rules::Evidence{"quoted history", kChange}));
  EXPECT_EQ(words(find(answering("承知しました。", "お世話になります。"))), "");
  EXPECT_EQ(words(find(answering("承知しました。", kUnchanged))), "");
}

TEST(Intent, OurOwnWordsAreJudgedInAMailThatAsksForSomething) {
  EXPECT_EQ(words(find(answering("本日中に振込をお願いします。", kChange))),
            "intent.pay_request:1 intent.urgency:1 intent.account_change:2");
  // And they excuse nothing.
  EXPECT_EQ(words(find(answering(kChange, kUnchanged + kCircular))), "intent.account_change:2");
}

TEST(Intent, OurOwnWordsAreJudgedWhereTheSenderIsInDoubt) {
  rules::Facts facts = answering("承知しました。", kChange);
  facts.parties = {rules_test::imitating(rules_test::from("田中", "t@partner-co.example"),
                                         rules::Nearness::kDefinite)};
  EXPECT_EQ(words(find(facts)), "intent.account_change:2");
}

TEST(Intent, EveryFindingQuotesItsSentence) {
  const auto found = find("", "お世話になります。振込先の口座が変更になりました。よろしく。");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].axis, rules::Axis::kIntent);
  EXPECT_EQ(found[0].evidence.at(0), (rules::Evidence{"body", "振込先の口座が変更になりました。"}));
  EXPECT_FALSE(found[0].text.ja.empty());
}

// A family that a rule file invents has no sentence: that is a bug of ours, loudly.
TEST(Intent, FamilyWithoutATextThrows) {
  const Phrasebook invented = book("family no_such_family 1\n+ x\n");
  rules::Facts facts;
  facts.text = "x";
  EXPECT_THROW(rules::intent_findings(facts, invented), std::logic_error);
}

}  // namespace
