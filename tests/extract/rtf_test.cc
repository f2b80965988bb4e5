#include "milter/extract/rtf.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace milter::extract {
namespace {

struct Row {
  std::string rtf;
  std::string text;
};

// The bytes are those of code page 932: 振 90 55, 込 8D 9E, 先 90 E6, テ 83 65, 表 95 5C.
TEST(Rtf, JapaneseAsWordWritesIt) {
  const std::vector<Row> rows = {
      {R"({\rtf1\ansi\ansicpg932 \'90\'55\'8d\'9e\'90\'e6\par})", "振込先\n"},
      {R"({\rtf1\ansi\ansicpg932 \'83e\'95\\\'8e\'a6})", "テ表示"},
      {R"({\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fnil\fcharset128 MS \'96\'be;}{\f1 Arial;}})"
       R"(\f0\'90\'55\f1\'e9})",
       "振é"},
      {R"({\rtf1\ansi\ansicpg932\uc1\u25391?\u-28740?})", "振込"},
      {R"({\rtf1\ansi\ansicpg932\uc2\u25391\'90\'55\u36796\'8d\'9e\'90\'e6})", "振込先"},
      {R"({\rtf1\uc0\u-10180\u-9184 x})", "\U0001F020x"},
      {"{\\rtf1\\ansi\\ansicpg932 \x90\x55\x8D\x9E}", "振込"},
      {R"({\rtf1\ansi\ansicpg65001 \'e6\'8c\'af})", "振"},
  };
  for (const Row& row : rows) EXPECT_EQ(read_rtf(row.rtf, {}).text, row.text) << row.rtf;
}

TEST(Rtf, WhatIsShownAndWhatIsNot) {
  const std::vector<Row> rows = {
      {R"({\rtf1 a\par b\line c\tab d\cell e\row})", "a\nb\nc\td\te\n"},
      {R"({\rtf1{\info{\title x}}{\stylesheet{\s0 y;}}{\colortbl;\red0;}a})", "a"},
      {R"({\rtf1{\*\generator x;}{\pict 89504e47}{\object{\*\objdata 0105}{\result b}}a})", "ba"},
      {R"({\rtf1{\field{\*\fldinst HYPERLINK "http://x"}{\fldrslt link}}})", "link"},
      {R"({\rtf1{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt box}}{\shprslt old}}})", "box"},
      {R"({\rtf1 \{a\}\\b\~c\_d\-e})", "{a}\\b c-de"},
      {"{\\rtf1 a\r\nb\\\nc}", "ab\nc"},
      {R"({\rtf1 {\b bold} {\i x}})", "bold x"},
      {"{\\rtf1 \\bin5 {{{{{a}", "a"},
  };
  for (const Row& row : rows) EXPECT_EQ(read_rtf(row.rtf, {}).text, row.text) << row.rtf;
}

TEST(Rtf, DamageEndsInWhatWasRead) {
  const std::vector<Row> rows = {
      {"{\\rtf1 a", "a"},           {"{\\rtf1 a}}}} b", "a b"},
      {"{\\rtf1 a\\", "a"},         {"{\\rtf1 a\\'", "a"},
      {"{\\rtf1 a\\'9", "a\u0009"}, {"{\\rtf1 a\\'zz", "azz"},
      {"{\\rtf1 a\\u", "a"},        {"{\\rtf1\\bin99999 a", ""},
      {"{\\rtf1\\bin-5 a", "a"},    {"{\\rtf1\\u99999999999 a", "a"},
  };
  for (const Row& row : rows) EXPECT_EQ(read_rtf(row.rtf, {}).text, row.text) << row.rtf;
}

TEST(Rtf, GroupsAreCounted) {
  const std::string open(limits::kMaxRtfGroups, '{');
  EXPECT_FALSE(read_rtf(open + "a", {}).too_deep);
  const RtfText deep = read_rtf("b" + open + "{a", {});
  EXPECT_TRUE(deep.too_deep);
  EXPECT_EQ(deep.text, "b");
}

TEST(Rtf, ReadingStopsWhenTheTextIsLongEnough) {
  ExtractLimits few;
  few.text_bytes = 10;
  EXPECT_EQ(read_rtf("{\\rtf1 0123456789abcdef}", few).text, "0123456789a");
  EXPECT_EQ(read_rtf("{\\rtf1 01234\\par 5678}", few).text, "01234\n5678");
}

}  // namespace
}  // namespace milter::extract
