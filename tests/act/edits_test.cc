#include "milter/act/edits.h"

#include <gtest/gtest.h>

namespace milter {
namespace {

constexpr const char* kMail =
    "Received: a\r\n"
    "X-Level: one\r\n"
    "Subject: Hello\r\n there\r\n"
    "x-level: two\r\n"
    "X-Level: three\r\n"
    "\r\n"
    "Body\r\n";

std::string applied(const Edits& edits, const std::string& mail = kMail) {
  return apply_edits(RawMessage::parse(mail), edits);
}

TEST(Edits, NothingAskedNothingChanged) {
  EXPECT_TRUE(Edits().empty());
  EXPECT_EQ(applied(Edits()), kMail);
}

TEST(Edits, RemovalsGoFromTheLastOccurrence) {
  Edits edits;
  edits.remove("X-Level", 1);
  edits.remove("X-Level", 3);
  edits.remove("X-Level", 2);
  std::vector<std::size_t> order;
  for (const HeaderEdit& edit : edits.sorted()) {
    order.push_back(std::get<RemoveField>(edit).occurrence);
  }
  EXPECT_EQ(order, (std::vector<std::size_t>{3, 2, 1}));
  EXPECT_EQ(applied(edits), "Received: a\r\nSubject: Hello\r\n there\r\n\r\nBody\r\n");
}

TEST(Edits, RemovingOneTwiceSparesTheNext) {
  Edits edits;
  edits.remove("X-Level", 1);
  edits.remove("x-level", 1);
  EXPECT_EQ(applied(edits),
            "Received: a\r\nSubject: Hello\r\n there\r\nx-level: two\r\nX-Level: three\r\n\r\n"
            "Body\r\n");
}

TEST(Edits, ChangeKeepsPlaceAndSpelling) {
  Edits edits;
  edits.change("X-LEVEL", 2, " red");
  edits.change("Subject", 1, "A\n B");
  EXPECT_EQ(applied(edits),
            "Received: a\r\nX-Level: one\r\nSubject: A\r\n B\r\nx-level: red\r\nX-Level: three\r\n"
            "\r\nBody\r\n");
}

TEST(Edits, RemovalBeforeChangeOfALaterOne) {
  Edits edits;
  edits.remove("X-Level", 1);
  edits.change("X-Level", 3, "last");
  EXPECT_EQ(applied(edits),
            "Received: a\r\nSubject: Hello\r\n there\r\nx-level: two\r\nX-Level: last\r\n\r\n"
            "Body\r\n");
}

TEST(Edits, FirstInsertedStandsHighest) {
  Edits edits;
  edits.insert("A", "1");
  edits.insert("B", "2");
  edits.remove("Received", 1);
  const auto order = edits.sorted();
  ASSERT_EQ(order.size(), 3U);
  EXPECT_TRUE(std::holds_alternative<RemoveField>(order[0]));
  EXPECT_EQ(std::get<InsertField>(order[1]).name, "B");
  EXPECT_EQ(std::get<InsertField>(order[2]).name, "A");
  EXPECT_EQ(applied(edits).substr(0, 24), "A: 1\r\nB: 2\r\nX-Level: one");
}

TEST(Edits, MissingOccurrenceIsIgnored) {
  Edits edits;
  edits.change("X-Level", 4, "no");
  edits.remove("X-Other", 1);
  EXPECT_EQ(applied(edits), kMail);
}

TEST(Edits, LfMailsStayLf) {
  Edits edits;
  edits.insert("A", "1\n 2");
  edits.replace_body("new\n");
  EXPECT_EQ(applied(edits, "Subject: x\n\nold\n"), "A: 1\n 2\nSubject: x\n\nnew\n");
}

TEST(Edits, BodyAfterHeaderWithoutEmptyLine) {
  Edits edits;
  edits.replace_body("new\r\n");
  EXPECT_EQ(applied(edits, "Subject: x\r\n"), "Subject: x\r\n\r\nnew\r\n");
}

TEST(Edits, AppendTakesTheLaterBody) {
  Edits first;
  first.insert("A", "1");
  first.replace_body("one");
  Edits second;
  second.insert("B", "2");
  second.replace_body("two");
  first.append(second);
  EXPECT_EQ(first.body(), "two");
  EXPECT_EQ(first.sorted().size(), 2U);
  first.append(Edits());
  EXPECT_EQ(first.body(), "two");
}

}  // namespace
}  // namespace milter
