#!/usr/bin/python3
"""Makes rates.inc: how often innocent names come close to a guarded one, by pattern.

    make_rates.py NAMES HITS > ../../../lookalike/rates.inc

NAMES are the names of the tuning half; HITS is what lookalike_hits wrote when all of them were
asked for against their registrable domains: pattern, ending, suffix of the seen name, guarded
label, seen label ... (tab separated), one line a hit.

For each pattern a logistic regression tells innocent hits from made ones (a random change of that
pattern to a random guarded label): by the labels' length, by how surprising the guarded letters
are, by how much more surprising the seen ones are, by the endings, by the listed word beside. The
odds times the counted number of innocent hits per pair are the chance of an innocent hit per made
one, a likelihood ratio. Surprise is taken from the half of the names that does not hold the seen
label. Few hits are helped out by PRIOR, to which coefficients are drawn.

To check with the halves exchanged: in a copy of the tree make words.inc, affixes.inc, tlds.inc and
letters.inc from `split.py LIST measure`, then rates.inc, then
`false_alarms.py BINARY LIST --partners tune --names tune`.
"""
import collections
import math
import os
import random
import re
import sys

import attacks
import make_affixes
from letters import Letters
from names import PublicSuffixes

FEATURES = ("one", "family", "other", "old", "country", "fresh", "rare", "first", "inner", "length", "letters",
            "change", "holders", "beside")
PRIOR = {"length": -.5, "letters": -.8, "change": -.25, "first": .5, "holders": .8, "beside": .6}
NEVER_SEEN = .02    # hits, of a pattern that was not counted once
PULL = 4.0          # of PRIOR, in hits
MOST_LENGTH = 16
LEAST_CHANGE, MOST_CHANGE = -10, 14
MOST_LETTERS = 2      # bits a letter above the usual 4, and below
ROOM = os.path.join(os.path.dirname(__file__), "../../../lookalike/")
LISTED_HOLDERS = 200    # as lookalike/evidence.cc has it
MADE = 6_000        # made changes a pattern


def popular():
    """Top-level domains that popular names have."""
    with open(ROOM + "tlds.inc", encoding="utf-8") as text:
        return set(re.findall(r'U"([^"]+)"', text.read()))


def suffix_kind(suffix, tlds):
    """As lookalike/suffix_kind.cc has it. com and Japan's are alike: to a Japanese company the latter
    are as common as com."""
    first, _, last = suffix.rpartition(".")
    if suffix in ("com", "co") or last == "jp":
        return None
    if suffix in ("net", "org", "edu", "info", "biz", "gov"):
        return "old"
    sold = suffix in ("com.de", "com.se") or (
        last in ("com", "net", "org") and 0 < len(first) <= 3)
    if last not in tlds or sold:
        return "rare"
    if suffix in ("cc", "ws"):
        return "fresh"
    return "country" if len(last) == 2 else "fresh"


def features(pattern, ending, suffix, guarded, seen, beside, letters):
    kind = suffix_kind(suffix, letters.tlds)
    length = len(guarded)
    bits = letters.bits(guarded, seen)
    changed = pattern in attacks.CHANGES
    change = letters.bits(seen, seen) - bits if changed else 0
    same = pattern in ("same", "appended")
    holders = (letters.endings if same else letters.holders).get(guarded, 0)
    if not same and guarded in letters.listed:
        holders = max(holders, LISTED_HOLDERS)
    return [1, ending == "family", ending == "other", kind == "old", kind == "country",
            kind == "fresh", kind == "rare", changed and guarded[:1] != seen[:1],
            changed and pattern != "digit"    # numbers stand at an end
            and guarded[:2] == seen[:2] and guarded[-2:] == seen[-2:], min(length, MOST_LENGTH) - 8,
            max(-MOST_LETTERS, min(MOST_LETTERS, bits / (length + 1) - 4)), max(LEAST_CHANGE, min(MOST_CHANGE, change)),
            math.log(1 + holders / 10),
            math.log(1 + beside / 10) if pattern in attacks.BESIDE else 0]


