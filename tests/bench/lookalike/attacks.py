"""Made changes of a label, one pattern each, for make_rates.py to set innocent hits against.

    made("swap", labels, 1000, rng)   # [(ending, suffix, guarded, seen)]
"""
import string

DIGITS, VOWELS = string.digits, "aeiou"
# What an adversary chooses among patterns, by judgement: where a share is larger, more innocent hits
# are put up with. In the order of lookalike/evidence.h.
SHARE = {"same": .041, "glyph": .0143, "mark": .0057, "variant": .0057, "sight": .12,
         "separator": .063, "roman": .0066, "reordered": .0028, "swap": .042, "doubled": .028,
         "final_s": .02, "vowel": .031, "replace": .085, "insert": .12, "delete": .065,
         "digit": .0022, "two_edits": .0066, "name": .186, "name_joined": .02, "appended": .0065,
         "name_edit": .0056, "tail": .06, "word_keyword": .058, "word": .0128, "host_label": .0107,
         "word_edit_keyword": .012, "word_edit": .0054, "tail_joined": .028, "part_keyword": .0192, "part": .0117,
         "part_edit": .0026, "trap": .0028}
LETTERS = string.ascii_lowercase
# Where an adversary or a slip goes: mostly the ending stays; one who puts words beside the name, or
# the name beside a host of his own, takes what is cheap.
ENDINGS = ("same",) * 60 + ("family",) * 2 + ("other",)
ENDINGS_BESIDE = ("same",) * 6 + ("family",) * 2 + ("other",) * 5
# Countries' own registries below com and its like.
APPENDED = ("com.cn", "com.ru", "com.br", "com.in", "com.au", "net.cn", "org.uk", "com.ml", "co.com")
SUFFIXES = ("com", "com", "co.jp", "jp", "net", "org", "info", "de", "cn", "ru", "xyz", "top", "shop",
            "online", "site", "club", "cf", "tk", "cm", "us.com")


def cut(label, at, size, text):
    return label[:at] + text + label[at + size:]


def swap(label, at, rng):
    return label[:at] + label[at + 1:at + 2] + label[at] + label[at + 2:]


def replace(label, at, rng):
    return cut(label, at, 1, rng.choice(LETTERS))


def vowel(label, at, rng):
    return cut(label, at, 1, rng.choice(VOWELS)) if label[at] in VOWELS else label


def insert(label, at, rng):
    return cut(label, at, 0, rng.choice(LETTERS))


def delete(label, at, rng):
    return cut(label, at, 1, "")


def doubled(label, at, rng):
    return cut(label, at, 0, label[at])


def final_s(label, at, rng):
    return label[:-1] if label.endswith("s") else label + "s"


def digit(label, at, rng):
    return cut(label, at, rng.randrange(2), rng.choice(DIGITS))


def separator(label, at, rng):
    if "-" in label and rng.random() < .5:
        return label.replace("-", "", 1)
    return cut(label, at, 0, "-") if at else label


def two_edits(label, at, rng):
    for change in rng.sample((swap, replace, insert, delete), 2):
        label = change(label, rng.randrange(len(label)), rng)
    return label


SIGHT = (("o", "0"), ("l", "1"), ("l", "i"), ("i", "l"), ("i", "j"), ("m", "rn"), ("m", "nn"), ("w", "vv"),
         ("d", "cl"), ("b", "6"), ("b", "8"), ("s", "5"), ("e", "3"), ("e", "c"), ("c", "e"), ("g", "q"),
         ("g", "9"), ("q", "g"), ("u", "v"), ("v", "u"), ("h", "n"), ("n", "h"), ("z", "2"), ("k", "lc"),
         ("rn", "m"), ("vv", "w"), ("cl", "d"), ("c", "o"), ("o", "e"))


def sight(label, at, rng):
    """Some letter that looks like another; `at` is one of many that look like nothing."""
    places = [(i, old, new) for old, new in SIGHT for i in range(len(label)) if label.startswith(old, i)]
    if not places:
        return label
    at, old, new = rng.choice(places)
    return cut(label, at, len(old), new)


def one_edit(label, at, rng):
    return rng.choice((swap, replace, insert, delete))(label, at, rng)


CHANGES = {one.__name__: one for one in (swap, replace, vowel, insert, delete, doubled, final_s, digit,
                                         separator, two_edits, sight)}
CHANGES["word_edit"] = CHANGES["word_edit_keyword"] = CHANGES["part_edit"] = one_edit
# Beside a listed word, with a hyphen (0) or without (1): the column of its figure in affixes.inc.
BESIDE = {"tail": 0, "word_keyword": 0, "word_edit_keyword": 0, "part_edit": 1, "tail_joined": 1, "part_keyword": 1}


def constant(pattern):
    return "k" + "".join(word.capitalize() for word in pattern.split("_"))


def made(pattern, labels, count, rng):
    """A pattern without a change of its own leaves the label as it is (another ending, words
    beside it)."""
    out = []
    while len(out) < count:
        guarded = rng.choice(labels)
        seen = guarded
        if pattern in CHANGES:
            seen = CHANGES[pattern](guarded, rng.randrange(len(guarded)), rng)
            if seen == guarded:
                continue
        beside = pattern.startswith(("name", "word", "part", "host"))
        ending = rng.choice(ENDINGS_BESIDE if beside else ENDINGS)
        if pattern.startswith("tail"):
            ending = "same"
        if pattern == "same":
            ending = rng.choice(("family", "other"))
        if pattern == "appended":
            out.append(("other", rng.choice(APPENDED), guarded, seen))
            continue
        suffix = "com" if ending == "same" and rng.random() < .6 else rng.choice(SUFFIXES)
        out.append((ending, suffix, guarded, seen))
    return out
