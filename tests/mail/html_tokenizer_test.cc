// All cases of html5lib (html5lib/cases.tsv, licence beside it) but those for XML and those of
// surrogates, which UTF-8 cannot hold: the tokens that the HTML standard asks for. Each line: mode,
// last start tag, input, then the tokens; \u{..} and \\ are escapes. Doctypes are without their
// names, attributes "name=value" after "|".
#include "milter/mail/html_tokenizer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>

#include "milter/base/text.h"
#include "milter/base/unicode.h"

namespace milter {
namespace {

using Kind = HtmlToken::Kind;
using Mode = HtmlTokenizer::Mode;

std::string unescape(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      out += text[i];
    } else if (text[i + 1] == 'u') {
      const std::size_t end = text.find('}', i);
      const char32_t point = static_cast<char32_t>(
          std::stoul(std::string(text.substr(i + 3, end - i - 3)), nullptr, 16));
      out += to_utf8(std::u32string_view(&point, 1));
      i = end;
    } else {
      out += text[++i];
    }
  }
  return out;
}

std::string print_tag(const HtmlToken& token) {
  std::string out = token.kind == Kind::kEndTag ? "E" : "S";
  out += token.name;
  if (token.kind == Kind::kEndTag) return out;
  std::set<std::string> seen;
  for (const auto& [name, value] : token.attributes) {
    if (seen.insert(name).second) out += "|" + name + "=" + value;
  }
  return out;
}

std::vector<std::string> tokens_of(std::string_view html, Mode mode, std::string_view last) {
  std::vector<std::string> tokens;
  HtmlTokenizer tokenizer(html, mode, last);
  HtmlToken token;
  while (tokenizer.next(&token)) {
    switch (token.kind) {
      case Kind::kText:
        if (!tokens.empty() && tokens.back()[0] == 'T') {
          tokens.back() += token.text;
        } else if (!token.text.empty()) {
          tokens.push_back("T" + token.text);
        }
        break;
      case Kind::kStartTag:
      case Kind::kEndTag:
        tokens.push_back(print_tag(token));
        break;
      case Kind::kComment:
        tokens.push_back("C" + token.text);
        break;
      case Kind::kDoctype:
        tokens.push_back("D");
        break;
    }
  }
  return tokens;
}

// The tree's builder drops NUL from the text of a page (13.2.6.4.7); here the tokenizer does.
std::vector<std::string> without_nul(const std::vector<std::string>& tokens) {
  std::vector<std::string> out;
  for (std::string token : tokens) {
    if (token[0] == 'T') token.erase(std::remove(token.begin(), token.end(), '\0'), token.end());
    if (token != "T") out.push_back(token);
  }
  return out;
}

TEST(HtmlTokenizer, ReadsWhatTheStandardReads) {
  const std::map<std::string, Mode, std::less<>> modes = {
      {"data", Mode::kData},     {"rcdata", Mode::kRcdata},       {"rawtext", Mode::kRawtext},
      {"script", Mode::kScript}, {"plaintext", Mode::kPlaintext}, {"cdata", Mode::kCdata}};
  std::ifstream file(SEKIMORI_TESTS "/mail/html5lib/cases.tsv");
  std::size_t cases = 0;
  for (std::string line; std::getline(file, line); ++cases) {
    const auto columns = split(line, '\t');
    ASSERT_GE(columns.size(), 3U) << line;
    std::vector<std::string> expected;
    for (std::size_t i = 3; i < columns.size(); ++i) expected.push_back(unescape(columns[i]));
    const auto mode = modes.find(columns[0]);
    ASSERT_NE(mode, modes.end()) << line;
    const bool drops_nul = mode->second == Mode::kData || mode->second == Mode::kCdata;
    if (drops_nul) expected = without_nul(expected);
    EXPECT_EQ(tokens_of(unescape(columns[2]), mode->second, columns[1]), expected) << line;
  }
  EXPECT_EQ(cases, 6973U);
}

TEST(HtmlTokenizer, ChangesItsModeByItself) {
  const std::vector<std::string> expected = {"Sstyle", "Ta<b>c", "Estyle", "Stitle",
                                             "T&<b>",  "Etitle", "Sb",     "Td"};
  EXPECT_EQ(tokens_of("<style>a<b>c</STYLE ><title>&amp;<b></title><b>d", Mode::kData, ""),
            expected);
}

TEST(HtmlTokenizer, SeesTheLinksThatOtherParsersMiss) {
  EXPECT_EQ(tokens_of("<A/HREF=x.example>y", Mode::kData, ""),
            (std::vector<std::string>{"Sa|href=x.example", "Ty"}));
  EXPECT_EQ(tokens_of("<!--><a href=x.example>", Mode::kData, ""),
            (std::vector<std::string>{"C", "Sa|href=x.example"}));
}

TEST(HtmlTokenizer, ReadsCdataWhereItIsTold) {
  HtmlTokenizer tokenizer("<![CDATA[<b>]]><i><![CDATA[x]]>");
  tokenizer.set_foreign(true);
  HtmlToken token;
  ASSERT_TRUE(tokenizer.next(&token));
  EXPECT_EQ(token.text, "<b>");
  ASSERT_TRUE(tokenizer.next(&token));
  EXPECT_EQ(token.name, "i");
  tokenizer.set_foreign(false);
  ASSERT_TRUE(tokenizer.next(&token));
  EXPECT_EQ(token.kind, Kind::kComment);
}

TEST(HtmlTokenizer, KeepsTheFirstOfTwoAttributes) {
  HtmlTokenizer tokenizer("<a href=1 HREF=2>");
  HtmlToken token;
  ASSERT_TRUE(tokenizer.next(&token));
  ASSERT_NE(token.attribute("href"), nullptr);
  EXPECT_EQ(*token.attribute("href"), "1");
  EXPECT_EQ(token.attribute("class"), nullptr);
}

}  // namespace
}  // namespace milter
