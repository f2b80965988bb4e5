// Expectations from the HTML standard, 13.2.5.72 to 80 and 13.5.
#include "milter/mail/html_entities.h"

#include <gtest/gtest.h>

namespace milter {
namespace {

struct Row {
  const char* in;
  const char* text;
  const char* attribute;
};

class References : public testing::TestWithParam<Row> {};

TEST_P(References, AreDecoded) {
  EXPECT_EQ(decode_references(GetParam().in, false), GetParam().text);
  EXPECT_EQ(decode_references(GetParam().in, true), GetParam().attribute);
}

INSTANTIATE_TEST_SUITE_P(Table, References,
                         testing::ValuesIn(std::vector<Row>{
                             {"", "", ""},
                             {"R&D", "R&D", "R&D"},
                             {"Q & A", "Q & A", "Q & A"},
                             {"a&", "a&", "a&"},
                             {"&;", "&;", "&;"},
                             {"&#;", "&#;", "&#;"},
                             {"&#x;", "&#x;", "&#x;"},
                             {"&nosuchname;", "&nosuchname;", "&nosuchname;"},
                             {"?a=1&b=2", "?a=1&b=2", "?a=1&b=2"},
                             {"?a=1&copy=2", "?a=1\u00a9=2", "?a=1&copy=2"},
                             {"&copyright", "\u00a9right", "&copyright"},
                             {"&copy &copy;", "\u00a9 \u00a9", "\u00a9 \u00a9"},
                             {"&amp;lt;", "&lt;", "&lt;"},
                             {"https&colon;&sol;&sol;x&period;example", "https://x.example",
                              "https://x.example"},
                             {"&commat;&lpar;&rpar;&lowbar;", "@()_", "@()_"},
                             {"&yen;1,000&nbsp;", "\u00a51,000\u00a0", "\u00a51,000\u00a0"},
                             {"&Tab;&NewLine;", "\t\n", "\t\n"},
                             {"&ZeroWidthSpace;", "\u200b", "\u200b"},
                             {"&zwj;&zwnj;&shy;", "\u200d\u200c\u00ad", "\u200d\u200c\u00ad"},
                             {"&notit; &notin;", "\u00acit; \u2209", "&notit; \u2209"},
                             {"&quot;&apos;", "\"'", "\"'"},
                             {"&#65;&#x42;&#X63;", "ABc", "ABc"},
                             {"&#65B", "AB", "AB"},
                             {"&#128;&#x96;", "\u20ac\u2013", "\u20ac\u2013"},
                             {"&#0;&#xD800;&#x110000;", "\ufffd\ufffd\ufffd", "\ufffd\ufffd\ufffd"},
                             {"&#99999999999999999999;", "\ufffd", "\ufffd"},
                             {"&#26666;&#20117;", "\u682a\u4e95", "\u682a\u4e95"},
                             {"&CounterClockwiseContourIntegral;", "\u2233", "\u2233"},
                             {"&fjlig;&nLt;", "fj\u226a\u20d2", "fj\u226a\u20d2"},
                             {"&equals;&lbrace;", "={", "={"}}));

}  // namespace
}  // namespace milter
