#include "milter/courier/address_field.h"

#include <gtest/gtest.h>

#include "milter/base/text.h"

namespace milter {
namespace {

// In `field` each mailbox stands in {}, its address in [] (the whole mailbox if there is none).
// '-' before a mailbox drops it, '=' corrects it to new@x.example.
struct Row {
  const char* field;
  const char* result;  // nullptr: the field goes
};

struct Marked {
  std::string text;
  std::vector<MailboxEdit> mailboxes;
};

Marked read(std::string_view marked) {
  Marked read;
  for (const char c : marked) {
    const std::size_t at = read.text.size();
    if (c == '{') {
      read.mailboxes.push_back({{at, at}, {at, 0}, Choice::kNone, "new@x.example"});
      char& before = read.text.back();
      if (before == '-' || before == '=') {
        read.mailboxes.back().choice = before == '-' ? Choice::kDrop : Choice::kCorrect;
        read.mailboxes.back().mailbox.begin = read.mailboxes.back().address.begin = at - 1;
        read.text.pop_back();
      }
    } else if (c == '[') {
      read.mailboxes.back().address.begin = at;
    } else if (c == ']') {
      read.mailboxes.back().address.end = at;
    } else if (c == '}') {
      read.mailboxes.back().mailbox.end = at;
      if (read.mailboxes.back().address.end == 0) read.mailboxes.back().address.end = at;
    } else {
      read.text += c;
    }
  }
  return read;
}

class EditedField : public ::testing::TestWithParam<Row> {};

// The field stands in the middle of other bytes: ranges are of those.
TEST_P(EditedField, KeepsEveryOtherByte) {
  const std::string before = "From: a@b.example\r\n";
  Marked marked = read(before + GetParam().field);
  const ByteRange field{before.size(), marked.text.size()};
  const auto edited = edited_field(marked.text + "Subject: x, y@z\r\n", field, marked.mailboxes);
  if (GetParam().result == nullptr) {
    EXPECT_EQ(edited, std::nullopt);
  } else {
    ASSERT_TRUE(edited.has_value());
    EXPECT_EQ(*edited, GetParam().result);
  }
}

INSTANTIATE_TEST_SUITE_P(Nothing, EditedField,
                         ::testing::Values(Row{"To: {a@x}\r\n", "To: a@x\r\n"},
                                           Row{"to:{a@x},,{b@x} ,\r\n", "to:a@x,,b@x ,\r\n"},
                                           Row{"Cc: \"x, y\" , (z,\\) z) \r\n {a@x}\n",
                                               "Cc: \"x, y\" , (z,\\) z) \r\n a@x\n"}));

INSTANTIATE_TEST_SUITE_P(
    Correct, EditedField,
    ::testing::Values(
        Row{"To: ={a@x}\r\n", "To: new@x.example\r\n"},
        Row{"To: {k@x}, ={Taro <[a@x]>} (one)\r\n", "To: k@x, Taro <new@x.example> (one)\r\n"},
        // A display name is the sender's text: it stays.
        Row{"To: ={\"a@x\" <[a@x]>}\r\n", "To: \"a@x\" <new@x.example>\r\n"},
        Row{"Cc: ={=?UTF-8?B?5qGc?=\r\n <[a@x]>},\r\n {b@x}\r\n",
            "Cc: =?UTF-8?B?5qGc?=\r\n <new@x.example>,\r\n b@x\r\n"},
        Row{"To: ={a@x}, -{b@x}, ={c@x}\r\n", "To: new@x.example, new@x.example\r\n"}));

INSTANTIATE_TEST_SUITE_P(
    Drop, EditedField,
    ::testing::Values(Row{"To: -{a@x}, {b@x}, {c@x}\r\n", "To: b@x, c@x\r\n"},
                      Row{"To: {a@x}, -{b@x}, {c@x}\r\n", "To: a@x, c@x\r\n"},
                      Row{"To: {a@x}, {b@x}, -{c@x}\r\n", "To: a@x, b@x\r\n"},
                      Row{"To: {a@x},-{b@x},{c@x}\n", "To: a@x,c@x\n"},
                      Row{"To: -{a@x}, -{b@x}, {c@x}\r\n", "To: c@x\r\n"},
                      Row{"To: {a@x}, -{b@x}, -{c@x}\r\n", "To: a@x\r\n"},
                      Row{"To: {a@x}, -{b@x}, -{c@x}, {d@x}\r\n", "To: a@x, d@x\r\n"},
                      Row{"To: -{a@x}, {b@x}, -{c@x}\r\n", "To: b@x\r\n"},
                      Row{"To: -{\"Sato, Taro\" <[a@x]>}, {\"Ito, Jiro\" <[b@x]>}\r\n",
                          "To: \"Ito, Jiro\" <b@x>\r\n"}));

INSTANTIATE_TEST_SUITE_P(
    DropAtFolds, EditedField,
    ::testing::Values(
        Row{"To: -{a@x},\r\n {b@x}\r\n", "To: b@x\r\n"},
        Row{"To:\r\n -{a@x},\r\n\t{b@x}\r\n", "To:\r\n b@x\r\n"},
        Row{"To: {a@x},\r\n -{b@x},\r\n {c@x}\r\n", "To: a@x,\r\n c@x\r\n"},
        Row{"To: {a@x},\r\n -{b@x}\r\n", "To: a@x\r\n"},
        Row{"To: {a@x}\n , -{b@x}\n , {c@x}\n", "To: a@x\n , c@x\n"},
        // No line of white space alone is left behind: RFC 5322 4.2 forbids writing it.
        Row{"To: {a@x}\r\n , -{b@x}\r\n", "To: a@x\r\n"},
        Row{"To: {a@x},\r\n -{b@x},\r\n", "To: a@x,\r\n"},
        Row{"To: T:\r\n -{a@x}\r\n ;, {b@x}\r\n", "To: T:\r\n ;, b@x\r\n"}));

INSTANTIATE_TEST_SUITE_P(
    DropWithComments, EditedField,
    ::testing::Values(
        // A comment at a mailbox is about it and leaves with it.
        Row{"To: -{a@x} (Sato, the boss), {b@x} (Ito)\r\n", "To: b@x (Ito)\r\n"},
        Row{"To: {a@x} (Sato), -{b@x} (Ito (of \\) x))\r\n", "To: a@x (Sato)\r\n"},
        Row{"To: (Sato) -{a@x}, (Ito) {b@x}\r\n", "To: (Ito) b@x\r\n"},
        Row{"To: {a@x}, (never closed, -{b@x}\r\n", "To: a@x\r\n"}));

INSTANTIATE_TEST_SUITE_P(
    DropInGroups, EditedField,
    ::testing::Values(Row{"To: Team: -{a@x}, {b@x};\r\n", "To: Team: b@x;\r\n"},
                      Row{"To: Team: {a@x}, -{b@x};\r\n", "To: Team: a@x;\r\n"},
                      Row{"To: Team: -{a@x};, {b@x}\r\n", "To: Team: ;, b@x\r\n"},
                      Row{"To: {a@x}, Team: -{b@x}, -{c@x};\r\n", "To: a@x, Team: ;\r\n"},
                      Row{"To: {a@x}, -{b@x}, \"T, 1\": {c@x};\r\n", "To: a@x, \"T, 1\": c@x;\r\n"},
                      Row{"To: Team: -{a@x};\r\n", nullptr}));

INSTANTIATE_TEST_SUITE_P(DropAll, EditedField,
                         ::testing::Values(Row{"To: -{a@x}\r\n", nullptr},
                                           Row{"Cc: -{a@x},\r\n -{b@x},\r\n", nullptr},
                                           Row{"To: (only us) -{a@x}\r\n", nullptr},
                                           // A mailbox whose place was not kept is still one.
                                           Row{"To: -{a@x}, Ito <b@x>\r\n", "To: Ito <b@x>\r\n"},
                                           Row{"To: Ito <b@x>, -{a@x}\r\n", "To: Ito <b@x>\r\n"}));

}  // namespace
}  // namespace milter
