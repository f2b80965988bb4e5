// Each limit: what is on its safe side is read without a word, what is over it is told.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "milter/extract/collector.h"
#include "tests/extract/expect.h"
#include "tests/extract/samples.h"

namespace milter::extract {
namespace {

TEST(ExtractLimits, TheDefaultsAreTheNamedOnes) {
  const ExtractLimits all;
  EXPECT_EQ(all.depth, limits::kMaxUnpackDepth);
  EXPECT_EQ(all.entries, limits::kMaxUnpackEntries);
  EXPECT_EQ(all.unpack_bytes, limits::kMaxUnpackBytes);
  EXPECT_EQ(all.unpack_ratio, limits::kMaxUnpackRatio);
  EXPECT_EQ(all.text_bytes, limits::kMaxTextBytes);
  EXPECT_EQ(all.pages, limits::kMaxPdfPages);
  EXPECT_EQ(all.rtf_groups, limits::kMaxRtfGroups);
  EXPECT_EQ(all.troubles, limits::kMaxTroubles);
}

std::string nested(std::size_t archives) {
  File inner = {"a.txt", "深"};
  for (std::size_t i = 0; i < archives; ++i) inner = {"z.zip", zip_of({inner})};
  return inner.bytes;
}

TEST(ExtractLimits, FilesInFilesAreReadToADepth) {
  EXPECT_EQ(told("z.zip", nested(limits::kMaxUnpackDepth)), "z.zip/z.zip/z.zip/z.zip/a.txt: 深\n");
  EXPECT_EQ(told("z.zip", nested(limits::kMaxUnpackDepth + 1)),
            "z.zip/z.zip/z.zip/z.zip/z.zip: !too_deep\n");
  EXPECT_EQ(told("z.zip", nested(100)), "z.zip/z.zip/z.zip/z.zip/z.zip: !too_deep\n");
}

TEST(ExtractLimits, MembersAreCounted) {
  std::vector<File> files(limits::kMaxUnpackEntries, File{"a", ""});
  EXPECT_EQ(told("a.zip", zip_of(files)), "");
  files.push_back({"a", ""});
  EXPECT_EQ(told("a.zip", zip_of(files)), "a.zip: !too_many\n");
}

TEST(ExtractLimits, AHundredThousandMembersEndEarly) {
  const std::vector<File> files(100'000, File{"a.txt", ""});
  EXPECT_EQ(told("a.tar.gz", archive_of("ustar", "gzip", files)), "a.tar.gz: !too_many\n");
}

// Members are counted over all archives of the attachment, not each.
TEST(ExtractLimits, MembersOfAllArchivesCountTogether) {
  ExtractLimits few;
  few.entries = 5;
  const File inner = {"i.zip", zip_of({{"a.txt", "1"}, {"b.txt", "2"}})};
  EXPECT_EQ(told("a.zip", zip_of({inner, inner}), few),
            "a.zip/i.zip/a.txt: 1\na.zip/i.zip/b.txt: 2\na.zip/i.zip/a.txt: 1\n"
            "a.zip/i.zip: !too_many\n");
}

TEST(ExtractLimits, TheBudgetIsARatioBetweenTwoSizes) {
  EXPECT_EQ(Collector({}, 1).unpack_left(), limits::kMinUnpackBytes);
  EXPECT_EQ(Collector({}, 100'000).unpack_left(), 100'000 * limits::kMaxUnpackRatio);
  EXPECT_EQ(Collector({}, 10'000'000).unpack_left(), limits::kMaxUnpackBytes);
  EXPECT_EQ(Collector({}, SIZE_MAX).unpack_left(), limits::kMaxUnpackBytes);
}

// Like 42.zip: archives of the same archive, many a layer, of zeros at the end.
TEST(ExtractLimits, ABombEndsEarly) {
  File layer = {"zeros.txt", std::string(4 << 20, '0')};
  for (int depth = 0; depth < 5; ++depth) {
    std::vector<File> copies(16, layer);
    for (std::size_t i = 0; i < copies.size(); ++i) copies[i].name = std::to_string(i) + layer.name;
    layer = {"layer.zip", archive_of("zip", "none", copies)};
  }
  const std::string got = told("42.zip", layer.bytes);
  EXPECT_NE(got.find("!too_large\n"), std::string::npos) << got;
  EXPECT_EQ(got.find(": 0"), std::string::npos);
}

TEST(ExtractLimits, OneFileOfZerosEndsEarly) {
  const std::string gz =
      archive_of("raw", "gzip", {{"x", std::string(limits::kMinUnpackBytes + 1, '0')}});
  EXPECT_NE(told("a.gz", gz).find("a.gz: !too_large\n"), std::string::npos);
}

// A name counts as well: "a.txt" is five bytes, "a.zip/a.txt" eleven.
TEST(ExtractLimits, TextIsCutBetweenCharacters) {
  ExtractLimits few;
  few.text_bytes = 15;
  EXPECT_EQ(told("a.txt", "0123456789", few), "a.txt: 0123456789\n");
  EXPECT_EQ(told("a.txt", "振込先座", few), "a.txt: 振込先\na.txt: !too_large\n");
  few.text_bytes = 32;
  EXPECT_EQ(told("a.zip", zip_of({{"a.txt", "012345"}, {"b.txt", "6789abc"}}), few),
            "a.zip/a.txt: 012345\na.zip/b.txt: 6789\na.zip/b.txt: !too_large\n");
  few.text_bytes = 11;
  EXPECT_EQ(told("a.zip", zip_of({{"a.txt", "0"}}), few), "a.zip/a.txt: !too_large\n");
}

TEST(ExtractLimits, OfALargeFileTheBeginningIsRead) {
  ExtractLimits few;
  few.text_bytes = 100;
  EXPECT_EQ(told("a.htm", "<p>振込先" + std::string(388, ' '), few), "a.htm: 振込先\n");
  EXPECT_EQ(told("a.htm", "<p>振込先" + std::string(388, ' ') + "x", few),
            "a.htm: 振込先\na.htm: !too_large\n");
}

// One string that a million cells show.
TEST(ExtractLimits, RepeatedStringsAreText) {
  std::string rows = "<row>";
  for (int i = 0; i < 1000; ++i) rows += "<c t=\"s\"><v>0</v></c>";
  const std::string book =
      zip_of({{"[Content_Types].xml", "<Types/>"},
              {"s.xml", "<worksheet>" + rows + "</row></worksheet>"},
              {"t.xml", "<sst><si><t>" + std::string(10'000, 'x') + "</t></si></sst>"}});
  const Extraction got = extract_text({book, "a.xlsx", ""});
  ASSERT_EQ(got.texts.size(), 1U);
  EXPECT_EQ(got.texts[0].text.size() + got.texts[0].where.size(), limits::kMaxTextBytes);
  EXPECT_EQ(got.troubles, std::vector<Trouble>({{Problem::kTooLarge, "a.xlsx"}}));
}

TEST(ExtractLimits, TroublesAreCounted) {
  std::vector<File> files;
  for (std::size_t i = 0; i < limits::kMaxTroubles; ++i) {
    files.push_back({std::to_string(i), std::string(1, '\0')});
  }
  const Extraction full = extract_text({zip_of({files.begin(), files.end() - 1}), "a.zip", ""});
  EXPECT_EQ(full.troubles.size(), limits::kMaxTroubles - 1);
  EXPECT_EQ(full.troubles.back().problem, Problem::kUnknownKind);
  files.push_back({"last", std::string(1, '\0')});
  const Extraction over = extract_text({zip_of(files), "a.zip", ""});
  EXPECT_EQ(over.troubles.size(), limits::kMaxTroubles);
  EXPECT_EQ(over.troubles.back().problem, Problem::kTooMany);
}

}  // namespace
}  // namespace milter::extract
