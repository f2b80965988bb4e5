#include "rules/phrasebook.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

using rules::Phrasebook;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

struct ErrorCase {
  const char* content;
  std::size_t line;  // 0: no error
  const char* says;
};

TEST(Phrasebook, TellsMistakesWithFileAndLine) {
  const std::vector<ErrorCase> kCases = {
      {"family a 1\n+ x\n", 0, ""},
      {"# only a comment\n\n", 0, ""},
      {"family a 0\n", 0, ""},
      {"  family a 3  \r\n  + x\r\n", 0, ""},
      {"family a 1\n+ x\nfamily a 1\n- y", 0, ""},
      {"family a 1\n* x\n", 2, "expected 'family NAME WEIGHT'"},
      {"+ x\n", 1, "outside a family"},
      {"family a\n", 1, "needs a name and a weight"},
      {"family a 4\n", 1, "weight from 0 to 3"},
      {"family a -1\n", 1, "weight from 0 to 3"},
      {"family a 1x\n", 1, "weight from 0 to 3"},
      {"\n\nfamily a 1\n\n+ (\n", 5, "missing )"},
      {"family a 1\n+ x(?=y)\n", 2, "invalid perl operator"},
      {"family a 1\n+ \\1\n", 2, "escape"},
      {"family a 1\n+ \xff\n", 2, "UTF-8"},
      {"family a 1\n+ x\nfamily a 2\n", 3, "has weight 1 elsewhere"},
      {"family a 1\n+\n", 2, "expected"},
  };
  for (const ErrorCase& one : kCases) {
    const auto book = Phrasebook::parse({{"good.txt", "# fine\n"}, {"seen.txt", one.content}});
    EXPECT_EQ(book.has_value(), one.line == 0) << one.content;
    if (book || one.line == 0) continue;
    ASSERT_EQ(book.error().size(), 1U) << one.content;
    EXPECT_EQ(book.error()[0].file, "seen.txt") << one.content;
    EXPECT_EQ(book.error()[0].line, one.line) << one.content;
    EXPECT_THAT(book.error()[0].message, HasSubstr(one.says)) << one.content;
  }
}

TEST(Phrasebook, ReportsEveryMistakeOfEveryFile) {
  const auto book = Phrasebook::parse({{"a.txt", "oops\nfamily a 1\n+ ("}, {"b.txt", "+ x"}});
  ASSERT_FALSE(book.has_value());
  std::vector<std::string> where;
  for (const auto& error : book.error()) where.push_back(error.file + std::to_string(error.line));
  EXPECT_THAT(where, ElementsAre("a.txt1", "a.txt3", "b.txt1"));
}

// After a bad "family" line its patterns have no home; each says so and none goes elsewhere.
TEST(Phrasebook, PatternsAfterABadFamilyAreNotGivenToTheOneBefore) {
  const auto book = Phrasebook::parse({{"a.txt", "family a 1\n+ x\nfamily b 9\n+ y"}});
  ASSERT_FALSE(book.has_value());
  EXPECT_EQ(book.error().size(), 2U);
}

TEST(Phrasebook, FamiliesOfSeveralFilesAreOne) {
  const auto book = Phrasebook::parse(
      {{"ja.txt", "family a 1\n+ 送金\nfamily b 2\n+ 口座"}, {"en.txt", "family a 1\n+ wire"}});
  ASSERT_TRUE(book.has_value());
  EXPECT_THAT(book->families(), ElementsAre("a", "b"));
  EXPECT_EQ(book->find("wire")->size(), 1U);
  EXPECT_EQ(book->find("送金")->size(), 1U);
  EXPECT_EQ(book->find("wire 送金")->size(), 1U);  // once a family
}

