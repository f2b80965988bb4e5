"""Every way of imitating a domain that is asked, each with its rows of the notes' table of kinds.

    for kind in KINDS:
        kind.make(Target("mirai-kogyo", "co.jp"), random.Random(1))   # a name, or None
"""

import random
from typing import Callable, NamedTuple

import anatomy
import edits
import homoglyphs
import hosts
import japanese
from names import is_hostname, to_ascii

ATTEMPTS = 12


class Kind(NamedTuple):
    word: str
    rows: str            # of the table of kinds
    goal: str            # of goals.py; "" if the notes want no figure
    of: str              # whose: "ascii", "rare" (invented, ASCII), "idn"
    change: Callable

    def concerns(self, target):
        return {"ascii": not target.idn, "rare": target.rare and not target.idn,
                "idn": target.idn}[self.of]

    def make(self, target, rng):
        """A name of this kind that the DNS can hold and that is not the target's; None if none."""
        for _ in range(ATTEMPTS):
            made = self.change(target, rng)
            if made and legal(made) and not ("." + made).endswith("." + target.name):
                return made
        return None


def legal(name):
    if name.isascii():
        return is_hostname(name.lower())
    return bool(to_ascii(name)) and not any(
        label.startswith("-") or label.endswith("-") for label in name.split("."))


def label(word, rows, goal, change):
    return Kind(word, rows, goal, "ascii", hosts.with_label(change))


def around(words, glued):
    return hosts.around(words, glued)


KINDS = (
    label("idn homograph", "1-4", "homographs", homoglyphs.homograph),
    label("omission", "15", "edits", edits.omission),
    label("insertion", "16", "edits", edits.insertion),
    label("addition", "16", "edits", edits.addition),
    label("replacement", "17", "edits", edits.replacement),
    label("bitsquatting", "28", "edits", edits.bitsquatting),
    label("repetition", "20", "edits", edits.repetition),
    label("transposition", "19", "edits", edits.transposition),
    label("vowel-swap", "23", "edits", edits.vowel_swap),
    label("plural", "24", "edits", edits.plural),
    label("hyphenation", "29", "edits", edits.hyphenation),
    label("keyboard", "18", "", edits.keyboard),
    label("undoubling", "20", "", edits.undoubling),
    label("first letter", "22", "", edits.first_letter),
    label("number", "25", "", edits.number),
    label("numeral and word", "26", "", edits.numeral),
    label("homophone", "27", "", edits.homophone),
    label("reorder", "30", "", edits.reorder),
    label("two edits", "21", "", edits.two_edits),
    label("homoglyph ascii", "5-9", "homoglyphs", homoglyphs.ascii_one),
    label("homoglyph ascii x2", "5-9", "homoglyphs", homoglyphs.ascii_two),
    label("homoglyph unicode", "1-4", "homoglyphs", homoglyphs.unicode_one),
    label("homoglyph unicode x2", "1-4", "homoglyphs", homoglyphs.unicode_two),
    label("homoglyph mixed x2", "1-9", "homoglyphs", homoglyphs.mixed_two),
    label("cyrillic", "2", "homoglyphs", homoglyphs.cyrillic),
    label("cyrillic, roughly", "2", "", homoglyphs.cyrillic_roughly),
    Kind("capital I", "10", "", "ascii", hosts.capital_i),
    label("invisible", "11", "", homoglyphs.invisible),
    label("digits of other scripts", "12", "", homoglyphs.digit_script),
    Kind("security word -", "31", "dictionary", "ascii", around(hosts.SECURITY, False)),
    Kind("security word glued", "31", "dictionary", "ascii", around(hosts.SECURITY, True)),
    Kind("business word -", "32", "dictionary", "ascii", around(hosts.BUSINESS, False)),
    Kind("business word glued", "32", "dictionary", "ascii", around(hosts.BUSINESS, True)),
    Kind("any word -", "32", "dictionary", "ascii", around(hosts.ANY, False)),
    Kind("any word glued", "32", "dictionary", "ascii", around(hosts.ANY, True)),
    Kind("misspelt combo", "33", "", "ascii", hosts.misspelt_combo),
    Kind("tld swap", "34", "suffixes", "ascii", hosts.tld_swap),
    Kind("tld typo", "35", "suffixes", "ascii", hosts.tld_typo),
    Kind("registry swap", "36", "suffixes", "ascii", hosts.registry_swap),
    Kind("registry swap, rare", "36", "family", "rare", hosts.registry_swap),
    Kind("de-facto registry", "37", "suffixes", "ascii", hosts.de_facto),
    Kind("appended tld", "38", "dots", "ascii", hosts.appended_tld),
    Kind("embedding", "39", "dots", "ascii", hosts.embedded),
    Kind("flattening", "40", "dots", "ascii", hosts.flattened),
    Kind("tail embedding", "41", "dots", "ascii", hosts.tail_embedded),
    Kind("missing dot", "42", "dots", "ascii", hosts.missing_dot),
    Kind("extra dot", "43", "dots", "ascii", hosts.extra_dot),
    Kind("label below a stranger", "44", "", "ascii", hosts.host_label),
    Kind("typo and tld", "45", "", "ascii", hosts.typo_other_tld),
    Kind("typo in embedding", "46", "", "ascii", hosts.typo_embedded),
    Kind("brand-labelled", "15-46", "labelled", "ascii", anatomy.labelled),
    Kind("japanese brand", "15-46", "brands", "rare", anatomy.japanese_brand),
    Kind("popular brand", "15-46", "brands", "ascii", anatomy.japanese_brand),
    Kind("romaji", "47", "japanese", "rare", japanese.romaji),
    Kind("romaji x2", "47", "", "rare", japanese.romaji_two),
    Kind("affix", "31", "japanese", "rare", japanese.affix),
    Kind("suffix", "36-37", "suffixes", "rare", japanese.suffix),
    Kind("japanese suffix", "36-37", "japanese", "rare", japanese.suffix),
    Kind("doppelganger", "42", "japanese", "rare", japanese.doppelganger),
    Kind("flatten", "40", "japanese", "rare", japanese.flatten),
    Kind("kana/kanji", "13", "japanese", "idn", japanese.kana_kanji),
    Kind("small kana", "13", "japanese", "idn", japanese.small_kana),
    Kind("voiced kana", "13", "japanese", "idn", japanese.voiced),
    Kind("prolonged mark", "13", "japanese", "idn", japanese.long_mark),
    Kind("kanji variant", "14", "japanese", "idn", japanese.kanji_variant),
    Kind("idn-affix", "31", "japanese", "idn", japanese.idn_affix),
    Kind("idn-suffix", "36", "japanese", "idn", japanese.idn_suffix),
)


class Probe(NamedTuple):
    kind: str
    goal: str
    target: object
    seen: str
    direction: str = "inbound"


def probes(targets, each, seed="recall"):
    """`each` names of every kind for every target it concerns, no name twice for one kind."""
    out = []
    for kind in KINDS:
        for target in targets:
            if not kind.concerns(target):
                continue
            rng = random.Random(f"{seed}-{kind.word}-{target.name}")
            made = {kind.make(target, rng) for _ in range(each)} - {None}
            out += [Probe(kind.word, kind.goal, target, seen) for seen in sorted(made)]
    return out
