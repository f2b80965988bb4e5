// Office documents through extract_text. The XML is written by hand from ECMA-376 and ISO 26300, as
// Word, Excel, PowerPoint and LibreOffice write it.
#include "milter/extract/office.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "milter/extract/office_part.h"
#include "tests/extract/expect.h"
#include "tests/extract/old_samples.h"
#include "tests/extract/samples.h"

namespace milter::extract {
namespace {

constexpr const char* kXml = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const File kTypes = {"[Content_Types].xml", std::string(kXml) + "<Types/>"};

std::string docx(const std::string& body, std::vector<File> more = {}) {
  more.insert(more.begin(), {kTypes,
                             {"word/document.xml", kXml + ("<w:document xmlns:w=\"w\"><w:body>" +
                                                           body + "</w:body></w:document>")}});
  return zip_of(more);
}

std::string xlsx(const std::string& strings, const std::string& rows, std::vector<File> more = {}) {
  more.insert(more.begin(), {kTypes,
                             {"xl/worksheets/sheet1.xml", kXml + ("<worksheet><sheetData>" + rows +
                                                                  "</sheetData></worksheet>")},
                             {"xl/sharedStrings.xml", kXml + ("<sst>" + strings + "</sst>")}});
  return zip_of(more);
}

std::string open_document(const std::string& type, const std::string& body,
                          std::vector<File> more = {}) {
  more.insert(more.begin(),
              {{"mimetype", "application/vnd.oasis.opendocument." + type},
               {"content.xml", kXml + ("<office:document-content><office:body>" + body +
                                       "</office:body></office:document-content>")}});
  return zip_of(more);
}

struct Row {
  std::string what;
  std::string body;
  std::string text;
};

TEST(Office, WordTextIsWhatAReaderSees) {
  const std::vector<Row> rows = {
      {"runs join, paragraphs end lines",
       "<w:p><w:r><w:t>振込</w:t></w:r><w:r><w:t xml:space=\"preserve\">先 </w:t></w:r></w:p>"
       "<w:p><w:r><w:t>みなと銀行</w:t></w:r></w:p>",
       "振込先\nみなと銀行\n"},
      {"a table has a line a row, empty cells kept apart",
       "<w:p><w:r><w:t>口座</w:t></w:r></w:p>"
       "<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc><w:p><w:r><w:t>普通</w:t></w:r></w:p></w:tc></w:tr>"
       "<w:tr><w:tc><w:p><w:r><w:t>番号</w:t></w:r></w:p></w:tc>"
       "<w:tc><w:p><w:r><w:t>1234567</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
       "口座\n\t普通\n番号\t1234567\n"},
      {"tabs and breaks, but not tab stops",
       "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr>"
       "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r></w:p>",
       "a\tb\nc\n"},
      {"furigana stays out",
       "<w:p><w:r><w:ruby><w:rt><w:r><w:t>みなと</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>湊</w:t>"
       "</w:r></w:rubyBase></w:ruby></w:r></w:p>",
       "湊\n"},
      {"deleted text and field codes stay out",
       "<w:p><w:del><w:r><w:delText>旧口座</w:delText></w:r></w:del><w:r><w:instrText>HYPERLINK"
       "</w:instrText></w:r><w:ins><w:r><w:t>新口座</w:t></w:r></w:ins></w:p>",
       "新口座\n"},
      {"a text box is read once",
       "<mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>箱</w:t></w:r></w:p>"
       "</w:txbxContent></mc:Choice><mc:Fallback><w:p><w:r><w:t>箱</w:t></w:r></w:p></mc:Fallback>"
       "</mc:AlternateContent>",
       "箱\n"},
      {"escapes", "<w:p><w:r><w:t>A&amp;B &lt;&#x6E2F;&gt;</w:t></w:r></w:p>", "A&B <港>\n"},
      {"white space between elements is nothing", "\n <w:p>\n  <w:r>\n x <w:t>a</w:t></w:r></w:p>",
       "a\n"},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(told("a.docx", docx(row.body)), "a.docx: " + row.text + "\n") << row.what;
  }
}

TEST(Office, EveryPartOfADocumentIsRead) {
  EXPECT_EQ(told("a.docx",
                 docx("<w:p><w:r><w:t>body</w:t></w:r></w:p>",
                      {{"word/header1.xml", "<w:hdr><w:p><w:r><w:t>head</w:t></w:r></w:p></w:hdr>"},
                       {"word/media/image1.png", "\x89PNG"}})),
            "a.docx: body\nhead\n\n");
  // Names of parts are the sender's choice: the relations say what they are.
  EXPECT_EQ(told("a.docx", zip_of({kTypes,
                                   {"x/y.dat",
                                    "<z:document><z:p><z:t>隠</z:t></z:p>"
                                    "</z:document>"}})),
            "a.docx: 隠\n\n");
}

TEST(Office, SheetsAreLinesOfCells) {
  const std::string strings =
      "<si><t>銀行</t></si><si><r><t>みな</t></r><r><t>と</t></r><rPh><t>ミナト</t></rPh></si>";
  const std::vector<Row> rows = {
      {"shared strings, numbers, furigana left out",
       "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c></row>"
       "<row r=\"2\"><c r=\"A2\"><v>1234567</v></c></row>",
       "銀行\tみなと\n1234567\n"},
      {"inline and calculated strings",
       "<row><c t=\"inlineStr\"><is><t>直</t></is></c><c t=\"str\"><f>A1</f><v>式</v></c></row>",
       "直\t式\n"},
      {"a number that is none of the strings", "<row><c t=\"s\"><v>9</v></c><c><v>1</v></c></row>",
       "\t1\n"},
      {"a string that is no number", "<row><c t=\"s\"><v>-1x</v></c><c><v>1</v></c></row>",
       "\t1\n"},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(told("a.xlsx", xlsx(strings, row.body)), "a.xlsx: " + row.text + "\n") << row.what;
  }
}

TEST(Office, SlidesAreReadWithoutTheirTemplates) {
  const auto slide = [](const std::string& root, const std::string& text) {
    return "<p:" + root + "><a:p><a:r><a:t>" + text + "</a:t></a:r></a:p></p:" + root + ">";
  };
  EXPECT_EQ(told("a.pptx", zip_of({kTypes,
                                   {"ppt/slides/slide1.xml", slide("sld", "口座変更")},
                                   {"ppt/notesSlides/notesSlide1.xml", slide("notes", "覚書")},
                                   {"ppt/slideMasters/m.xml", slide("sldMaster", "題名")},
                                   {"ppt/slideLayouts/l.xml", slide("sldLayout", "題名")}})),
            "a.pptx: 口座変更\n覚書\n\n");
}

TEST(Office, OpenDocument) {
  const std::vector<Row> rows = {
      {"text",
       "<office:text><text:h>請求書</text:h><text:p>振込<text:span>先</text:span><text:s "
       "text:c=\"2\"/>港<text:tab/>x<text:line-break/>y</text:p></office:text>",
       "請求書\n振込先  港\tx\ny\n"},
      {"spreadsheet",
       "<table:table><table:table-row><table:table-cell><text:p>銀行</text:p></table:table-cell>"
       "<table:table-cell><text:p>みなと</text:p></table:table-cell></table:table-row>"
       "<table:table-row><table:table-cell><text:p>1234567</text:p></table:table-cell>"
       "</table:table-row></table:table>",
       "銀行\tみなと\n1234567\n"},
      {"presentation", "<draw:page><text:p>口座変更</text:p></draw:page>", "口座変更\n"},
      {"deleted text and furigana",
       "<text:tracked-changes><text:p>旧</text:p></text:tracked-changes><text:p><text:ruby>"
       "<text:ruby-base>湊</text:ruby-base><text:ruby-text>みなと</text:ruby-text></text:ruby>"
       "</text:p>",
       "湊\n"},
      {"a million spaces", "<text:p>a<text:s text:c=\"1000000\"/>b</text:p>",
       "a" + std::string(100, ' ') + "b\n"},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(told("a.odt", open_document("text", row.body)), "a.odt: " + row.text + "\n")
        << row.what;
  }
}

TEST(Office, MacrosAreTold) {
  const std::string body = "<w:p><w:r><w:t>x</w:t></w:r></w:p>";
  const File renamed = {"[Content_Types].xml",
                        "<Types><Override PartName=\"/word/a.bin\" ContentType=\""
                        "application/vnd.ms-office.vbaProject\"/></Types>"};
  const std::vector<File> with = {
      {"a.docm", docx(body, {{"word/vbaProject.bin", ole_of({{"VBA", ""}})}})},
      {"renamed.docm", zip_of({renamed, {"word/document.xml", "<document/>"}})},
      {"old.xlsm", xlsx("", "", {{"xl/macrosheets/sheet1.xml", "<xm:macrosheet/>"}})},
      {"basic.odt",
       open_document("text", "", {{"Basic/Standard/Module1.xml", "<script:module/>"}})},
      {"python.odt", open_document("text", "", {{"Scripts/python/a.py", "print"}})},
  };
  for (const File& row : with) {
    EXPECT_NE(told(row.name, row.bytes).find(row.name + ": !macros\n"), std::string::npos)
        << told(row.name, row.bytes);
  }
  const std::vector<File> without = {
      {"a.docx", docx(body)},
      {"a.docm", docx(body)},  // the name alone is no macro
      {"a.odt", open_document("text", "<text:p>vbaProject.bin</text:p>",
                              {{"Basic/script-lc.xml", "<library:libraries/>"}, {"Scripts/", ""}})},
  };
  for (const File& row : without) {
    EXPECT_EQ(told(row.name, row.bytes).find('!'), std::string::npos) << row.name;
  }
}

TEST(Office, PasswordsAreTold) {
  EXPECT_EQ(told("a.xlsx", ole_of({{"EncryptionInfo", ""}, {"EncryptedPackage", ""}})),
            "a.xlsx: !encrypted\n");
  const std::string told_of =
      told("a.ods", zip_of({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
                            {"content.xml", "\x8F\x13\xB2 not XML"},
                            {"META-INF/manifest.xml",
                             "<manifest:manifest><manifest:file-entry>"
                             "<manifest:encryption-data/></manifest:file-entry>"
                             "</manifest:manifest>"}}));
  EXPECT_NE(told_of.find("a.ods: !encrypted\n"), std::string::npos) << told_of;
}

std::string billion_laughs() {
  std::string declared = "<!ENTITY l0 \"振込\">";
  for (int i = 1; i < 10; ++i) {
    const std::string before = "&l" + std::to_string(i - 1) + ";";
    declared += "<!ENTITY l" + std::to_string(i) + " \"";
    for (int j = 0; j < 10; ++j) declared += before;
    declared += "\">";
  }
  return "<!DOCTYPE d [" + declared + "]><document><p><t>&l9;</t></p></document>";
}

TEST(Office, WhatIsNoOfficeXmlIsBroken) {
  const std::vector<File> rows = {
      {"laughs", billion_laughs()},
      {"outside",
       "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><document><t>&x;</t></document>"},
      {"cut", "<document><p><t>first</t></p><p><t>sec"},
      {"not UTF-8", "<document><p><t>\xFF</t></p></document>"},
  };
  for (const File& row : rows) {
    const std::string got = told("a.docx", zip_of({kTypes, {"word/document.xml", row.bytes}}));
    EXPECT_NE(got.find("a.docx/word/document.xml: !broken\n"), std::string::npos) << got;
    EXPECT_EQ(got.find("振込"), std::string::npos);
  }
  // What stands before the damage is text.
  EXPECT_NE(told("a.docx", zip_of({kTypes, {"d.xml", rows[2].bytes}})).find("first"),
            std::string::npos);
}

TEST(Office, PicturesMayDeclareWhatTheyLike) {
  EXPECT_EQ(
      told("a.docx",
           docx("<w:p><w:t>x</w:t></w:p>",
                {{"word/media/image1.svg", "<!DOCTYPE svg [<!ENTITY ns \"http://x\">]><svg/>"},
                 {"word/media/image2.svg",
                  "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"x\"><svg/>"}})),
      "a.docx: x\n\n");
}

TEST(Office, WhatHasNoKnownPartCannotBeLookedAt) {
  EXPECT_EQ(told("a.xlsb", zip_of({kTypes, {"xl/workbook.bin", std::string(4, '\0')}})),
            "a.xlsb: !unknown_kind\n");
  EXPECT_EQ(told("a.xps", zip_of({kTypes, {"Pages/1.fpage", "<FixedPage/>"}})),
            "a.xps: !unknown_kind\n");
}

TEST(Office, ADocumentOfPicturesAloneCannotBeLookedAt) {
  const File scan = {"word/media/image1.jpeg", "\xFF\xD8\xFF\xE0"};
  EXPECT_EQ(told("a.docx", docx("<w:p><w:drawing/></w:p>", {scan})), "a.docx: !unknown_kind\n");
  EXPECT_EQ(told("a.docx", docx("<w:p><w:t>x</w:t></w:p>", {scan})), "a.docx: x\n\n");
}

TEST(Office, FilesInDocumentsAreRead) {
  const std::string inner = xlsx("<si><t>内</t></si>", "<row><c t=\"s\"><v>0</v></c></row>");
  EXPECT_EQ(told("a.docx", docx("<w:p><w:t>外</w:t></w:p>", {{"word/embeddings/b.xlsx", inner}})),
            "a.docx: 外\n\na.docx/word/embeddings/b.xlsx: 内\n\n");
}

// The parser alone: linear and not recursive, whatever the depth.
TEST(Office, DepthCostsNothing) {
  std::string deep = "<document>";
  for (int i = 0; i < 200'000; ++i) deep += "<p>";
  const OfficePart part = office_part(deep, {}, 1000);
  EXPECT_EQ(part.end, XmlEnd::kNotWellFormed);
  EXPECT_EQ(part.text, "");
}

}  // namespace
}  // namespace milter::extract
