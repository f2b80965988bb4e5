#include "rules/passage.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

using rules::Passage;
using rules::quote;

// A letter in `text` for each of `said`, in order; "" says what was left out of the text.
struct Piece {
  std::string text, said;
};

Passage passage_of(const std::vector<Piece>& pieces) {
  Passage passage;
  for (const Piece& piece : pieces) {
    const auto begin = static_cast<std::uint32_t>(passage.original.size());
    const auto end = begin + static_cast<std::uint32_t>(piece.said.size());
    for (std::size_t at = 0; at < piece.text.size(); ++at) {
      if ((static_cast<unsigned char>(piece.text[at]) & 0xC0U) == 0x80U) continue;
      passage.letters.push_back({static_cast<std::uint32_t>(passage.text.size() + at), begin, end});
    }
    passage.text += piece.text;
    passage.original += piece.said;
  }
  return passage;
}

std::string whole(const Passage& passage) { return quote(passage, 0, passage.text.size()); }

TEST(Quote, IsInTheWordsOfTheMail) {
  struct Row {
    const char* what;
    std::vector<Piece> pieces;
    const char* quoted;
  };
  const std::vector<Row> kRows = {
      {"nothing", {}, ""},
      {"as it is", {{"a", "a"}, {"b", "b"}}, "ab"},
      {"case and width", {{"a", "Ａ"}, {"b", "B"}}, "ＡB"},
      {"several letters of one", {{"(株)", "㈱"}, {"桜", "桜"}}, "㈱桜"},
      {"one letter of several", {{"が", "か\u3099"}}, "か\u3099"},
      {"a space between kanji", {{"振", "振"}, {"", " "}, {"込", "込"}}, "振 込"},
      {"nothing visible between", {{"振", "振"}, {"", "\u200b"}, {"込", "込"}}, "振込"},
      {"a line end", {{"a", "a"}, {" ", "\r\n  "}, {"b", "b"}}, "a b"},
      {"wide spaces", {{"a", "a"}, {" ", "\u3000"}, {"", "\u3000 "}, {"b", "b"}}, "a b"},
      {"a star", {{"*", "＊"}}, "＊"},
  };
  for (const Row& row : kRows) EXPECT_EQ(whole(passage_of(row.pieces)), row.quoted) << row.what;
}

TEST(Quote, HidesNumbersInEveryForm) {
  struct Row {
    const char* what;
    std::vector<Piece> pieces;
    const char* quoted;
  };
  const std::vector<Row> kRows = {
      {"wide digits", {{"1", "１"}, {"2", "２"}, {"3", "３"}, {"4", "４"}}, "*２３４"},
      {"few digits", {{"1", "１"}, {"2", "２"}, {"3", "３"}}, "１２３"},
      {"circled", {{"12", "⑫"}, {"34", "㉞"}, {"56", "㊱"}}, "**㊱"},
      {"spaced out",
       {{"1", "1"},
        {" ", " "},
        {"2", "2"},
        {" ", " "},
        {"3", "3"},
        {" ", " "},
        {"4", "4"},
        {" ", " "},
        {"5", "5"},
        {" ", " "},
        {"6", "6"},
        {" ", " "},
        {"7", "7"}},
       "* * * * 5 6 7"},
  };
  for (const Row& row : kRows) EXPECT_EQ(whole(passage_of(row.pieces)), row.quoted) << row.what;
}

TEST(Quote, IsOfAPart) {
  const Passage passage = passage_of({{"a", "Ａ"}, {"b", "Ｂ"}, {"c", "Ｃ"}});
  EXPECT_EQ(quote(passage, 1, 1), "Ｂ");
  EXPECT_EQ(quote(passage, 1, 2), "ＢＣ");
  EXPECT_EQ(quote(Passage("abc"), 1, 1), "b");
}

TEST(Quote, IsClipped) {
  std::string said;
  for (std::size_t i = 0; i < rules::kMaxQuoteCharacters; ++i) said += "あ";
  EXPECT_EQ(whole(Passage(said)), said);
  EXPECT_EQ(whole(Passage(said + "い")), said + "…");
}

}  // namespace
