// PDFs as Japanese accounting programs write them: fonts of the collection Adobe-Japan1 that are
// neither embedded nor have ToUnicode, so that their text hangs on poppler-data's CMaps.
#include "milter/extract/pdf.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "milter/base/text.h"
#include "tests/extract/expect.h"
#include "tests/extract/samples.h"

namespace milter::extract {
namespace {

constexpr const char* kInvoice = "振込先 みなと銀行 本店営業部 普通 1234567 髙橋商店";

// Words without what is between them, line and page ends too.
std::string words_of(std::string_view text) {
  const std::string lines = replace_all(text, "\f", "\n");
  std::string out;
  for (const std::string_view word : words(lines)) {
    if (!out.empty()) out += ' ';
    out += word;
  }
  return out;
}

std::string without_spaces(std::string_view text) { return replace_all(text, " ", ""); }

// Words of the only text; "" if there is not just one.
std::string read_words(const std::string& pdf) {
  const Extraction got = extract_text({pdf, "請求書.pdf", "application/pdf"});
  EXPECT_EQ(got.troubles, std::vector<Trouble>());
  EXPECT_EQ(got.texts.size(), 1U);
  return got.texts.size() == 1 ? words_of(got.texts[0].text) : "";
}

struct Row {
  std::string cmap;
  std::string converter;
  std::string text = kInvoice;
  bool known_to_mupdf = true;
};

// Row by row the encodings that Adobe's technical note 5094 lists for Japan1. JIS and EUC do not
// have the ladder form of 高.
const std::vector<Row> kRows = {
    {"90ms-RKSJ-H", "windows-31j"},
    {"90ms-RKSJ-V", "windows-31j"},
    {"90msp-RKSJ-H", "windows-31j"},
    {"UniJIS-UTF16-H", "UTF-16BE"},
    {"UniJIS-UCS2-H", "UTF-16BE"},
    {"UniJIS-UTF8-H", "UTF-8", kInvoice, false},
    {"EUC-H", "euc-jp", "振込先 みなと銀行 普通 1234567"},
};

TEST(Pdf, JapaneseWithoutToUnicode) {
  for (const Row& row : kRows) {
    const std::string pdf = japanese_pdf(row.cmap, {hex(in_charset(row.text, row.converter))});
    EXPECT_EQ(without_spaces(read_words(pdf)), without_spaces(row.text)) << row.cmap;
  }
}

TEST(Pdf, PagesAndLinesKeepTheirOrder) {
  const auto utf16 = [](const std::string& text) { return hex(in_charset(text, "UTF-16BE")); };
  const std::string pdf = japanese_pdf(
      "UniJIS-UTF16-H", {utf16("先頭") + " Tj 0 -20 Td " + utf16("二行目"), utf16("次頁")});
  EXPECT_EQ(read_words(pdf), "先頭 二行目 次頁");
}

std::string output_of(const std::string& command) {
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  std::string out;
  for (int c = std::fgetc(pipe.get()); c != EOF; c = std::fgetc(pipe.get())) {
    out += static_cast<char>(c);
  }
  return out;
}

// mupdf has its own parser, its own CMaps and nothing of poppler.
TEST(Pdf, AnotherProgramReadsTheSame) {
  const std::string path = testing::TempDir() + "second_opinion.pdf";
  for (const Row& row : kRows) {
    if (!row.known_to_mupdf) continue;
    const std::string pdf = japanese_pdf(row.cmap, {hex(in_charset(row.text, row.converter))});
    std::ofstream(path, std::ios::binary) << pdf;
    const std::string theirs = output_of("mutool draw -q -F txt -o - '" + path + "' 2>/dev/null");
    EXPECT_EQ(without_spaces(words_of(theirs)), without_spaces(read_words(pdf))) << row.cmap;
  }
}

std::string sample(const std::string& name) {
  std::ifstream file(std::string(SEKIMORI_TESTS) + "/extract/data/" + name, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  EXPECT_FALSE(bytes.str().empty()) << name;
  return bytes.str();
}

// The files of data/ are made by make_samples.
TEST(Pdf, APasswordThatTheReaderMustTypeIsTold) {
  for (const char* name : {"user_password_aes256.pdf", "user_password_rc4.pdf"}) {
    EXPECT_EQ(told("a.pdf", sample(name)), "a.pdf: !encrypted\n") << name;
  }
}

// Most invoices that are "protected" are against editing only: they open without a password.
TEST(Pdf, APasswordAgainstEditingHidesNothing) {
  for (const char* name : {"owner_password_aes256.pdf", "owner_password_rc4.pdf"}) {
    EXPECT_EQ(read_words(sample(name)), "振込先") << name;
  }
}

TEST(Pdf, PackedObjectsAreRead) { EXPECT_EQ(read_words(sample("object_streams.pdf")), "振込先"); }

TEST(Pdf, DamageIsTold) {
  EXPECT_EQ(told("a.pdf", "%PDF-1.7\nnothing else\n"), "a.pdf: !broken\n");
  EXPECT_EQ(told("a.pdf", pdf_of({"<</Type/Catalog>>"})), "a.pdf: !broken\n");
  // A table that is wrong is made anew by poppler as by every reader.
  std::string wrong = japanese_pdf("UniJIS-UTF16-H", {hex(in_charset("先", "UTF-16BE"))});
  wrong.replace(wrong.find("startxref"), 9, "startxxxx");
  EXPECT_EQ(read_words(wrong), "先");
}

TEST(Pdf, PagesAreCounted) {
  std::vector<std::string> pages(limits::kMaxPdfPages + 1, "<0061>");
  const std::string pdf = japanese_pdf("UniJIS-UTF16-H", pages);
  const Extraction got = extract_text({pdf, "a.pdf", ""});
  ASSERT_EQ(got.texts.size(), 1U);
  EXPECT_EQ(words(words_of(got.texts[0].text)).size(), limits::kMaxPdfPages);
  EXPECT_EQ(got.troubles, std::vector<Trouble>({{Problem::kTooMany, "a.pdf"}}));
}

// Pages that are not there, or are each other's parents, end in an answer.
TEST(Pdf, LiesAboutPagesAreSurvived) {
  for (const char* pages :
       {"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2000000000>>", "<</Type/Pages/Kids[]/Count -5>>"}) {
    EXPECT_EQ(told("a.pdf", pdf_of({"<</Type/Catalog/Pages 2 0 R>>", pages})), "a.pdf: !broken\n");
  }
  const std::string self = pdf_of(
      {"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
       "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>"
       ">>>>",
       pdf_stream("", "/X Do"),
       pdf_stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>",
                  "/X Do /X Do")});
  EXPECT_EQ(told("a.pdf", self), "a.pdf: !unknown_kind\n");
}

// This one has no page to carry them, which is told too.
TEST(Pdf, FilesInAPdfAreRead) {
  const std::string pdf = pdf_of(
      {"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(b.csv) 3 0 R]>>>>>>",
       "<</Type/Pages/Kids[]/Count 0>>", "<</Type/Filespec/F(b.csv)/UF(b.csv)/EF<</F 4 0 R>>>>",
       pdf_stream("/Type/EmbeddedFile", "振込先,みなと銀行")});
  EXPECT_EQ(told("a.pdf", pdf), "a.pdf/b.csv: 振込先,みなと銀行\na.pdf: !broken\n");
}

}  // namespace
}  // namespace milter::extract