TEST(Phrasebook, MinusTakesOutItsSentenceAndItsFamilyOnly) {
  const auto book = Phrasebook::parse({{"x", "family a 2\n+ x\n- not\nfamily b 1\n+ x\n"}});
  struct Case {
    const char* text;
    const char* found;
  };
  const std::vector<Case> kCases = {
      {"x.", "a:x. b:x."},
      {"not x.", "b:not x."},
      {"not.", ""},
      {"", ""},
      {"not x. only x! y", "a:only x! b:not x."},
      {"not x\nx", "a:x b:not x"},
      {"y", ""},
  };
  for (const Case& one : kCases) {
    std::string found;
    const auto hits = book->find(one.text);
    ASSERT_TRUE(hits.has_value());
    for (const auto& hit : *hits) {
      found += (found.empty() ? "" : " ") + hit.family + ":" + hit.sentence;
    }
    EXPECT_EQ(found, one.found) << one.text;
  }
}

TEST(Phrasebook, WeightGoesWithTheHit) {
  const auto book = Phrasebook::parse({{"x", "family a 3\n+ x\nfamily b 0\n+ x"}});
  const auto hits = book->find("x");
  ASSERT_EQ(hits->size(), 2U);
  EXPECT_EQ((*hits)[0].weight, 3);
  EXPECT_EQ((*hits)[1].weight, 0);
}

// Not "nothing found": the automaton's memory ran out.
TEST(Phrasebook, TooManyPatternsAreAnError) {
  std::string content = "family a 1\n";
  for (int i = 0; i < 400; ++i) content += "+ " + std::to_string(i) + ".{1000}\n";
  const auto book = Phrasebook::parse({{"big.txt", content}});
  ASSERT_FALSE(book.has_value());
  EXPECT_FALSE(book.error().empty());
}

TEST(Phrasebook, BuiltInFilesParse) {
  const auto book = Phrasebook::parse(rules::built_in_phrases());
  ASSERT_TRUE(book.has_value()) << book.error()[0].file << ":" << book.error()[0].line;
  EXPECT_EQ(rules::built_in_phrases().size(), 2U);
  const auto hits = book->find("振込先の口座が変更になりました。");
  ASSERT_FALSE(hits->empty());
  EXPECT_EQ(hits->front().family, "account_change");
  EXPECT_EQ(hits->front().weight, 2);
}

struct SplitCase {
  std::string text;
  std::vector<std::string> parts;
};

TEST(Sentences, AreSplitAtTheirEnds) {
  const std::vector<SplitCase> kCases = {
      {"", {}},
      {" \n \r\n\t", {}},
      {"一。二。", {"一。", "二。"}},
      {"一。二", {"一。", "二"}},
      {"a! b? c. d", {"a!", "b?", "c.", "d"}},
      {"今ですか?はい!では", {"今ですか?", "はい!", "では"}},
      {"a.b is 3.5", {"a.b is 3.5"}},
      {"see a.example.\nnext", {"see a.example.", "next"}},
      {"end.", {"end."}},
      {"一\n二\r\n三", {"一", "二", "三"}},
      {"一、二・三", {"一、二・三"}},
      {"　", {"　"}},  // an ideographic space is not normalised text; it stays
  };
  for (const SplitCase& one : kCases) {
    std::vector<std::string> parts;
    for (const auto part : rules::sentences(one.text)) parts.emplace_back(part);
    EXPECT_EQ(parts, one.parts) << one.text;
  }
}

// Run-on text is cut every 4,000 bytes, never inside a character, and nothing is lost.
TEST(Sentences, RunOnTextIsCutBetweenCharacters) {
  for (const char* unit : {"a", "é", "あ", "𠮷"}) {
    std::string text;
    while (text.size() < 9'000) text += unit;
    const auto parts = rules::sentences(text);
    EXPECT_EQ(parts.size(), 3U) << unit;
    std::string joined;
    for (const auto part : parts) {
      EXPECT_NE(static_cast<unsigned char>(part.front()) & 0xC0U, 0x80U) << unit;
      EXPECT_LE(part.size(), 4'000U) << unit;
      joined += part;
    }
    EXPECT_EQ(joined, text) << unit;
  }
}

// Continuation bytes without a start are no character: the cut must still go forward.
TEST(Sentences, IllFormedRunsEnd) {
  const std::string bytes(9'000, '\x80');
  std::size_t length = 0;
  const auto parts = rules::sentences(bytes);
  for (const auto part : parts) length += part.size();
  EXPECT_EQ(length, bytes.size());
  EXPECT_LE(parts.size(), 4U);
}

}  // namespace
