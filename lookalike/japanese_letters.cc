// Tested by japanese_letters_test.cc.
#include "lookalike/japanese_letters.h"

#include <array>
#include <string_view>

namespace lookalike {
namespace {

constexpr auto kShapes = std::to_array<std::u32string_view>({
    U"ニ二", U"カ力", U"ロ口囗",   U"ー一",   U"タ夕", U"エ工", U"ハ八", U"ト卜", U"ム厶", U"ヒ匕",
    U"ソン", U"シツ", U"チ千干于", U"オ才",   U"ヌ又", U"セ七", U"クケ", U"ワウ", U"コユ", U"メ乂",
    U"ミ三", U"人入", U"大太犬",   U"己已巳", U"木本", U"社杜", U"未末", U"土士", U"日曰",
});
constexpr auto kVariants = std::to_array<std::u32string_view>({
    U"高髙",
    U"崎﨑",
    U"斎斉齋齊",
    U"辺邊邉",
    U"沢澤",
    U"浜濱",
    U"国國",
    U"学學",
    U"桜櫻",
    U"広廣",
    U"竜龍",
});

}  // namespace

char32_t kana_shape(char32_t letter) {
  for (const std::u32string_view group : kShapes) {
    if (group.find(letter) != group.npos) return group[0];
  }
  return letter;
}

char32_t main_kanji(char32_t letter) {
  for (const std::u32string_view group : kVariants) {
    if (group.find(letter) != group.npos) return group[0];
  }
  return letter;
}

}  // namespace lookalike
