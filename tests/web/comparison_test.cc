#include "milter/web/comparison.h"

#include <gtest/gtest.h>

namespace milter {
namespace {

// Differing letters in [brackets], a gap as one _ for each letter.
std::string drawn(const std::vector<Piece>& side) {
  std::string out;
  for (const Piece& piece : side) {
    const bool differs = piece.kind == Piece::Kind::kDiffers;
    out +=
        (differs ? "[" : "") + piece.letters + (differs ? "]" : "") + std::string(piece.gaps, '_');
  }
  return out;
}

TEST(Comparison, Table) {
  struct Row {
    const char *meant, *written, *drawn_meant, *drawn_written;
  };
  const Row rows[] = {
      {"kouwa-shoji.example", "kouwa-shoji.example", "kouwa-shoji.example", "kouwa-shoji.example"},
      {"", "", "", ""},
      {"kouwa-shoji.example", "kouwa-shojl.example", "kouwa-shoj[i].example",
       "kouwa-shoj[l].example"},
      {"gmail.example", "gmai.example", "gmai[l].example", "gmai_.example"},
      {"mirai.example", "mirxai.example", "mir_ai.example", "mir[x]ai.example"},
      {"mirai.example", "miari.example", "mi[ra]i.example", "mi[ar]i.example"},
      {"asagiri.example", "\u0430sagiri.example", "[a]sagiri.example", "[\u0430]sagiri.example"},
      {"b.example", "b.exampl", "b.exampl[e]", "b.exampl_"},
  };
  for (const Row& row : rows) {
    const Comparison both = compare(row.meant, row.written);
    EXPECT_EQ(drawn(both.meant), row.drawn_meant) << row.written;
    EXPECT_EQ(drawn(both.written), row.drawn_written) << row.written;
  }
}

TEST(Comparison, OverKMaxComparedLettersNothingIsMarked) {
  const std::string at_limit(kMaxComparedLetters - 1, 'a');
  EXPECT_EQ(drawn(compare(at_limit + "b", at_limit + "c").written), at_limit + "[c]");
  EXPECT_EQ(drawn(compare(at_limit + "bb", at_limit + "cb").written), at_limit + "cb");
}

TEST(Comparison, NamesOfADomain) {
  struct Row {
    const char *address, *unicode, *ascii;
  };
  const Row rows[] = {
      {"sato@gmail.example", "sato@gmail.example", "sato@gmail.example"},
      {"a@b@gmail.example", "a@b@gmail.example", "a@b@gmail.example"},
      {"postmaster", "postmaster", "postmaster"},
      {"a@[192.0.2.1]", "a@[192.0.2.1]", "a@[192.0.2.1]"},
      {"a@xn--r8jz45g.example", "a@例え.example", "a@xn--r8jz45g.example"},
      {"a@例え.example", "a@例え.example", "a@xn--r8jz45g.example"},
      {"a@xn--sagiri-2nf.example", "a@\u0430sagiri.example", "a@xn--sagiri-2nf.example"},
      {"a@xn--!!.example", "a@xn--!!.example", "a@xn--!!.example"},
  };
  for (const Row& row : rows) {
    const AddressNames names = read_names(row.address);
    EXPECT_EQ(names.unicode, row.unicode) << row.address;
    EXPECT_EQ(names.ascii, row.ascii) << row.address;
  }
}

}  // namespace
}  // namespace milter
