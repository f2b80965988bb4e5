#include <gtest/gtest.h>

#include "milter/act/banner.h"
#include "milter/base/text.h"
#include "milter/mail/encoded_word.h"

namespace milter {
namespace {

struct Row {
  const char* value;
  const char* tag;
  const char* shown;  // decoded, spaces as a reader sees them
};

class TagSubject : public ::testing::TestWithParam<Row> {};

TEST_P(TagSubject, StandsBehindTheReplyPrefixOnce) {
  const Row& row = GetParam();
  const std::string tagged = tag_subject(row.value, row.tag, "\r\n");
  EXPECT_EQ(decode_header(tagged), row.shown);
  EXPECT_EQ(tag_subject(tagged, row.tag, "\r\n"), tagged);
  for (const std::string_view line : split(tagged, '\n')) EXPECT_LE(line.size(), 77U) << line;
}

INSTANTIATE_TEST_SUITE_P(
    Rows, TagSubject,
    ::testing::Values(
        Row{" Hello", "[Sekimori: CAUTION]", "[Sekimori: CAUTION] Hello"},
        Row{"", "[Sekimori: CAUTION]", "[Sekimori: CAUTION]"},
        Row{"Re: Hello", "[Sekimori: CAUTION]", "Re: [Sekimori: CAUTION] Hello"},
        Row{"RE: Fwd: Hello", "[Sekimori: UNVERIFIED]", "RE: Fwd: [Sekimori: UNVERIFIED] Hello"},
        Row{"Re[2]: Hello", "[Sekimori: CAUTION]", "Re[2]: [Sekimori: CAUTION] Hello"},
        Row{"Regarding: Hello", "[Sekimori: CAUTION]", "[Sekimori: CAUTION] Regarding: Hello"},
        // 請求書 in UTF-8.
        Row{"=?UTF-8?B?6KuL5rGC5pu4?=", "【関守：要確認】", "【関守：要確認】請求書"},
        Row{"Re: =?UTF-8?B?6KuL5rGC5pu4?=", "【関守：要確認】", "Re: 【関守：要確認】請求書"},
        // 返信: 請求書 in one word, "Re: 請" in one word.
        Row{"=?UTF-8?B?6L+U5L+hOiDoq4vmsYLmm7g=?=", "【関守：未確認】",
            "返信: 【関守：未確認】請求書"},
        Row{"=?UTF-8?B?UmU6IOiriw==?=", "【関守：未確認】", "Re: 【関守：未確認】請"},
        // Another level: the tag is exchanged.
        Row{"【関守：未確認】x", "【関守：要確認】", "【関守：要確認】 x"},
        Row{"[Sekimori: CAUTION] x", "[Sekimori: UNVERIFIED]", "[Sekimori: UNVERIFIED] x"}));

class UntagSubject : public ::testing::TestWithParam<const char*> {};

TEST_P(UntagSubject, GivesBackTheBytes) {
  const std::string value = GetParam();
  for (const char* tag :
       {"【関守：要確認】", "【関守：未確認】", "[Sekimori: CAUTION]", "[Sekimori: UNVERIFIED]"}) {
    EXPECT_EQ(untag_subject(tag_subject(value, tag, "\r\n")), value) << tag;
  }
  EXPECT_EQ(untag_subject(" " + value), " " + value);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, UntagSubject,
    ::testing::Values("Hello", "Re: Hello", "Re:Hello", "",
                      "Re:", "=?ISO-2022-JP?B?GyRCQEE1YRsoQg==?=",
                      "Re: =?UTF-8?Q?=E8=AB=8B?=\r\n =?UTF-8?Q?=E6=B1=82?=",
                      "Fwd: A long subject that does not fit beside a tag in one line of mail",
                      "[CAUTIOUS] x", "Re: caution", "raw \xE8\xAB\x8B", "x [Sekimori: CAUTION]"));

TEST(Subject, WrittenAnewByAMailProgram) {
  // "Re: 【関守：要確認】請求書" as one encoded word.
  const std::string value = " =?UTF-8?B?UmU6IOOAkOmWouWuiO+8muimgeeiuuiqjeOAkeiri+axguabuA==?=";
  EXPECT_EQ(decode_header(untag_subject(value)), "Re: 請求書");
}

TEST(Subject, ManyTagsCostLittle) {
  std::string value;
  for (int i = 0; i < 5000; ++i) value += "[Sekimori: CAUTION] ";
  EXPECT_LT(untag_subject(value).size(), value.size());
}

}  // namespace
}  // namespace milter