def solve(matrix, vector):
    """Gaussian elimination with partial pivoting."""
    size = len(vector)
    rows = [row[:] + [value] for row, value in zip(matrix, vector)]
    for at in range(size):
        best = max(range(at, size), key=lambda r: abs(rows[r][at]))
        rows[at], rows[best] = rows[best], rows[at]
        for below in range(at + 1, size):
            factor = rows[below][at] / rows[at][at]
            for column in range(at, size + 1):
                rows[below][column] -= factor * rows[at][column]
    out = [0.0] * size
    for at in reversed(range(size)):
        known = sum(rows[at][c] * out[c] for c in range(at + 1, size))
        out[at] = (rows[at][size] - known) / rows[at][at]
    return out


def regress(innocent, made):
    """Coefficients of the log odds; rows are (weight, features). Newton's method."""
    prior = [PRIOR.get(name, 0) for name in FEATURES]
    value = prior[:]
    pull = [1e-6] + [PULL] * (len(FEATURES) - 1)
    rows = [(w, x, 1) for w, x in innocent] + [(w, x, 0) for w, x in made]
    for _ in range(25):
        size = len(value)
        slope = [-pull[i] * (value[i] - prior[i]) for i in range(size)]
        curve = [[pull[i] if i == j else 0.0 for j in range(size)] for i in range(size)]
        for weight, x, is_hit in rows:
            odds = max(-30, min(30, sum(a * b for a, b in zip(value, x))))
            chance = 1 / (1 + math.exp(-odds))
            for i in range(size):
                if x[i]:
                    slope[i] += weight * (is_hit - chance) * x[i]
                    for j in range(size):
                        curve[i][j] += weight * chance * (1 - chance) * x[i] * x[j]
        step = solve(curve, slope)
        value = [a + max(-2, min(2, b)) for a, b in zip(value, step)]
        if max(map(abs, step)) < 1e-6:
            break
    return value


def read_hits(path):
    hits = {pattern: [] for pattern in attacks.SHARE}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            pattern, ending, suffix, guarded, seen, _, _, beside = line.rstrip("\n").split("\t")
            if guarded.isascii() and seen.isascii() and len(guarded) >= 4:
                hits[pattern].append((ending, suffix, guarded, seen, float(beside)))
    return hits


def weights(hits):
    """A label with dozens of endings is one owner's, not dozens of chances."""
    count = collections.Counter(hit[2:4] for hit in hits)
    return [min(1, 10 / count[hit[2:4]]) for hit in hits]


def made_ones(pattern, labels, usual, rng):
    """Attacks with the figure of a listed word drawn at random, if there is one beside."""
    column = attacks.BESIDE.get(pattern)
    return [(*attack, 0 if column is None else rng.choice(usual)[column])
            for attack in attacks.made(pattern, labels, MADE, rng)]


def main():
    suffixes = PublicSuffixes()
    with open(sys.argv[1], encoding="utf-8") as lines:
        names = {line.strip() for line in lines}
    domains = {suffixes.registrable(name) for name in names}
    domains = sorted(d for d in domains - {""} if not d.endswith(".arpa"))
    labels = sorted({suffixes.parts(domain)[0] for domain in domains})
    letters = Letters(labels, ROOM + "words.inc")
    letters.tlds = popular()
    letters.listed = make_affixes.figures(ROOM + "affixes.inc")
    usual = sorted(letters.listed.values())
    rng = random.Random(1)
    pool = [label for label in labels if len(label) >= 4 and label.isascii()]
    pairs = len(domains) * len(names)
    print("// Made by make_rates.py; the columns are told there and in score.cc.")
    for pattern, found in read_hits(sys.argv[2]).items():
        weighted = weights(found)
        innocent = [(w, features(pattern, *hit, letters)) for w, hit in zip(weighted, found)]
        made = [features(pattern, *attack, letters)
                for attack in made_ones(pattern, pool, usual, rng)]
        total = sum(weighted) + NEVER_SEEN
        share = total / len(made)      # both sides weigh the same
        value = regress(innocent, [(share, x) for x in made]) if innocent else [
            PRIOR.get(name, 0) for name in FEATURES]
        if pattern not in attacks.BESIDE:
            value[-1] = 0
        if pattern != "same":    # further off is no less likely to be chance
            value[1] = max(value[1], 0)
            value[2] = max(value[2], value[1])
        value[0] += math.log(total / pairs / attacks.SHARE[pattern])
        print(f"{{Pattern::{attacks.constant(pattern)}, "
              + ", ".join(f"{v:.2f}" for v in value) + f"}},  // {round(total)} hits")


if __name__ == "__main__":
    main()
