// Pairs from the tables of the 1949 list of simplified forms (old form, form in use) and of
// variants common in family names. Forms that NFKC already joins (the CJK compatibility ideographs)
// are not here. Sorted by code point of the old form. Names that today's registers keep apart, as
// 渡辺 and 渡邊, become one on purpose: a sender can type either. Tested by normalise_test.cc.
#include "milter/mail/kanji_variants.h"

#include <algorithm>
#include <array>

namespace milter {
namespace {

struct Variant {
  char32_t old_form;
  char32_t modern;
};

// clang-format off
constexpr auto kVariants = std::to_array<Variant>({
    {U'乘', U'乗'}, {U'亞', U'亜'}, {U'佛', U'仏'}, {U'來', U'来'},
    {U'兒', U'児'}, {U'內', U'内'}, {U'冨', U'富'}, {U'劍', U'剣'},
    {U'劔', U'剣'}, {U'勳', U'勲'}, {U'區', U'区'}, {U'卷', U'巻'},
    {U'參', U'参'}, {U'吳', U'呉'}, {U'嚴', U'厳'}, {U'國', U'国'},
    {U'圓', U'円'}, {U'圖', U'図'}, {U'團', U'団'}, {U'埜', U'野'},
    {U'增', U'増'}, {U'壯', U'壮'}, {U'壽', U'寿'}, {U'奧', U'奥'},
    {U'學', U'学'}, {U'實', U'実'}, {U'寳', U'宝'}, {U'寶', U'宝'},
    {U'將', U'将'}, {U'專', U'専'}, {U'峯', U'峰'}, {U'峽', U'峡'},
    {U'嵓', U'巌'}, {U'嵜', U'崎'}, {U'嶋', U'島'}, {U'嶌', U'島'},
    {U'嶽', U'岳'}, {U'巖', U'巌'}, {U'廣', U'広'}, {U'廳', U'庁'},
    {U'彌', U'弥'}, {U'從', U'従'}, {U'德', U'徳'}, {U'惠', U'恵'},
    {U'惡', U'悪'}, {U'應', U'応'}, {U'戶', U'戸'}, {U'拜', U'拝'},
    {U'數', U'数'}, {U'晉', U'晋'}, {U'曉', U'暁'}, {U'曻', U'昇'},
    {U'曾', U'曽'}, {U'會', U'会'}, {U'栁', U'柳'}, {U'桒', U'桑'},
    {U'條', U'条'}, {U'榮', U'栄'}, {U'槇', U'槙'}, {U'樂', U'楽'},
    {U'樣', U'様'}, {U'橫', U'横'}, {U'檜', U'桧'}, {U'檢', U'検'},
    {U'櫻', U'桜'}, {U'權', U'権'}, {U'歐', U'欧'}, {U'步', U'歩'},
    {U'氣', U'気'}, {U'淸', U'清'}, {U'淺', U'浅'}, {U'渊', U'淵'},
    {U'渕', U'淵'}, {U'溪', U'渓'}, {U'滿', U'満'}, {U'澁', U'渋'},
    {U'澤', U'沢'}, {U'濤', U'涛'}, {U'濱', U'浜'}, {U'濵', U'浜'},
    {U'瀧', U'滝'}, {U'瀨', U'瀬'}, {U'灣', U'湾'}, {U'燈', U'灯'},
    {U'爲', U'為'}, {U'獨', U'独'}, {U'當', U'当'}, {U'發', U'発'},
    {U'眞', U'真'}, {U'碕', U'崎'}, {U'祢', U'禰'}, {U'祿', U'禄'},
    {U'禮', U'礼'}, {U'稅', U'税'}, {U'稱', U'称'}, {U'稻', U'稲'},
    {U'穗', U'穂'}, {U'籔', U'薮'}, {U'籠', U'篭'}, {U'絲', U'糸'},
    {U'經', U'経'}, {U'綠', U'緑'}, {U'緖', U'緒'}, {U'緣', U'縁'},
    {U'縣', U'県'}, {U'縱', U'縦'}, {U'總', U'総'}, {U'繪', U'絵'},
    {U'繼', U'継'}, {U'續', U'続'}, {U'聰', U'聡'}, {U'聲', U'声'},
    {U'臺', U'台'}, {U'與', U'与'}, {U'舊', U'旧'}, {U'舘', U'館'},
    {U'莊', U'荘'}, {U'莖', U'茎'}, {U'萬', U'万'}, {U'蔣', U'蒋'},
    {U'薗', U'園'}, {U'藏', U'蔵'}, {U'藝', U'芸'}, {U'藥', U'薬'},
    {U'藪', U'薮'}, {U'處', U'処'}, {U'衞', U'衛'}, {U'覺', U'覚'},
    {U'觀', U'観'}, {U'證', U'証'}, {U'譽', U'誉'}, {U'變', U'変'},
    {U'豐', U'豊'}, {U'豫', U'予'}, {U'賴', U'頼'}, {U'輕', U'軽'},
    {U'轉', U'転'}, {U'遙', U'遥'}, {U'邉', U'辺'}, {U'邊', U'辺'},
    {U'郞', U'郎'}, {U'鄉', U'郷'}, {U'鄕', U'郷'}, {U'醫', U'医'},
    {U'銕', U'鉄'}, {U'鎭', U'鎮'}, {U'鐵', U'鉄'}, {U'關', U'関'},
    {U'隝', U'島'}, {U'險', U'険'}, {U'靍', U'鶴'}, {U'靏', U'鶴'},
    {U'靑', U'青'}, {U'靜', U'静'}, {U'顯', U'顕'}, {U'駈', U'駆'},
    {U'驅', U'駆'}, {U'驗', U'験'}, {U'驛', U'駅'}, {U'髙', U'高'},
    {U'鷄', U'鶏'}, {U'鷗', U'鴎'}, {U'鹽', U'塩'}, {U'黃', U'黄'},
    {U'黑', U'黒'}, {U'點', U'点'}, {U'齊', U'斉'}, {U'齋', U'斎'},
    {U'龍', U'竜'}, {U'龜', U'亀'}, {U'﨑', U'崎'}, {U'𠮷', U'吉'},
});
// clang-format on

static_assert(std::is_sorted(kVariants.begin(), kVariants.end(),
                             [](const Variant& a, const Variant& b) {
                               return a.old_form < b.old_form;
                             }));

}  // namespace

char32_t modern_kanji(char32_t c) {
  const auto* const found =
      std::lower_bound(kVariants.begin(), kVariants.end(), c,
                       [](const Variant& v, char32_t wanted) { return v.old_form < wanted; });
  return found != kVariants.end() && found->old_form == c ? found->modern : c;
}

}  // namespace milter
