// Our own sentences in a quoted banner, against everything that only looks like one.
#include "milter/judge/own_words.h"

#include <gtest/gtest.h>

namespace milter {
namespace {

TEST(OwnWords, OfAQuotedBannerAreLeftOut) {
  const char* rows[] = {
      "【関守】振込先・口座の変更を伝えるメールです\n",
      "> 【関守】振込先・口座の変更を伝えるメールです\r\n",
      "> > ・振込先・口座の変更に触れています。\n",
      "・支払い・送金を求めています。",
      ">[Sekimori] This mail announces a change of bank account\n",
      "> - It speaks of a change of bank account.\n",
      "> "
      "一人で判断せず、社内の責任者に相談してください。口外を禁じられていても相談して構いません。"
      "\n",
  };
  for (const char* row : rows) EXPECT_EQ(without_own_words(row), "") << row;
}

TEST(OwnWords, AllElseStays) {
  const char* rows[] = {
      "",
      "\n\n",
      "> 振込先口座が変更になりました。\n",
      "【関守】振込先口座が変更になりました。\n",
      "【関守】振込先・口座の変更を伝えるメールです。みらい銀行 普通 1234567\n",
      "・振込先・口座の変更に触れています。ご対応ください。\n",
      "- It speaks of a change of bank account. Please pay\n",
      "――――― 関守（Sekimori）の注意はここまで #77aa ―――――\n",
      "no line end",
  };
  for (const char* row : rows) EXPECT_EQ(without_own_words(row), row) << row;
}

TEST(OwnWords, ARequestBetweenThemStays) {
  EXPECT_EQ(without_own_words("【関守】振込先・口座の変更を伝えるメールです\n"
                              "みらい銀行 普通 1234567 へ\n"
                              "・支払い・送金を求めています。\n"),
            "みらい銀行 普通 1234567 へ\n");
}

}  // namespace
}  // namespace milter
