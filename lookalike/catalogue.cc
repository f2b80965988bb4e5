// How: frames by kind come first (their keys are the words of the kinds), then the steps, then the
// names of letters. Leaves out: other languages. Tested by texts_test.cc.
#include "lookalike/catalogue.h"

#include <algorithm>
#include <array>

namespace lookalike {
namespace {

constexpr auto kCatalogue = std::to_array<Phrase>({
    {"exact", "「{seen}」は{who}「{partner}」そのものです。", "“{seen}” is {who} “{partner}”."},
    {"subdomain", "「{seen}」は{who}「{partner}」の下にある名前です。",
     "“{seen}” is a name below {who} “{partner}”."},
    {"provider", "「{seen}」はメールサービスのドメインです。",
     "“{seen}” is the domain of a mail provider."},
    {"invalid", "ドメイン名として読み取れません。", "This cannot be read as a domain name."},
    {"skeleton", "「{seen}」は{who}「{partner}」と見分けがつきにくい別のドメインです：{steps}。",
     "“{seen}” looks like {who} “{partner}” but is another domain: {steps}."},
    {"variant", "「{seen}」は{who}「{partner}」と字体や字形が異なる別のドメインです：{steps}。",
     "“{seen}” writes {who} “{partner}” with other forms of its characters and is another domain: "
     "{steps}."},
    {"one_edit", "「{seen}」は{who}「{partner}」と1文字だけ違う別のドメインです：{steps}。",
     "“{seen}” is not {who} “{partner}”: {steps}."},
    {"one_edit_ending",
     "「{seen}」は{who}「{partner}」と1文字と末尾が違う別のドメインです：{steps}。",
     "“{seen}” is not {who} “{partner}”: {steps}."},
    {"two_edits", "「{seen}」は{who}「{partner}」と数文字が違う別のドメインです：{steps}。",
     "“{seen}” is not {who} “{partner}” but differs from it in a few letters: {steps}."},
    {"swap", "「{seen}」は{who}「{partner}」の隣り合う2文字を入れ替えた別のドメインです：{steps}。",
     "“{seen}” is not {who} “{partner}”: {steps}."},
    {"hyphen", "「{seen}」は{who}「{partner}」とハイフンだけが異なる別のドメインです：{steps}。",
     "“{seen}” differs from {who} “{partner}” in a hyphen only, but is another domain: {steps}."},
    {"hyphen_ending",
     "「{seen}」は{who}「{partner}」とハイフンと末尾が異なる別のドメインです：{steps}。",
     "“{seen}” is not {who} “{partner}”: {steps}."},
    {"missing_dot", "「{seen}」は{who}「{partner}」のドットが抜けた別のドメインです：{steps}。",
     "“{seen}” is {who} “{partner}” with a dot left out, which makes it another domain: {steps}."},
    {"romanisation",
     "「{seen}」は{who}「{partner}」とローマ字のつづり方が違う別のドメインです：{steps}。",
     "“{seen}” spells the name of {who} “{partner}” in another way and is another domain: "
     "{steps}."},
    {"reordered", "「{seen}」は{who}「{partner}」の語の順序を入れ替えた別のドメインです：{marked}",
     "“{seen}” has the words of {who} “{partner}” in another order: {marked}"},
    {"suffix",
     "「{seen}」は{who}「{partner}」と名前は同じですが、末尾が[{from}]ではなく[{to}]の別のドメイン"
     "です。",
     "“{seen}” has the same name as {who} “{partner}” but another ending: [{to}], not [{from}]."},
    {"embedded", "「{seen}」は{who}「{partner}」を名前の中に含む別のドメインです：{marked}",
     "“{seen}” has {who} “{partner}” written inside it but is another domain: {marked}"},
    {"embedded_edit",
     "「{seen}」は{who}「{partner}」によく似た文字列を含む別のドメインです：{steps}（{marked}）。",
     "“{seen}” has a near copy of {who} “{partner}” written inside it: {steps} ({marked})."},
    {"combined", "「{seen}」は{who}「{partner}」の名前に別の語を組み合わせたドメインです：{marked}",
     "“{seen}” puts other words beside the name of {who} “{partner}”: {marked}"},
    {"combined_edit",
     "「{seen}」は{who}「{partner}」によく似た名前に別の語を組み合わせたドメインです：{steps}"
     "（{marked}）。",
     "“{seen}” puts other words beside a near copy of the name of {who} “{partner}”: {steps} "
     "({marked})."},
    {"trap",
     "「{seen}」は{who}「{partner}」の打ち間違いによる誤送信が知られている別のドメインです：{steps}"
     "。",
     "“{seen}” is not {who} “{partner}”, but is known to receive mail meant for it: {steps}."},
    {"restrained",
     "「{seen}」は{who}「{partner}」に似ていますが、偶然の一致と考えられます：{marked}",
     "“{seen}” resembles {who} “{partner}”, but chance explains it well enough: {marked}"},
    {"who_partner", "取引先のドメイン", "the partner"},
    {"who_own", "自社のドメイン", "our own domain"},
    {"who_provider", "メールサービスのドメイン", "the mail provider"},

    {"replace", "{at}文字目が{from}ではなく{to}", "letter {at} is {to}, not {from}"},
    {"replace_more", "{at}文字目からが{from}ではなく{to}",
     "from letter {at} it reads {to}, not {from}"},
    {"variant_step", "{at}文字目が{from}ではなく、その異体字の{to}",
     "letter {at} is {to}, another form of {from}"},
    {"roman_step", "{at}文字目からの{to}は{from}と同じ音の別のつづり",
     "from letter {at}, {to} is another spelling of the same sound as {from}"},
    {"sound_step", "{at}文字目が{from}ではなく、音の近い{to}",
     "letter {at} is {to}, which sounds like {from}"},
    {"swap_step", "{at}文字目から{from}が{to}と入れ替わっている",
     "from letter {at} it reads {to}, not {from}: two neighbouring letters are swapped"},
    {"doubled_insert", "{at}文字目の{to}が1つ多い", "there is one {to} too many at letter {at}"},
    {"doubled_delete", "{at}文字目の{from}が1つ足りない",
     "there is one {from} too few at letter {at}"},
    {"insert", "{at}文字目に{to}が余分", "{to} is added at letter {at}"},
    {"delete", "{at}文字目の{from}が抜けている", "{from} is left out at letter {at}"},
    {"ending", "末尾が[{from}]ではなく[{to}]", "it ends in [{to}], not [{from}]"},
    {"beside", "余分な[{to}]が付いている", "[{to}] is added"},
    {"beside_lost", "[{from}]が抜けている", "[{from}] is left out"},
    {"more", "ほか{count}か所", "{count} more"},
    {"between", "、", "; "},

    {"plain", "[{letters}]", "[{letters}]"},
    {"named", "{name}の[{letters}]", "the {name} [{letters}]"},
    {"sign", "{name}[{letters}]", "{name} [{letters}]"},
    {"invisible", "目に見えない文字[{letters}]", "an invisible character [{letters}]"},
    {"dot", "ドット", "a dot"},
    {"dash", "ハイフン", "a hyphen"},
    {"underscore", "下線", "an underscore"},
    {"digit", "数字", "digit"},
    {"latin", "英字", "letter"},
    {"cyrillic", "キリル文字", "Cyrillic letter"},
    {"greek", "ギリシャ文字", "Greek letter"},
    {"armenian", "アルメニア文字", "Armenian letter"},
    {"georgian", "ジョージア文字", "Georgian letter"},
    {"cherokee", "チェロキー文字", "Cherokee letter"},
    {"hangul", "ハングル", "Hangul letter"},
    {"hiragana", "ひらがな", "hiragana"},
    {"katakana", "カタカナ", "katakana"},
    {"kanji", "漢字", "kanji"},
    {"strange", "別の文字体系の文字", "foreign letter"},
});

std::string fill(std::string_view frame, const Values& values) {
  std::string out;
  for (std::size_t at = 0; at < frame.size();) {
    const std::size_t close = frame[at] == '{' ? frame.find('}', at) : std::string_view::npos;
    if (close == std::string_view::npos) {
      out += frame[at++];
      continue;
    }
    const std::string_view name = frame.substr(at + 1, close - at - 1);
    for (const auto& [key, value] : values) {
      if (key == name) out += value;
    }
    at = close + 1;
  }
  return out;
}

}  // namespace

std::span<const Phrase> catalogue() { return kCatalogue; }

std::string Writer::phrase(std::string_view key, const Values& values) const {
  const auto* found = std::find_if(kCatalogue.begin(), kCatalogue.end(),
                                   [&](const Phrase& p) { return p.key == key; });
  return found == kCatalogue.end() ? "" : fill(japanese_ ? found->ja : found->en, values);
}

}  // namespace lookalike
