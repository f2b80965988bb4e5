"""Who is imitated: invented companies, and popular names of the tuning half."""

import random
from typing import NamedTuple

from names import to_unicode


class Target(NamedTuple):
    label: str            # in Unicode
    suffix: str
    rare: bool = True     # a company's coined name, not a popular one
    lists_host: bool = False    # the partner list has a host below it, too

    @property
    def name(self):
        return f"{self.label}.{self.suffix}"

    @property
    def idn(self):
        return not self.label.isascii()

    def listed(self):
        return [self.name, f"tokyo.{self.name}"] if self.lists_host else [self.name]


INVENTED = """
    mirai-kogyo.co.jp hatsukaze.co.jp kitamori-seiki.co.jp tsukishiro.co.jp asanagi-shoji.co.jp
    fujinomiya-kasei.co.jp ohtsuji.co.jp shinonome-unyu.co.jp chikumaya.co.jp kuroshio-denki.co.jp
    yamabuki-sangyo.jp satsukidai.jp hoshizora-foods.jp tokiwabashi.jp sumidagawa-kensetsu.jp
    nambu-tekko.co.jp shimbashiya.co.jp kazahaya.co.jp isonokami.co.jp jintsu-kiko.co.jp
    mizuhara-gumi.co.jp koyamadai.com rokkosan-kinzoku.com takatsuji.com hiyoshi-trading.com
    seseragi-medical.com urayasu-butsuryu.com ginrei-optics.com tachibana-fudosan.com zaimokuya.com
    hokushin-kai.or.jp midorinokai.or.jp chubu-gijutsu.or.jp kaede-zaidan.or.jp sakuragaoka-hp.or.jp
    ryokufu-ex.ne.jp wakakusa-net.ne.jp hamanako-tv.ne.jp oumi-shokuhin.co.jp kyouwadai.co.jp
    shouwa-kizai.co.jp juhachiya.co.jp tenryu-body.co.jp fukurou-system.co.jp mutsumi-pack.co.jp
    aobadori-printing.co.jp nishijin-textile.co.jp komorebi-works.com yukishiro.net momijiya.org
    komekado.co.jp takeshi-seika.co.jp oagi-koki.co.jp kadokami.jp takai-hakko.co.jp
""".split()
INVENTED_IDN = """
    ミライ工業.jp さくら橋商店.jp 宮崎精機.co.jp 高浜製鉄.jp ニシカワ建設.jp 沢渡学園.jp カタログハト.com
    渋沢薬品.jp 富士見会館.jp トリトン物流.com ロータス印刷.jp シンセイ電気.jp 栄広運輸.co.jp ハヤテ工務店.jp
    キッチン千歳.jp ジュエル国松.jp 塩尻医療.jp リッチモア関東.com シャトー未来.jp 木ノ下会計.jp ヒロセ商会.jp
    土屋ロープ.jp ソラノエ房.com 大鉄グループ.jp チョウカイ水産.jp みやこ宝飾.jp ワークスペース千歳.com
    人見経営.jp ドットコム斉藤.jp 日ノ出カメラ.co.jp オークヌマ産業.jp きょうどう薬局.jp 亀田図書.jp
""".split()


def parse(name, **fields):
    label, _, suffix = name.partition(".")
    return Target(to_unicode(label), suffix, **fields)


def invented():
    return ([parse(name, lists_host=at % 6 == 0) for at, name in enumerate(INVENTED)]
            + [parse(name) for name in INVENTED_IDN])


def popular(names, suffixes, count):
    """Real registrable names with labels of five letters or more, no two with one label."""
    found = {}
    for name in names:
        label, suffix = suffixes.parts(name)
        if sum(map(str.isalpha, label)) >= 5 and label.isascii() and "--" not in label:
            found.setdefault(label, Target(label, suffix, rare=False))
    return random.Random("popular").sample(sorted(found.values()), min(count, len(found)))
