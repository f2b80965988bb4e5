"""Made changes of a label, one pattern each, for make_rates.py to set innocent hits against.

    made("swap", labels, 1000, rng)   # [(ending, suffix, guarded, seen)]
"""
import string

DIGITS, VOWELS = string.digits, "aeiou"
# What an adversary chooses among patterns, by judgement: where a share is larger, more innocent hits
# are put up with. In the order of lookalike/evidence.h.
SHARE = {"same": .15, "glyph": .05, "mark": .02, "variant": .02, "sight": .08, "separator": .03,
         "roman": .03, "reordered": .01, "swap": .05, "doubled": .03, "final_s": .02, "vowel": .03,
         "replace": .12, "insert": .12, "delete": .06, "digit": .01, "two_edits": .02, "name": .10,
         "name_joined": .04, "name_edit": .01, "word_keyword": .04, "word": .03, "host_label": .02,
         "word_edit": .02, "part_keyword": .04, "part": .02, "part_edit": .01, "trap": .01}
LETTERS = string.ascii_lowercase
# Where an adversary or a slip goes: mostly the ending stays; one who puts words beside the name, or
# the name beside a host of his own, takes what is cheap.
ENDINGS = ("same",) * 7 + ("family",) * 2 + ("other",)
ENDINGS_BESIDE = ("same",) * 3 + ("family",) * 2 + ("other",) * 5
SUFFIXES = ("com", "com", "co.jp", "jp", "net", "org", "info", "de", "cn", "ru", "xyz", "top", "shop",
            "online", "site", "club")


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


def one_edit(label, at, rng):
    return rng.choice((swap, replace, insert, delete))(label, at, rng)


CHANGES = {one.__name__: one for one in (swap, replace, vowel, insert, delete, doubled, final_s, digit,
                                         separator, two_edits)}
CHANGES["word_edit"] = CHANGES["part_edit"] = one_edit


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
        if pattern == "same":
            ending = rng.choice(("family", "other"))
        suffix = "com" if ending == "same" and rng.random() < .6 else rng.choice(SUFFIXES)
        out.append((ending, suffix, guarded, seen))
    return out
