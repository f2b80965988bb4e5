#include "milter/auth/dkim_tags.h"

#include <gtest/gtest.h>

namespace milter {
namespace {

TEST(DkimTags, ReadsWhatTheGrammarAllows) {
  struct Row {
    const char* text;
    const char* name;
    const char* value;    // as it stands
    const char* compact;  // without white space
  };
  const Row rows[] = {
      {"v=1", "v", "1", "1"},
      {"v=1;", "v", "1", "1"},
      {" v = 1 ; a = rsa-sha256 ; ", "a", "rsa-sha256", "rsa-sha256"},
      {"b=AbC\r\n\t dEf;v=1", "b", "AbC\r\n\t dEf", "AbCdEf"},
      {"p=", "p", "", ""},
      {"p=; v=DKIM1", "p", "", ""},
      {"n=a note, with = and /; v=1", "n", "a note, with = and /", "anote,with=and/"},
      {"h=from : to", "h", "from : to", "from:to"},
      {"a_b2=x", "a_b2", "x", "x"},
      {"V=1", "v", "1", "1"},
  };
  for (const Row& row : rows) {
    const auto tags = DkimTags::parse(row.text);
    ASSERT_TRUE(tags) << row.text;
    EXPECT_TRUE(tags->has(row.name)) << row.text;
    EXPECT_EQ(tags->value(row.name), row.value) << row.text;
    EXPECT_EQ(tags->compact(row.name), row.compact) << row.text;
  }
}

TEST(DkimTags, RefusesTheRest) {
  for (const char* text : {"", ";", " ", "v", "v=1;;a=b", "=1", "1v=1", "v v=1", "v=1; v=1",
                           "d=a.example; D=b.example", "v=\x01", "v=\xE3\x81\x82", "v=\x7F",
                           "v=1; a", "_a=1", "v=\"1\"; v-a=2"}) {
    EXPECT_FALSE(DkimTags::parse(text)) << text;
  }
}

TEST(DkimTags, ListsAreLowerCaseWithoutEmptyPieces) {
  const auto tags = DkimTags::parse("h=From : To::\r\n Subject:; q=");
  ASSERT_TRUE(tags);
  EXPECT_EQ(tags->list("h"), (std::vector<std::string>{"from", "to", "subject"}));
  EXPECT_TRUE(tags->list("q").empty());
  EXPECT_TRUE(tags->list("x").empty());
  EXPECT_EQ(tags->first(), "h");
}

TEST(DkimTags, Base64) {
  for (const char* good : {"A", "AAAA", "AA==", "AAA=", "a+/9"})
    EXPECT_TRUE(is_base64(good)) << good;
  for (const char* bad : {"", "=", "==", "A===", "A=A", "A-", "A A", "A\n"}) {
    EXPECT_FALSE(is_base64(bad)) << bad;
  }
}

}  // namespace
}  // namespace milter
