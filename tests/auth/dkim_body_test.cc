#include "milter/auth/dkim_body.h"

#include <gtest/gtest.h>

#include <vector>

namespace milter {
namespace {

struct Passed {
  std::string octets, why;
};

Passed pass(std::string_view text, std::size_t piece) {
  DkimBody body;
  Passed result;
  for (std::size_t at = 0; at < text.size(); at += piece) {
    result.octets += body.add(text.substr(at, piece));
  }
  result.octets += body.end();
  result.why = body.why();
  return result;
}

TEST(DkimBody, LinesEndInCrLfWhateverThePieces) {
  const std::pair<const char*, const char*> rows[] = {
      {"", ""},
      {"\r\n", "\r\n"},
      {"\n", "\r\n"},
      {"a", "a\r\n"},
      {"a\r\nb\r\n", "a\r\nb\r\n"},
      {"a\nb\n", "a\r\nb\r\n"},
      {"a\r\n\nb", "a\r\n\r\nb\r\n"},
      {"\n\n\r\n", "\r\n\r\n\r\n"},
  };
  for (const auto& [text, octets] : rows) {
    for (const std::size_t piece : {1, 2, 3, 100}) {
      const Passed passed = pass(text, piece);
      EXPECT_EQ(passed.octets, octets) << text << " in pieces of " << piece;
      EXPECT_EQ(passed.why, "") << text;
    }
  }
}

TEST(DkimBody, ALoneCrEndsIt) {
  for (const char* text : {"\r", "a\rb\r\n", "a\r\r\n", "a\r\n\r", "\ra", "a\r\n\r\r\nb"}) {
    for (const std::size_t piece : {1, 2, 100}) {
      EXPECT_EQ(pass(text, piece).why, "the body has a CR without LF") << text;
    }
  }
}

TEST(DkimBody, PlainPiecesAreNotCopied) {
  DkimBody body;
  const std::string text = "a\r\nb";
  EXPECT_EQ(body.add(text).data(), text.data());
}

TEST(DkimBody, LinesHaveALimit) {
  const std::string line(kMaxDkimLine, 'x');
  EXPECT_EQ(pass(line.substr(1) + "\r\n" + line.substr(1) + "\r\n", 65'536).why, "");
  EXPECT_EQ(pass(line + "x\r\n", 65'536).why, "a line of the body is too long");
  EXPECT_EQ(pass(line + "x\r\n", kMaxDkimLine * 2).why, "a line of the body is too long");
}

TEST(CanonicalLength, IsThatOfRfc6376) {
  struct Row {
    const char* body;
    std::uint64_t simple, relaxed;
  };
  const Row rows[] = {
      {"", 2, 0},
      {"\r\n", 2, 0},
      {"\r\n\r\n", 2, 0},
      {" \r\n", 3, 0},
      {"a\r\n", 3, 3},
      {"a\r\n\r\n\r\n", 3, 3},
      {"\r\na\r\n", 5, 5},
      {" C \r\nD \t E\r\n\r\n\r\n", 12, 9},  // the example of 3.4.5: " C\r\nD E\r\n" relaxed
      {"a \t\r\n \r\n", 8, 3},
  };
  for (const Row& row : rows) {
    for (const std::size_t piece : {1, 3, 100}) {
      CanonicalLength simple(false), relaxed(true);
      const std::string_view text = row.body;
      for (std::size_t at = 0; at < text.size(); at += piece) {
        simple.add(text.substr(at, piece));
        relaxed.add(text.substr(at, piece));
      }
      EXPECT_EQ(simple.octets(), row.simple) << row.body;
      EXPECT_EQ(relaxed.octets(), row.relaxed) << row.body;
    }
  }
}

}  // namespace
}  // namespace milter
