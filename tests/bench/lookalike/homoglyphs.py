"""Letters that look alike: rows 1 to 12 of the table of kinds.

The tables are our own: Unicode's names say which letters are a Latin letter with a mark, a hook or
a stroke, or a small capital; other scripts' twins are written here by hand. Only letters that IDNA
takes as they are (names.is_stable) are used.
"""

import re
import string
import sys
import unicodedata

from names import is_stable

ASCII = {   # groups of letters for one: what both columns of a sans-serif type make hard to tell
    "o": ["0"], "0": ["o"], "l": ["1", "i", "j"], "i": ["1", "l", "j"], "1": ["l", "i"],
    "j": ["i"], "m": ["rn", "nn"], "rn": ["m"], "w": ["vv"], "vv": ["w"], "d": ["cl"], "cl": ["d"],
    "k": ["lc"], "b": ["lb", "8", "6"], "s": ["5"], "5": ["s"], "e": ["3", "c"], "c": ["e", "o"],
    "8": ["b"], "g": ["9", "q"], "9": ["g"], "q": ["g"], "u": ["v", "ii"], "v": ["u"], "h": ["n"],
    "n": ["h"], "z": ["2"], "2": ["z"], "3": ["e"],
}
TWINS = {   # the very glyph, or nearly, of another script
    "a": "аɑα", "b": "ЬьƅϬ", "c": "сϲᴄⲥ", "d": "ԁɖᑯ", "e": "еҽε", "f": "ϝẝ", "g": "ɡԍց",
    "h": "һհ", "i": "іıι", "j": "јϳ", "k": "кκ", "l": "ӏⵏ", "m": "мʍ", "n": "ոпη", "o": "оοօ᧐ⲟဝଠഠ",
    "p": "рρⲣ", "q": "ԛգզ", "r": "гᴦ", "s": "ѕꮪ", "t": "тτ", "u": "սυц", "v": "ѵν", "w": "ԝшω",
    "x": "хχ", "y": "уүγ", "z": "ᴢʐ",
}
CYRILLIC = dict(zip("abcdeghijklmopqstvwxy", "аьсԁеԍһіјкӏморԛѕтѵԝху"))
ROUGHLY = {**CYRILLIC, **dict(zip("nru", "пгц"))}    # as seen in small print
ODD = {"o": "ɵøө", "u": "ʊ", "v": "ʋ", "i": "ɩ", "e": "ɛəҽ", "s": "ƨ", "b": "ƅ", "r": "ɾɼɽ",
       "h": "ɦɧ", "n": "ŋɲ", "m": "ɱ", "z": "ʒ", "y": "ʏ", "t": "ʈ", "g": "ɠǥ", "k": "ĸ", "w": "ɯ"}
SIBLINGS = {"i": "ĺḷľ", "l": "íìïı", "h": "ñņń", "n": "ĥḥ", "c": "óòọ", "o": "ćċ", "e": "ćç",
            "u": "ṿ", "v": "úü"}
INVISIBLE = "\u200b\u200d\u2060\u00ad\ufeff"
DIGITS = {"0": "оο", "3": "зӡ", "4": "ч", "6": "б", "2": "ƻ", "5": "ƽ", "8": "ȣ"}


def named():
    """({letter: with marks}, {letter: with hooks and strokes}, {letter: small capitals})"""
    marked = {x: [] for x in string.ascii_lowercase}
    changed, small = {x: [] for x in marked}, {x: [] for x in marked}
    for letter in map(chr, range(0x80, min(sys.maxunicode, 0xFFFF))):
        if not is_stable(letter):
            continue
        bare = unicodedata.normalize("NFD", letter)
        if len(bare) > 1 and bare[0] in marked:
            marked[bare[0]].append(letter)
            continue
        name = unicodedata.name(letter, "")
        if found := re.fullmatch(r"LATIN SMALL LETTER ([A-Z]) WITH .*", name):
            changed[found[1].lower()].append(letter)
        elif found := re.fullmatch(r"LATIN LETTER SMALL CAPITAL ([A-Z])", name):
            small[found[1].lower()].append(letter)
    return marked, changed, small


MARKED, CHANGED, SMALL = named()
TABLES = (  # what registered homographs use, roughly as often; weights sum to 100
    (68, MARKED), (14, TWINS), (8, CHANGED), (4, ODD), (3, SMALL), (3, SIBLINGS))


def unlike(letter, rng):
    """A letter of any script that could be read as that ASCII letter; None if there is none."""
    for _ in range(8):
        table = rng.choices([t for _, t in TABLES], [w for w, _ in TABLES])[0]
        choices = [x for x in table.get(letter, ()) if is_stable(x)]
        if choices:
            return rng.choice(choices)
    return None


def replaced(label, rng, count, unicode_only=True):
    """`count` different letters replaced."""
    places = [at for at, letter in enumerate(label) if letter in MARKED]
    out = list(label)
    for at in rng.sample(places, min(count, len(places))):
        new = unlike(out[at], rng)
        if new is None:
            return None
        out[at] = new
    return "".join(out)


def homograph(label, rng):
    """As registered in the wild: one letter, sometimes two."""
    return replaced(label, rng, 1 if rng.random() < 0.7 else 2)


def unicode_one(label, rng):
    return replaced(label, rng, 1)


def unicode_two(label, rng):
    return replaced(label, rng, 2)


def ascii_one(label, rng):
    places = [(at, old) for old in ASCII for at in range(len(label)) if label.startswith(old, at)]
    if not places:
        return None
    at, old = rng.choice(places)
    return label[:at] + rng.choice(ASCII[old]) + label[at + len(old):]


def ascii_two(label, rng):
    """Two different places: the second change is not made to the first one's letters."""
    places = [(at, old) for old in ASCII for at in range(len(label)) if label.startswith(old, at)]
    rng.shuffle(places)
    if not places:
        return None
    at, old = places[0]
    for other, text in places[1:]:
        if other >= at + len(old) or other + len(text) <= at:
            out = label
            for where, what in sorted(((at, old), (other, text)), reverse=True):
                out = out[:where] + rng.choice(ASCII[what]) + out[where + len(what):]
            return out
    return None


def mixed_two(label, rng):
    once = ascii_one(label, rng)
    return once and replaced(once, rng, 1)


def whole(label, letters):
    """Every letter; None if one cannot be written so. Digits and hyphens stay."""
    if not all(letter in letters or not letter.isalpha() for letter in label):
        return None
    return "".join(letters.get(letter, letter) for letter in label)


def cyrillic(label, rng):
    del rng
    return whole(label, CYRILLIC)


def cyrillic_roughly(label, rng):
    """With at least one letter that is only like its Latin twin."""
    del rng
    return None if whole(label, CYRILLIC) else whole(label, ROUGHLY)


def invisible(label, rng):
    at = rng.randrange(1, len(label))
    return label[:at] + rng.choice(INVISIBLE) + label[at:]


def digit_script(label, rng):
    places = [at for at, letter in enumerate(label) if letter in DIGITS]
    if not places:
        return None
    at = rng.choice(places)
    return label[:at] + rng.choice(DIGITS[label[at]]) + label[at + 1:]
