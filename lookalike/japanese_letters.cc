// How: both tables are written as groups, the first letter of each standing for all; the first
// question turns them into one sorted list.
// Sources: the table of old forms of the joyo kanji list (2010), the forms that company and family
// names use (髙 﨑 邊 濵 𠮷), simplified Chinese forms of what Japanese company names are made of;
// the pairs of shapes by eye, Unicode's own (ニ二 カ力 エ工 ...) among them. Leaves out:
// compatibility ideographs (U+F900 to U+FAFF), which normalisation replaces; variants that are
// words of their own (箇/個, 回/廻). Tested by letter_tables_test.cc.
#include "lookalike/japanese_letters.h"

#include <algorithm>
#include <string_view>
#include <vector>

namespace lookalike {
namespace {

// Kana stand here as hiragana.
constexpr std::u32string_view kShapes =
    U"か力刀 に二 ろ口囗 ー一 た夕 え工 は八 と卜 む厶 ひ匕 そん しつ ち千干于 お才 ぬ又 せ七 "
    U"くけ わう こゆ め乂 み三彡 ほ木本朩 の丿 な十 る儿 よ彐 人入 大太犬 己已巳 社杜 未末 "
    U"土士 日曰 九丸 王玉 天夭夫 午牛 田由甲申 矢失 氷永 石右 白自 万方 貝見 老考孝 代伐 "
    U"戊戌戍 爪瓜 免兎 延廷 釣鈞 柿杮 候侯 崇祟 塊魂 哀衰衷 拳挙 宜宣 官宮 縁緑録 捨拾 薄簿 "
    U"漠漢 惑感 治冶 撤徹 粉紛 輪輸 早旱 季李 村材 板坂阪 根恨 藤籐 陽揚 特持侍待 枝技 析折 "
    U"科料 幸辛 若苦 雷電 東束 井丼 小少 今令 全金 手毛 斤斥 矛予 子孑 旦且 茶荼 亨享 裕祐佑 "
    U"晴睛 昭照 鳥烏 綱網 遣遺 荻萩 祇祗 微徴 璧壁 栽裁 載戴 墳噴憤 積績 復複 問間聞 困因囚 "
    U"住往 名各 純鈍 般舶 建健 池地 補捕浦 奏秦 崎埼 鈴鈐 柏拍 岡罔 市巿 古占 北比 半平 主圭 "
    U"左佐 券巻 概慨 援緩 幻幼 遂逐 巨臣 師帥 暑署 賃貨 卸御 貧貪 博縛";

constexpr std::u32string_view kVariants =
    U"亜亞亚 悪惡恶 圧壓压 囲圍围 医醫 為爲为 壱壹 隠隱隐 栄榮荣 営營营 衛衞卫 駅驛 円圓圆 "
    U"塩鹽盐 縁緣缘 艶艷豔 応應应 欧歐 殴毆 桜櫻樱 奥奧 横橫 温溫 穏穩稳 仮假 価價价 画畫 "
    U"会會 絵繪绘 壊壞坏 懐懷怀 概槪 拡擴扩 殻殼壳 覚覺觉 学學斈 岳嶽 楽樂乐 渇渴 缶罐 巻卷 "
    U"陥陷 勧勸劝 寛寬宽 関關关 歓歡欢 観觀观 気氣气 帰歸归 既旣 亀龜龟 偽僞伪 戯戲戏 犠犧牺 "
    U"旧舊 拠據据 挙擧举 虚虛 峡峽 挟挾 狭狹 郷鄕乡 暁曉晓 区區 駆驅驱 勲勳勋 薫薰 径徑 恵惠 "
    U"渓溪 経經经 継繼继 茎莖 掲揭 携攜 軽輕轻 鶏鷄雞鸡 芸藝艺 撃擊击 欠缺 倹儉 "
    U"剣劍劔劒劎釼剑 圏圈 検檢检 権權权 献獻 研硏 県縣县 険險险 顕顯显 験驗验 厳嚴严 効效 "
    U"広廣广 恒恆 鉱鑛矿 号號 国國圀囯 黒黑 済濟济 砕碎 剤劑剂 冊册 雑雜襍杂 参參 惨慘 桟棧 "
    U"蚕蠶 賛贊赞 残殘 糸絲丝 児兒 歯齒齿 辞辭 湿濕 実實实 写寫 釈釋释 寿壽 収收 従從从 "
    U"渋澁澀 獣獸兽 縦縱纵 粛肅肃 処處处 叙敍敘 将將 焼燒烧 奨奬奖 称稱 証證证 乗乘 剰剩 壌壤 "
    U"嬢孃 条條 浄淨净 畳疊 穣穰 譲讓让 醸釀 触觸 嘱囑 寝寢 慎愼 晋晉 真眞 尽盡 図圖图 粋粹 "
    U"酔醉 随隨 髄髓 枢樞 数數 瀬瀨 声聲 静靜 窃竊 摂攝 専專专 戦戰战 浅淺 潜潛 繊纖纤 践踐 "
    U"銭錢钱 禅禪 双雙 壮壯 捜搜 挿插 巣巢 争爭 総總总 聡聰聪 荘莊庄 装裝 騒騷骚 増增 蔵藏 "
    U"臓臟脏 即卽 属屬 続續续 堕墮 体體 対對对 帯帶带 滞滯 台臺 滝瀧泷 択擇择 沢澤泽 単單单 "
    U"担擔 胆膽 団團团 弾彈弹 断斷 痴癡 遅遲迟 昼晝 虫蟲 鋳鑄铸 庁廳厅 聴聽听 勅敕 鎮鎭镇 "
    U"逓遞递 鉄鐵銕鐡铁 転轉转 点點 伝傳传 党黨 盗盜 灯燈 当當 闘鬪鬭斗 徳德悳 独獨 読讀读 "
    U"届屆 縄繩绳 弐貳贰 悩惱恼 脳腦脑 覇霸 廃廢废 拝拜 売賣卖 麦麥 発發发 髪髮 抜拔 蛮蠻 "
    U"秘祕 浜濱濵滨 瓶甁 払拂 仏佛 併倂 並竝 餅餠饼 変變变 辺邊邉边 弁辨瓣辯 歩步 舗舖铺 穂穗 "
    U"宝寶寳 豊豐丰 翻飜 毎每 万萬 満滿满 麺麵麪面 黙默 弥彌 訳譯译 薬藥药 与與 予豫 余餘 "
    U"様樣样 謡謠谣 来來 頼賴赖 乱亂 覧覽览 竜龍龙 両兩两 猟獵猎 緑綠绿 塁壘 涙淚泪 励勵 礼禮 "
    U"隷隸 霊靈灵 齢齡龄 歴歷历 暦曆 恋戀 炉爐 労勞劳 楼樓 録錄录 湾灣 高髙 崎﨑嵜碕㟢 "
    U"斎斉齋齊斋齐 吉𠮷 土圡 島嶋嶌岛 峰峯 富冨 館舘馆 桑桒 曽曾 渕淵渊 梅楳 桧檜 槙槇 鯵鰺 "
    U"鴎鷗 涼凉 凜凛 瑶瑤 尭堯 遥遙 晃晄 熙煕凞 祢禰 裏裡 略畧 群羣 杯盃 跡迹蹟 稲稻 喜㐂 "
    U"亘亙 冴冱 厨廚 壷壺 奈柰 姉姊 姫姬 岡崗冈 巌巖 床牀 往徃 悦悅 恥耻 戸戶户 教敎 昂昻 "
    U"村邨 松枩柗 柏栢 柳桺栁 橋槗𣘺桥 猪豬 猫貓 留畱 畑畠 秋秌穐 稿稾 窓窗 竪豎 翠翆 耕畊 "
    U"船舩 芦蘆 園薗园 蛍螢 蝋蠟 衆眾众 解觧 詠咏 誉譽 諌諫 迩邇 郎郞 醤醬酱 鈎鉤钩 鑑鑒鉴 "
    U"閲閱阅 隣鄰邻 雁鴈 青靑 頬頰 顔顏颜 騨驒 鶴靏靍鹤 麹麴 黄黃 鼠鼡 仙僊 侠俠 倶俱 備俻备 "
    U"兎兔 剥剝 却卻 呑吞 呉吳吴 嘘噓 嚢囊 野埜墅 場塲场 填塡 夢梦 妊姙 寧甯宁 屏屛 并幷 庵菴 "
    U"廻迴 徴徵 戻戾 掻搔 掴摑 撹攪 暖煖 枡桝 栃杤 梁樑 梨棃 椀碗 鬱欝 氷冰 汚污 決决 沖冲 "
    U"況况 焔焰 犂犁 狸貍 疎疏 痩瘦 皐皋 砺礪 磯礒 禄祿 竈竃 筍笋 箪簞 籠篭 絶絕绝 綿緜绵 "
    U"繋繫 繍繡绣 苺莓 莱萊 萌萠 蒋蔣 薮藪 蕊蘂 虎乕 蛎蠣 蝉蟬 蝿蠅 褒襃 説說说 税稅 脱脫 "
    U"鋭銳锐 賎賤贱 贋贗 踪蹤 躯軀 輌輛辆 遊游 醗醱 陰隂阴 靭靱韌 頚頸颈 顛顚 駁駮 鴬鶯莺 "
    U"鹸鹼 州洲 叱𠮟 尾𡱖 鰹鲣 東东 車车 門门 馬马 魚鱼 鳥鸟 長长 風风 華华 電电 業业 産產产 "
    U"銀银 書书 見见 貝贝 頁页 飛飞 雲云 頭头 孫孙 張张 楊杨 陳陈 劉刘 趙赵 鋼钢 鈴铃 間间 "
    U"問问 聞闻 陽阳 際际 陸陆 難难 韓韩 須须 顧顾 飯饭 飲饮 鮮鲜 義义 習习 買买 億亿 倉仓 "
    U"儀仪 優优 傘伞 偉伟 傷伤 倫伦 側侧 債债 儲储 蘭兰 興兴 養养 軍军 農农 凍冻 減减 幾几 "
    U"鳳凤 則则 剛刚 創创 劇剧 務务 動动 勢势 協协 廠厂 員员 聖圣 塊块 堅坚 壇坛 奪夺 婦妇 "
    U"審审 憲宪 賓宾 尋寻 導导 爾尔 塵尘 層层 歳歲岁 嶺岭 幣币 師师 帳帐 帥帅 慶庆 庫库 廟庙 "
    U"開开 異异 棄弃 強强 徹彻 憶忆 憂忧 態态 懸悬 驚惊 願愿 執执 掃扫 揚扬 報报 擁拥 揮挥 "
    U"損损 換换 無无 時时 術术 機机 殺杀 極极 構构 槍枪 標标 棟栋 樹树 畢毕 漢汉 湯汤 溝沟 "
    U"潔洁 濃浓 潤润 滅灭 煉炼 熱热 愛爱 状狀 獅狮 環环 現现 療疗 監监 蓋盖 盤盘 碼码 礎础 "
    U"確确 禍祸 種种 積积 窮穷 競竞 筆笔 築筑 簡简 糧粮 紅红 約约 級级 紀纪 純纯 紙纸 線线 "
    U"組组 織织 終终 結结 給给 絡络 統统 績绩 維维 編编 縮缩 網网 羅罗 罰罚 職职 聯联 腸肠 "
    U"艦舰 節节 蘇苏 蓮莲 獲获 蕭萧 藍蓝 慮虑 補补 視视 規规 訂订 認认 討讨 訓训 議议 記记 "
    U"講讲 許许 論论 設设 訪访 評评 識识 訴诉 詞词 試试 誠诚 話话 詳详 語语 誤误 請请 諸诸 "
    U"課课 誰谁 調调 談谈 謝谢 譜谱 賢贤 敗败 貨货 質质 購购 貿贸 費费 資资 賞赏 賽赛 軌轨 "
    U"軟软 輪轮 輸输 載载 達达 遷迁 過过 運运 還还 進进 遠远 違违 連连 選选 遺遗 郵邮 鄭郑 "
    U"針针 鐘钟 銅铜 錦锦 鍵键 鏡镜 閉闭 隊队 階阶 霧雾 韻韵 項项 順顺 預预 領领 題题 額额 "
    U"飾饰 駕驾 騎骑 魯鲁 麗丽 鈍钝 紛纷 綱纲 鈞钧 釣钓 復复";

struct Member {
  char32_t letter, first;
};
bool before(const Member& a, const Member& b) { return a.letter < b.letter; }

std::vector<Member> members_of(std::u32string_view groups) {
  std::vector<Member> members;
  char32_t first = 0;
  for (const char32_t letter : groups) {
    if (letter == U' ') {
      first = 0;
      continue;
    }
    if (first == 0) first = letter;
    members.push_back({letter, first});
  }
  std::sort(members.begin(), members.end(), before);
  return members;
}

char32_t first_of(const std::vector<Member>& members, char32_t letter) {
  const auto at = std::lower_bound(members.begin(), members.end(), Member{letter, 0}, before);
  return at != members.end() && at->letter == letter ? at->first : letter;
}

// Small letters stand before their full forms in the block, the vowels and つ や ゆ よ わ alike.
char32_t full_size(char32_t hiragana) {
  constexpr std::u32string_view kSmall = U"ぁぃぅぇぉっゃゅょゎ";
  if (kSmall.find(hiragana) != kSmall.npos) return hiragana + 1;
  if (hiragana == U'ゕ') return U'か';
  return hiragana == U'ゖ' ? U'け' : hiragana;
}

char32_t hiragana_of(char32_t letter) {
  constexpr char32_t kBlocksApart = 0x60;
  const bool katakana = (letter >= U'ァ' && letter <= U'ヶ') || letter == U'ヽ' || letter == U'ヾ';
  return katakana ? letter - kBlocksApart : letter;
}

}  // namespace

char32_t kana_shape(char32_t letter) {
  static const std::vector<Member> members = members_of(kShapes);
  return letter < 0x80 ? letter : first_of(members, full_size(hiragana_of(letter)));
}

char32_t main_kanji(char32_t letter) {
  static const std::vector<Member> members = members_of(kVariants);
  return letter < 0x80 ? letter : first_of(members, letter);
}

char32_t without_voicing(char32_t letter) {
  constexpr std::u32string_view kVoiced =
      U"がぎぐげござじずぜぞだぢづでどばびぶべぼぱぴぷぺぽゔゞガギグゲゴザジズゼゾダヂヅデド"
      U"バビブベボパピプペポヴヾヷヸヹヺ";
  constexpr std::u32string_view kBare =
      U"かきくけこさしすせそたちつてとはひふへほはひふへほうゝカキクケコサシスセソタチツテト"
      U"ハヒフヘホハヒフヘホウヽワヰヱヲ";
  static_assert(kVoiced.size() == kBare.size());
  const std::size_t at = kVoiced.find(letter);
  return at == kVoiced.npos ? letter : kBare[at];
}

}  // namespace lookalike
