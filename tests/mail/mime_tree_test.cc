// Expectations from RFC 2045, 2046, 2183 and by hand.
#include "milter/mail/mime_tree.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "milter/base/limits.h"

namespace milter {
namespace {

using std::string_view_literals::operator""sv;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

MimeTree read(const RawMessage& mail) { return read_mime(mail, mime_guard(mail)); }
MimeTree read(std::string_view bytes) { return read(RawMessage::parse(std::string(bytes))); }

// "depth type/subtype body"
std::vector<std::string> listed(const MimeTree& tree) {
  std::vector<std::string> out;
  for (const Part& part : tree.parts) {
    out.push_back(std::to_string(part.depth) + " " + part.type + "/" + part.subtype + " " +
                  part.encoded);
  }
  return out;
}

constexpr std::string_view kNested =
    "Content-Type: multipart/mixed; boundary=out\n\npre\n--out\n"
    "Content-Type: multipart/alternative; boundary=in\n\n--in\n\na\n--in\n"
    "Content-Type: text/html; charset=UTF-8 (x)\n\nb\n--in--\nepi\n"
    "--out\nContent-Type: application/pdf; name=a.pdf\n"
    "Content-Disposition: attachment; filename=b.pdf\nContent-Transfer-Encoding: Base64\n\n"
    "QQ==\n--out--\nepilogue\n"sv;

TEST(MimeTree, ListsPartsInOrder) {
  const MimeTree tree = read(kNested);
  EXPECT_TRUE(tree.read);
  EXPECT_THAT(tree.flaws, IsEmpty());
  EXPECT_THAT(listed(tree),
              ElementsAre("0 multipart/mixed ", "1 multipart/alternative ", "2 text/plain a",
                          "2 text/html b", "1 application/pdf QQ=="));
  EXPECT_EQ(tree.parts[3].parent, 1U);
  EXPECT_EQ(tree.parts[3].charset, "utf-8");
  EXPECT_EQ(tree.parts[4].parent, 0U);
  EXPECT_EQ(tree.parts[4].filename, "b.pdf");
  EXPECT_EQ(tree.parts[4].transfer_encoding, "base64");
  EXPECT_TRUE(tree.parts[4].is_attachment());
  EXPECT_EQ(decode_body(tree.parts[4]), "A");
}

TEST(MimeTree, RangesAreOfTheRawBytes) {
  std::string crlf;
  for (const char c : kNested) crlf += c == '\n' ? "\r\n" : std::string(1, c);
  for (const std::string& bytes : {std::string(kNested), crlf}) {
    const RawMessage mail = RawMessage::parse(bytes);
    const MimeTree tree = read(mail);
    ASSERT_EQ(tree.parts.size(), 5U);
    for (const Part& part : tree.parts) {
      ASSERT_TRUE(part.body && part.header);
      if (!part.encoded.empty()) {
        EXPECT_EQ(part.body->of(mail.bytes()), part.encoded);
      }
    }
    EXPECT_THAT(std::string(tree.parts[3].header->of(mail.bytes())),
                testing::StartsWith("Content-Type: text/html"));
  }
}

struct Row {
  std::string_view bytes;
  std::vector<std::string> parts;
  std::vector<Flaw> flaws;
};

class Tree : public testing::TestWithParam<Row> {};

TEST_P(Tree, IsReadInBothWays) {
  const MimeTree tree = read(GetParam().bytes);
  EXPECT_EQ(listed(tree), GetParam().parts);
  EXPECT_EQ(tree.flaws, GetParam().flaws);
  EXPECT_TRUE(tree.read);
}

INSTANTIATE_TEST_SUITE_P(
    Agreeing, Tree,
    testing::ValuesIn(std::vector<Row>{
        {"", {"0 text/plain "}, {}},
        {"A: 1\n\nb\n", {"0 text/plain b\n"}, {}},
        {"From x@y Mon\nA: 1\n\nb\n", {"0 text/plain b\n"}, {}},
        {"To: a:\nFrom: b:\nCc: :;\n\nb\n", {"0 text/plain b\n"}, {}},
        {"Content-Type: nonsense\n\nb\n", {"0 text/plain b\n"}, {}},
        {"CONTENT-TYPE: TEXT/HTML\n\nb", {"0 text/html b"}, {}},
        {"Content-Type: multipart/mixed; boundary=b\n\n--b\n\n--b--\n",
         {"0 multipart/mixed ", "1 text/plain "},
         {}},
        {"Content-Type: multipart/mixed; boundary=b\n\n--b \n\na\n--b-- \n",
         {"0 multipart/mixed ", "1 text/plain a"},
         {}},
        {"Content-Type: multipart/digest; boundary=b\n\n--b\n\nA: 1\n\nx\n--b--\n",
         {"0 multipart/digest ", "1 message/rfc822 A: 1\n\nx"},
         {}},
        {"Content-Type: message/rfc822\n\nContent-Type: text/html\n\nb",
         {"0 message/rfc822 ", "1 text/html b"},
         {}},
        {"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nQTogMQo=\n",
         {"0 message/rfc822 QTogMQo=\n"},
         {}}}));

INSTANTIATE_TEST_SUITE_P(
    Differing, Tree,
    testing::ValuesIn(std::vector<Row>{
        // mimetic takes any line that begins with the boundary for a delimiter.
        {"Content-Type: multipart/mixed; boundary=abc\n\n--abc\n\na\n--abcdef\nx: "
         "y\n\nb\n--abc--\n",
         {"0 multipart/mixed ", "1 text/plain a", "1 text/plain b",
          "1 text/plain a\n--abcdef\nx: y\n\nb"},
         {Flaw::kMimeDisagreement}},
        // mimetic cuts the value at the NUL.
        {"Content-Type: text/html\0/plain\n\nb"sv, {"0 text/html b"}, {Flaw::kNul}},
        {"Content-Type: multipart/mixed\n\n--\n\na\n--b--\n",
         {"0 multipart/mixed --\n\na\n--b--\n"},
         {Flaw::kNoBoundary}},
        {"Content-Type: text/html\nContent-Type: text/plain\n\nb",
         {"0 text/html b"},
         {Flaw::kDuplicateField}},
        // An unclosed multipart inside: mimetic loses what follows.
        {"Content-Type: multipart/mixed; boundary=o\n\n--o\n"
         "Content-Type: multipart/mixed; boundary=i\n\n--i\n\na\n--o\n\nb\n--o--\n",
         {"0 multipart/mixed ", "1 multipart/mixed ", "2 text/plain a", "1 text/plain b"},
         {Flaw::kUnclosedMultipart, Flaw::kMimeDisagreement}}}));

TEST(MimeTree, ReadsBothBodiesWhenAHeaderEndsEarly) {
  const MimeTree tree = read("A: 1\n\xe4\xbb\xb6\nContent-Type: text/html\n\n<p>b</p>\n");
  EXPECT_THAT(tree.flaws, ElementsAre(Flaw::kHeaderEndsEarly, Flaw::kMimeDisagreement));
  std::string all;
  for (const Part& part : tree.parts) {
    all += part.encoded;
    EXPECT_FALSE(part.body);
  }
  EXPECT_THAT(all, testing::HasSubstr("Content-Type"));
  EXPECT_EQ(tree.parts[0].type, "text");
}

TEST(MimeTree, IsNotReadWhereTheGuardRefuses) {
  std::string bytes;
  for (std::size_t i = 0; i < 100; ++i) bytes += "Content-Type: message/rfc822\n\n";
  const MimeTree tree = read(bytes);
  EXPECT_FALSE(tree.read);
  EXPECT_EQ(tree.parts.size(), 1U);
  EXPECT_THAT(tree.flaws, ElementsAre(Flaw::kTooDeep));
}

TEST(MimeTree, IsReadStrictlyWhereMimeticIsNotAsked) {
  const std::string line(limits::kMaxHeaderLine, 'x');
  const RawMessage mail = RawMessage::parse(
      "X: " + line + "\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\na\n--b--\n");
  const MimeTree tree = read(mail);
  EXPECT_TRUE(tree.read);
  EXPECT_THAT(tree.flaws, ElementsAre(Flaw::kHeaderLineTooLong));
  EXPECT_THAT(listed(tree), ElementsAre("0 multipart/mixed ", "1 text/plain a"));
  EXPECT_EQ(tree.parts[1].body->of(mail.bytes()), "a");
}

// The guard sees one text part; mimetic takes a lone CR for a line end and would go on and on.
TEST(MimeTree, IsFencedWhereTheGuardSeesNoHeader) {
  std::string deep = "X: y\rContent-Type: message/rfc822\n\n";
  for (std::size_t i = 0; i < 120'000; ++i) deep += "Content-Type: message/rfc822\n\n";
  const std::string wide =
      "X: y\rContent-Type: message/rfc822\n\nZ: " + std::string(4'000'000, 'x');
  for (const std::string& bytes : {deep, wide}) {
    const RawMessage mail = RawMessage::parse(bytes);
    const GuardReport report = mime_guard(mail);
    EXPECT_TRUE(report.safe);
    const MimeTree tree = read_mime(mail, report);
    EXPECT_THAT(tree.flaws, ElementsAre(Flaw::kBareCr, Flaw::kMimeDisagreement));
    ASSERT_EQ(tree.parts.size(), 1U);
    EXPECT_EQ(tree.parts[0].encoded, mail.body());
    EXPECT_FALSE(tree.parts[0].body);
  }
}

struct NameRow {
  const char* header;
  const char* filename;
  const char* disposition;
};

TEST(MimeTree, FindsNames) {
  for (const NameRow& row : std::vector<NameRow>{
           {"Content-Type: text/plain\n", "", ""},
           {"Content-Disposition: inline\n", "", "inline"},
           {"Content-Type: application/pdf; name=a.pdf\n", "a.pdf", ""},
           {"Content-Disposition: ATTACHMENT; filename=\"b c.pdf\"\n", "b c.pdf", "attachment"},
           {"Content-Type: application/pdf; name=a\nContent-Disposition: attachment\n", "a",
            "attachment"},
           {"Content-Disposition: attachment; filename*=utf-8''%E8%AB%8B.pdf\n", "\xe8\xab\x8b.pdf",
            "attachment"},
           {"Content-Disposition: attachment; filename=\"=?utf-8?B?6KuL?=.pdf\"\n",
            "\xe8\xab\x8b.pdf", "attachment"}}) {
    const MimeTree tree = read(std::string(row.header) + "\nx");
    EXPECT_EQ(tree.parts[0].filename, row.filename) << row.header;
    EXPECT_EQ(tree.parts[0].disposition, row.disposition) << row.header;
  }
}

TEST(DecodeBody, UndoesTheEncoding) {
  Part part;
  part.encoded = "a=3Db=\nc";
  EXPECT_EQ(decode_body(part), "a=3Db=\nc");
  part.transfer_encoding = "quoted-printable";
  EXPECT_EQ(decode_body(part), "a=bc");
  part.transfer_encoding = "base64";
  part.encoded = "YW\r\nJj";
  EXPECT_EQ(decode_body(part), "abc");
  part.transfer_encoding = "x-uuencode";
  EXPECT_EQ(decode_body(part), "YW\r\nJj");
}

TEST(IsSealed, LooksAtEveryAncestor) {
  const std::string_view part = "--b\n\na\n--b\n\ns\n--b--\n";
  for (const std::string_view type : {"multipart/signed", "multipart/encrypted"}) {
    const MimeTree tree =
        read("Content-Type: " + std::string(type) + "; boundary=b\n\n" + std::string(part));
    EXPECT_TRUE(is_sealed(tree, 0));
    EXPECT_TRUE(is_sealed(tree, 1));
  }
  const MimeTree open = read("Content-Type: multipart/mixed; boundary=b\n\n" + std::string(part));
  EXPECT_FALSE(is_sealed(open, 0));
  EXPECT_FALSE(is_sealed(open, 1));
  EXPECT_TRUE(is_sealed(read("Content-Type: application/pkcs7-mime\n\nx"), 0));
  EXPECT_TRUE(is_sealed(read("Content-Type: application/x-pkcs7-mime\n\nx"), 0));
  EXPECT_FALSE(is_sealed(read("Content-Type: application/pkcs7-signature\n\nx"), 0));
}

}  // namespace
}  // namespace milter
