// Expectations from RFC 5322 2.1 to 2.2.3 and by hand.
#include "milter/mail/raw_message.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "milter/base/limits.h"

namespace milter {
namespace {

using std::string_view_literals::operator""sv;
using testing::ElementsAre;

std::vector<std::string> printed(const RawMessage& mail) {
  std::vector<std::string> out;
  for (const HeaderField& field : mail.fields()) {
    out.push_back(std::string(mail.name(field)) + "|" + std::string(mail.value(field)));
  }
  return out;
}

TEST(RawMessage, SplitsHeaderAndBody) {
  const RawMessage mail = RawMessage::parse("From: a@b.example\r\nSubject: x\r\n\r\nbody\r\n");
  EXPECT_THAT(printed(mail), ElementsAre("From| a@b.example", "Subject| x"));
  EXPECT_EQ(mail.header(), "From: a@b.example\r\nSubject: x\r\n\r\n");
  EXPECT_EQ(mail.body(), "body\r\n");
  EXPECT_EQ(mail.eol(), "\r\n");
}

struct Row {
  const char* bytes;
  std::vector<std::string> fields;
  const char* body;
};

class Parse : public testing::TestWithParam<Row> {};

TEST_P(Parse, FindsFieldsAndBody) {
  const RawMessage mail = RawMessage::parse(GetParam().bytes);
  EXPECT_EQ(printed(mail), GetParam().fields);
  EXPECT_EQ(mail.body(), GetParam().body);
  EXPECT_EQ(std::string(mail.header()) + std::string(mail.body()), GetParam().bytes);
}

INSTANTIATE_TEST_SUITE_P(
    Table, Parse,
    testing::ValuesIn(std::vector<Row>{
        {"", {}, ""},
        {"\n", {}, ""},
        {"\r\nbody", {}, "body"},
        {"A: 1\nB: 2\n\nbody", {"A| 1", "B| 2"}, "body"},
        {"A: 1\r\nB: 2\n\r\nbody", {"A| 1", "B| 2"}, "body"},
        {"A: 1", {"A| 1"}, ""},
        {"A: 1\r\n", {"A| 1"}, ""},
        {"A:\r\n\r\n", {"A|"}, ""},
        {"A: 1\n 2\n\t3\nB: 4\n\n", {"A| 1\n 2\n\t3", "B| 4"}, ""},
        {"A: 1\n \nB: 2\n\n", {"A| 1\n ", "B| 2"}, ""},
        {"A : 1\n\n", {"A| 1"}, ""},
        {"no colon\nB: 2\n\n", {"|no colon", "B| 2"}, ""},
        {": 1\n\n", {"|: 1"}, ""},
        {"From a@b Mon Jan  5 10:00:00 2026\nB: 2\n\n",
         {"|From a@b Mon Jan  5 10:00:00 2026", "B| 2"},
         ""},
        {" folded first\nB: 2\n\n", {"| folded first", "B| 2"}, ""},
        {"\xe4\xbb\xb6\xe5\x90\x8d: 1\n\n", {"|\xe4\xbb\xb6\xe5\x90\x8d: 1"}, ""},
        {"A: x\ry\n\nb", {"A| x\ry"}, "b"},
        {"A: 1\n\n\nb", {"A| 1"}, "\nb"}}));

TEST(RawMessage, RangesOfAFieldFitTogether) {
  const std::string bytes = "A: 1\r\n 2\r\nB:3\r\n\r\n";
  std::size_t body = 0;
  const auto fields = index_header(bytes, 0, bytes.size(), &body);
  ASSERT_EQ(fields.size(), 2U);
  EXPECT_EQ(fields[0].whole, (ByteRange{0, 10}));
  EXPECT_EQ(fields[0].name, (ByteRange{0, 1}));
  EXPECT_EQ(fields[0].value, (ByteRange{2, 8}));
  EXPECT_EQ(fields[1].whole.of(bytes), "B:3\r\n");
  EXPECT_EQ(body, bytes.size());
}

TEST(RawMessage, IndexesWithinItsLimit) {
  std::size_t body = 0;
  EXPECT_EQ(index_header("xxA: 1\nB: 2\n\n", 2, 7, &body).size(), 1U);
  EXPECT_EQ(body, 7U);
}

TEST(RawMessage, IsFilledFieldByField) {
  RawMessage mail;
  mail.add_field("Subject", " a\n b\r\n\tc");
  mail.add_field("X", " n\0l"sv);
  mail.end_header();
  mail.add_body("one\r\n");
  mail.add_body("two");
  EXPECT_EQ(mail.bytes(), "Subject: a\r\n b\r\n\tc\r\nX: n\0l\r\n\r\none\r\ntwo"sv);
  EXPECT_EQ(mail.body(), "one\r\ntwo");
  EXPECT_EQ(mail.value(mail.fields()[0]), " a\r\n b\r\n\tc");
  EXPECT_EQ(printed(RawMessage::parse(std::string(mail.bytes()))), printed(mail));
}

TEST(RawMessage, FindsByNameWithoutCase) {
  const RawMessage mail = RawMessage::parse("TO: 1\nCc: 2\nto: 3\nnoname\n\n");
  const auto found = mail.find("To");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(mail.value(*found[0]), " 1");
  EXPECT_EQ(mail.value(*found[1]), " 3");
  EXPECT_TRUE(mail.find("Bcc").empty());
  EXPECT_TRUE(mail.find("").empty());
}

TEST(RawMessage, KnowsItsLineEnding) {
  EXPECT_EQ(RawMessage::parse("A: 1\n\n").eol(), "\n");
  EXPECT_EQ(RawMessage::parse("A: 1\r\nB: 2\n\n").eol(), "\r\n");
  EXPECT_EQ(RawMessage::parse("").eol(), "\r\n");
}

TEST(RawMessage, CountsWhatIsTooMuch) {
  RawMessage mail;
  mail.add_field("A", " 1");
  mail.end_header();
  EXPECT_FALSE(mail.truncated());
  mail.add_body(std::string(limits::kMaxMessageBytes, 'x'));
  EXPECT_TRUE(mail.truncated());
  EXPECT_EQ(mail.bytes().size(), limits::kMaxMessageBytes);
  mail.add_body("more");
  EXPECT_EQ(mail.size(), 8 + limits::kMaxMessageBytes + 4);

  const RawMessage parsed = RawMessage::parse(std::string(limits::kMaxMessageBytes + 5, 'x'));
  EXPECT_TRUE(parsed.truncated());
  EXPECT_EQ(parsed.size(), limits::kMaxMessageBytes + 5);
}

}  // namespace
}  // namespace milter
