#include "milter/act/edit_plan.h"

#include <gtest/gtest.h>

namespace milter {
namespace {

TEST(EditPlan, CharsetParameter) {
  const std::pair<const char*, const char*> rows[] = {
      {" text/plain; charset=us-ascii", "text/plain; charset=utf-8"},
      {"text/plain; charset=\"iso-8859-1\"; format=flowed; delsp=yes",
       "text/plain; charset=utf-8; format=flowed; delsp=yes"},
      {"text/plain;\n CHARSET = x;\n format=flowed",
       "text/plain;\n charset=utf-8;\n format=flowed"},
      {"text/plain", "text/plain; charset=utf-8"},
      {"text/plain;", "text/plain; charset=utf-8"},
      {"", "text/plain; charset=utf-8"},
      {"text/plain; name=\"a;charset=b\"; charset=c",
       "text/plain; name=\"a;charset=b\"; charset=utf-8"},
      {"text/plain (; charset=b); charset*=us-ascii''c", "text/plain (; charset=b); charset=utf-8"},
      {"text/plain; x-charset=b", "text/plain; x-charset=b; charset=utf-8"},
  };
  for (const auto& [before, after] : rows) EXPECT_EQ(with_utf8_charset(before), after);
}

MimeTree one_part_tree(std::string_view bytes, std::string_view body) {
  const std::size_t header = bytes.find("Content-Type: text");
  const std::size_t begin = bytes.find(body, header);
  MimeTree tree;
  tree.parts.resize(2);
  tree.parts[1].header = ByteRange{header, begin};
  tree.parts[1].body = ByteRange{begin, begin + body.size()};
  return tree;
}

TEST(EditPlan, FieldsOfAPartAreSplicedIntoTheBody) {
  const RawMessage mail = RawMessage::parse(
      "Content-Type: multipart/mixed; boundary=B\n\n--B\nContent-Type: text/plain\nX: "
      "1\n\nhi\n--B--\n");
  const MimeTree tree = one_part_tree(mail.bytes(), "hi");
  EditPlan plan(mail, tree);
  plan.set_field(1, "content-type", "a/b;\n c=d");
  plan.set_field(1, "Y", "2");
  plan.drop_field(1, "x");
  plan.prepend(1, "> ");
  EXPECT_EQ(plan.finish().body(), "--B\ncontent-type: a/b;\n c=d\nY: 2\n\n> hi\n--B--\n");
}

TEST(EditPlan, HeaderWithoutItsEmptyLineGetsOne) {
  const RawMessage mail = RawMessage::parse(
      "Content-Type: multipart/mixed; boundary=B\n\n--B\nContent-Type: text/plain\n--B--\n");
  const MimeTree tree = one_part_tree(mail.bytes(), "--B--");
  EditPlan plan(mail, tree);
  plan.prepend(1, "text\n");
  EXPECT_EQ(plan.finish().body(), "--B\nContent-Type: text/plain\n\ntext\n--B--\n");
}

TEST(EditPlan, FieldsOfTheMessageAreHeaderEdits) {
  const RawMessage mail = RawMessage::parse("Subject: x\n\nhi\n");
  MimeTree tree;
  tree.parts.resize(1);
  tree.parts[0].header = ByteRange{0, mail.body_begin()};
  EditPlan plan(mail, tree);
  plan.set_field(0, "Subject", "y");
  plan.set_field(0, "New", "z");
  const Edits edits = plan.finish();
  EXPECT_FALSE(edits.body());
  EXPECT_EQ(apply_edits(mail, edits), "New: z\nSubject: y\n\nhi\n");
}

}  // namespace
}  // namespace milter
