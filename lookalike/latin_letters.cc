// Sources: the letters' names in Unicode ("SMALL CAPITAL B", "B WITH HOOK"), the extra pairs of
// Chromium's skeleton_generator.cc and Firefox's nsIDNService.cpp, dnstwist's glyph table. Only
// letters that a name can hold once case is folded. Of a ligature it is the first letter.
// Leaves out: letters that UTS #39 has already, and those that resemble nothing Latin.
// Tested by letter_tables_test.cc.
#include "lookalike/latin_letters.h"

#include <array>

namespace lookalike {
namespace {

constexpr auto kRows = std::to_array<LatinRow>({
    {'3', U"ɜзȝʒᴈᴣ", U"ɝɞҙӟӡʓᶔᶚ"},
    {'5', U"", U"ƽ"},
    {'a', U"ᴀⲁɐꭤɒᴁᴂ", U"ᶏⱥᶐꬰꞻ"},
    {'b', U"ʙƅьвъβᏰꞵⲃы", U"ᴃᵬᶀꞗ"},
    {'c', U"ʗ", U"ƈɕꞔ𝼝ꜿ"},
    {'d', U"ᴅժꝺẟδծȸ", U"ȡᵭᶁᶑꟈðԃᴆ"},
    {'e', U"ᴇɛꞓεєəǝәɘⲉԑ", U"ᶒᶓⱸꬳꬴɚᶕɶ"},
    {'f', U"ꜰϝꝼ", U"ᶂғ"},
    {'g', U"ɢԍᵹᵷꟑ", U"ʛꞡꬶ"},
    {'h', U"ʜнɥⲏⱶի", U"ⱨꞕꜧђңҥӈӊԋԧԩƕ"},
    {'i', U"ⲓᴉꟾ", U"ᶖ𝼚ꞽ"},
    {'j', U"ȷᴊյ", U"ɟʄʝ"},
    {'k', U"ᴋĸкκⲕʞ", U"ᶄⱪꝁꝃꝅꞣқҝҟҡӄԟ"},
    {'l', U"ʟꞁլ丨ꝇ", U"ȴɬᴌᶅⱡꝉꞎꬷꬸꬹ𝼄𝼑𝼓ỻ"},
    {'m', U"ᴍʍмⲙꟿ", U"ᶆꬺӎ"},
    {'n', U"ɴпπиᴎⲛղᴨ", U"ȵɲᶇꞑꞥꬻŋҧԥӣԣꬼ"},
    {'o', U"ɔᴐↄᴒѻ○◯ʘ", U"ᶗⱺꝍꬿ𝼛ᴓꚛꙩꟁ"},
    {'p', U"ᴘþƿϸ", U"ᵱᶈꝑꝓꝕҏϼꝥꝧ"},
    {'q', U"ꞯȹ", U"ɋꝗꝙ"},
    {'r', U"ʀɹᴙᴚʁꝛꞃɿ", U"ɾᵳᶉꞧꭆꭉꭋꭌ𝼖ɺɻⱹꭨӷҕӻґꭅ"},
    {'s', U"ßƨꞅ", U"ȿᶊẜꞩꟊ𝼞"},
    {'t', U"ᴛтτⲧꞇʇ", U"ƫȶʈⱦ𝼉ҭԏҵ"},
    {'u', U"ʊᴝμцџ", U"ʉᶙꞹᵿꭏ"},
    {'v', U"ʌᴧ", U"ʋᶌⱱⱴꝟỽꝩ"},
    {'w', U"ωшꞷꙍⲱꟺɰպพฟ", U"ⱳщꟃ"},
    {'x', U"χⲭ", U"ᶍꭖꭗꭘꭙҳӽӿ"},
    {'y', U"ʎ丫ⲩ", U""},
    {'z', U"ⲍꝣ", U"ɀʑᶎⱬ"},
});

}  // namespace

std::span<const LatinRow> latin_rows() { return kRows; }

}  // namespace lookalike
