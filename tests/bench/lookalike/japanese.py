"""Japanese kinds: romanisation, words around, kana and kanji (rows 13, 14, 36, 37, 47)."""

import hosts

SYLLABLES = (   # Hepburn and Kunrei; both ways
    ("sha", "sya"), ("shu", "syu"), ("sho", "syo"), ("cha", "tya"), ("chu", "tyu"),
    ("cho", "tyo"), ("ja", "zya"), ("ju", "zyu"), ("jo", "zyo"), ("ja", "jya"), ("ju", "jyu"),
    ("jo", "jyo"),
    ("shi", "si"), ("chi", "ti"), ("tsu", "tu"), ("fu", "hu"), ("ji", "zi"), ("ji", "di"),
    ("mb", "nb"), ("mp", "np"), ("mm", "nm"), ("cch", "tch"),
)
LONG = ("o", "ou", "oo", "oh")
AFFIXES = """
    seikyu seikyusho keiri furikomi nyukin jinji eigyo koubai kaikei honsha shiharai kakunin
    kk hd inc corp group holdings japan jp tokyo osaka sales hojin shop mitsumori soumu saiyo
""".split()
IDN_AFFIXES = """
    請求 経理 振込 入金 株式会社 グループ サポート 本社 ホールディングス 公式 支払 人事 決済
    カスタマー ログイン 認証 東京 販売
""".split()
LOOKS = (   # one sign for another
    "ニ二", "カ力", "ロ口", "へヘ", "ー一", "タ夕", "エ工", "ハ八", "ト卜", "ム厶", "ヒ匕", "ペぺ", "ベべ",
    "未末", "土士", "日曰", "リり", "ソン", "シツ", "チ千", "オ才", "ヌ又", "セ七", "クケ",
    "ワウ", "コユ", "ミ三", "千干", "人入", "大太", "己已", "木本", "社杜", "大犬", "囗口",
)
SMALL = ("ッツ", "ャヤ", "ュユ", "ョヨ", "ァア", "ィイ", "ゥウ", "ェエ", "ォオ", "っつ", "ゃや", "ゅゆ", "ょよ")
VOICED = ("カガ", "キギ", "クグ", "ケゲ", "コゴ", "サザ", "シジ", "スズ", "タダ", "テデ", "トド", "ハバ", "ハパ",
          "ヒビ", "フブ", "ヘベ", "ホボ", "バパ", "プブ", "さざ", "とど", "はば", "くぐ")
VARIANTS = (
    "崎﨑", "高髙", "学學", "国國", "会會", "広廣", "斎齋", "沢澤", "辺邊", "浜濱", "桜櫻", "関關", "島嶋", "富冨",
    "竜龍", "鉄鐵", "恵惠", "栄榮", "徳德", "薬藥", "総總", "県縣", "実實", "豊豐", "弥彌", "万萬", "来來", "滝瀧",
    "館舘", "曽曾", "渋澁", "亀龜", "円圓", "売賣", "宝寶", "経經", "気氣", "図圖", "医醫", "芸藝", "営營", "黒黑",
    "塩鹽", "応應", "検檢", "斉齊", "吉𠮷", "峰峯", "剣劍", "桧檜", "参參", "労勞", "電电", "車车", "東东",
)


def both_ways(pairs):
    return [*pairs, *((second, first) for first, second in pairs)]


def romaji_changes(label):
    """All labels one rule away."""
    found = set()
    for old, new in both_ways(SYLLABLES):
        for at in range(len(label)):
            if label.startswith(old, at):
                found.add(label[:at] + new + label[at + len(old):])
    return found | long_vowels(label)


def long_vowels(label):
    found = set()
    for at, letter in enumerate(label):
        if letter not in "ou" or label[max(at - 1, 0):at] in tuple("aeiou"):
            continue
        old = next((x for x in ("ou", "oo", "oh", "uu") if label.startswith(x, at)
                    and label[at + 2:at + 3] not in tuple("aeiou")), letter)
        for new in (LONG if letter == "o" else ("u", "uu")):
            if new != old:
                found.add(label[:at] + new + label[at + len(old):])
    return found


def romaji(target, rng):
    found = sorted(romaji_changes(target.label))
    return f"{rng.choice(found)}.{target.suffix}" if found else None


def romaji_two(target, rng):
    once = romaji(target, rng)
    return once and romaji(target._replace(label=once.split(".")[0]), rng)


def affix(target, rng):
    return hosts.around(AFFIXES, glued=rng.random() < 0.4)(target, rng)


def suffix(target, rng):
    return hosts.japanese_suffix(target, rng)


def doppelganger(target, rng):
    head, _, tail = target.suffix.partition(".")
    made = [f"{word}{target.name}" for word in ("www", "mail", "tokyo", "osaka", "ml")]
    if tail:
        made += [f"{target.label}{head}.{tail}", f"{target.label}.{head}{tail}.com"] * 2
    return rng.choice(made)


def flatten(target, rng):
    dashed = target.name.replace(".", "-")
    return rng.choice([f"{dashed}.com", f"{dashed}.{rng.choice(hosts.STRANGERS)}",
                       f"{target.label}.{target.suffix.replace('.', '-')}.com",
                       f"{target.label}-{hosts.bare(target.suffix)}.com",
                       f"{target.label}{hosts.bare(target.suffix)}.net"])


def exchanged(pairs):
    """One sign replaced by its partner in one of the pairs."""
    def made(target, rng):
        places = [(at, new) for at, letter in enumerate(target.label)
                  for pair in pairs for old, new in both_ways([tuple(pair)]) if old == letter]
        if not places:
            return None
        at, new = rng.choice(places)
        return f"{target.label[:at]}{new}{target.label[at + 1:]}.{target.suffix}"
    return made


kana_kanji = exchanged(LOOKS)
small_kana = exchanged(SMALL)
voiced = exchanged(VOICED)
kanji_variant = exchanged(VARIANTS)


def long_mark(target, rng):
    """The prolonged sound mark written as a hyphen, or left out."""
    if "ー" not in target.label:
        return None
    new = target.label.replace("ー", rng.choice(("-", "一", "")), 1)
    return f"{new}.{target.suffix}"


def idn_affix(target, rng):
    parts = [target.label, rng.choice(IDN_AFFIXES)]
    rng.shuffle(parts)
    return ("-" if rng.random() < 0.3 else "").join(parts) + "." + target.suffix


def idn_suffix(target, rng):
    return hosts.other_suffix(lambda _: ("jp", "com", "net", "co.jp", "tokyo", "biz", "info"))(
        target, rng)
