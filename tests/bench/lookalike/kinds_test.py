#!/usr/bin/python3
"""Tests that each generator makes what its kind means, by checks that share no code with it."""

import random
import unicodedata
import unittest

import edits
import homoglyphs
import japanese
import kinds
import targets
from names import PublicSuffixes, to_ascii, to_unicode

MAKE = {kind.word: kind for kind in kinds.KINDS}
TARGETS = targets.invented()
SUFFIXES = PublicSuffixes()


def made(word, count=4):
    """(target, name) for all targets the kind concerns."""
    kind = MAKE[word]
    for target in TARGETS:
        if kind.concerns(target):
            rng = random.Random(f"{word}{target.name}")
            for _ in range(count):
                name = kind.make(target, rng)
                if name:
                    yield target, name


def labels(word):
    """(label, changed label) where the suffix stays."""
    for target, name in made(word):
        assert name.endswith("." + target.suffix), name
        yield target.label, name[:-len(target.suffix) - 1]


def distance(one, other):
    """Insertions, deletions, substitutions and swaps of neighbours."""
    table = [[max(i, j) if not i or not j else 0 for j in range(len(other) + 1)]
             for i in range(len(one) + 1)]
    for i, a in enumerate(one, 1):
        for j, b in enumerate(other, 1):
            table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1,
                              table[i - 1][j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
    return table[-1][-1]


def changed(one, other):
    return [(a, b) for a, b in zip(one, other) if a != b]


class Kinds(unittest.TestCase):
    def test_every_kind_makes_names_the_dns_can_hold(self):
        for word in MAKE:
            found = list(made(word))
            if word not in ("digits of other scripts",):    # needs digits in a name
                self.assertTrue(found, word)
            for target, name in found:
                ascii_form = to_ascii(name)
                self.assertTrue(0 < len(ascii_form) <= 253, name)
                self.assertNotEqual(name, target.name)
                self.assertFalse(name.endswith("." + target.name), name)

    def test_the_same_seed_gives_the_same_names(self):
        one = [probe.seen for probe in kinds.probes(TARGETS[:5], 2)]
        self.assertEqual(one, [probe.seen for probe in kinds.probes(TARGETS[:5], 2)])


class Edits(unittest.TestCase):
    def test_lengths_and_distance(self):
        grows = {"omission": -1, "insertion": 1, "addition": 1, "repetition": 1, "undoubling": -1,
                 "replacement": 0, "bitsquatting": 0, "transposition": 0, "vowel-swap": 0,
                 "number": 1, "keyboard": 0, "first letter": 0}
        for word, more in grows.items():
            for old, new in labels(word):
                with self.subTest(f"{word} {old} {new}"):
                    self.assertEqual((len(new) - len(old), distance(old, new)), (more, 1))

    def test_substitutions(self):
        for old, new in labels("bitsquatting"):
            [(a, b)] = changed(old, new)
            self.assertEqual(bin(ord(a) ^ ord(b)).count("1"), 1)
        for old, new in labels("vowel-swap"):
            [(a, b)] = changed(old, new)
            self.assertTrue(a in "aeiou" and b in "aeiou")
        for old, new in labels("first letter"):
            self.assertEqual(old[1:], new[1:])

    def test_the_rest(self):
        for old, new in labels("transposition"):
            self.assertEqual(sorted(old), sorted(new))
        for old, new in labels("hyphenation"):
            self.assertEqual(old.replace("-", ""), new.replace("-", ""))
        for old, new in labels("plural"):
            self.assertIn(new.replace("s", ""), (old.replace("s", ""), old.replace("s", "") + "e"))
        for old, new in labels("reorder"):
            self.assertEqual(sorted(old.split("-")), sorted(new.split("-")))
        for old, new in labels("two edits"):
            self.assertLessEqual(distance(old, new), 3)    # es and another letter
        for old, new in labels("addition"):
            self.assertTrue(new.startswith(old))

    def test_keyboard(self):
        for letter, wanted in (("s", "adewxz"), ("p", "0lo"), ("a", "qswz"), ("1", "2q")):
            self.assertEqual("".join(edits.neighbours(letter)), "".join(sorted(wanted)))


class Homoglyphs(unittest.TestCase):
    def test_places(self):
        for word, most in (("idn homograph", 2), ("homoglyph unicode", 1),
                           ("homoglyph unicode x2", 2)):
            for old, new in labels(word):
                self.assertEqual(len(old), len(new))
                self.assertTrue(0 < len(changed(old, new)) <= most)
                self.assertTrue(all(not b.isascii() for _, b in changed(old, new)))

    def test_letters_are_what_idna_takes(self):
        for word in ("idn homograph", "homoglyph unicode x2", "cyrillic"):
            for _, new in labels(word):
                self.assertEqual(new, unicodedata.normalize("NFKC", new).casefold())

    def test_marked_letters(self):
        self.assertIn("ậ", homoglyphs.MARKED["a"])
        self.assertIn("ɓ", homoglyphs.CHANGED["b"])
        self.assertIn("ł", homoglyphs.CHANGED["l"])
        self.assertIn("ɢ", homoglyphs.SMALL["g"])
        self.assertGreater(sum(map(len, homoglyphs.MARKED.values())), 200)

    def test_ascii(self):
        for old, new in labels("homoglyph ascii"):
            self.assertTrue(new.isascii())
            self.assertLessEqual(distance(old, new), 2)    # rn for m
        for old, new in labels("homoglyph ascii x2"):
            self.assertTrue(2 <= distance(old, new) <= 4 or "rn" in old + new, (old, new))

    def test_cyrillic(self):
        for word in ("cyrillic", "cyrillic, roughly"):
            for _, new in labels(word):
                self.assertTrue(all("CYRILLIC" in unicodedata.name(x) for x in new if x.isalpha()))

    def test_invisible(self):
        for old, new in labels("invisible"):
            self.assertEqual([x for x in new if unicodedata.category(x) != "Cf"], list(old))


class Hosts(unittest.TestCase):
    def test_another_suffix(self):
        for word in ("tld swap", "tld typo", "registry swap", "de-facto registry",
                     "japanese suffix", "idn-suffix"):
            for target, name in made(word):
                self.assertTrue(name.startswith(target.label + "."), name)

    def test_dots(self):
        flat = str.maketrans("", "", ".-")
        for target, name in made("extra dot"):
            self.assertEqual(name.replace(".", ""), target.name.replace(".", ""))
            self.assertEqual(name.count("."), target.name.count(".") + 1)
        for word in ("embedding", "flattening", "appended tld", "tail embedding", "flatten"):
            for target, name in made(word):
                self.assertIn(target.name.translate(flat), name.translate(flat))
                self.assertNotEqual(SUFFIXES.registrable(name), target.name)
        for target, name in made("missing dot"):
            self.assertTrue(name.endswith(target.name) or target.label + target.suffix.split(".")[0]
                            in name, name)

    def test_words(self):
        for word in ("security word -", "business word -", "any word -", "affix", "idn-affix"):
            for target, name in made(word):
                label = name[:-len(target.suffix) - 1]
                self.assertTrue(label.startswith(target.label)
                                or label.endswith(target.label), name)
                self.assertGreater(len(label), len(target.label))

    def test_below_a_stranger(self):
        for target, name in made("label below a stranger"):
            self.assertIn(target.label, name.split(".", 1)[0] + name.split(".", 2)[1])
            self.assertNotIn(target.label, SUFFIXES.registrable(name))


class Japanese(unittest.TestCase):
    def test_romaji(self):
        table = {"shinbashi": ["sinbashi", "shinbasi", "shimbashi"], "ohtsuji": ["otsuji", "ohtuji",
                 "ohtsuzi"], "tokyo": ["toukyo", "tohkyo"], "hokkaido": ["hokkaidou", "hokkaidoh"],
                 "jinja": ["jinzya", "zinja", "jinjya"]}
        for label, wanted in table.items():
            for variant in wanted:
                self.assertIn(variant, japanese.romaji_changes(label))
        for target, name in made("romaji"):
            self.assertTrue(0 < distance(target.name, name) <= 2, name)

    def test_one_sign(self):
        for word in ("kana/kanji", "small kana", "voiced kana", "kanji variant"):
            for old, new in labels(word):
                self.assertEqual(len(changed(old, new)), 1, (old, new))
        for old, new in labels("small kana"):
            [(a, b)] = changed(old, new)
            self.assertIn("SMALL", unicodedata.name(a) + unicodedata.name(b))
        for old, new in labels("voiced kana"):
            [(a, b)] = changed(old, new)
            self.assertEqual(*(unicodedata.normalize("NFD", x)[0] for x in (a, b)))

    def test_pairs_have_two_signs(self):
        for pairs in (japanese.LOOKS, japanese.SMALL, japanese.VOICED, japanese.VARIANTS):
            for pair in pairs:
                self.assertEqual(len(set(pair)), 2, pair)

    def test_names_survive_the_dns(self):
        for target in TARGETS:
            self.assertEqual(to_unicode(to_ascii(target.name)), target.name)


if __name__ == "__main__":
    unittest.main()
