#!/usr/bin/python3
"""Makes rates.inc: how often innocent names come close to a guarded one, by pattern.

    make_rates.py NAMES HITS > ../../../lookalike/rates.inc

NAMES are the names of the tuning half; HITS is what lookalike_hits wrote when all of them were
asked for against their registrable domains: pattern, ending, suffix of the seen name, guarded
label, seen label ... (tab separated), one line a hit.

For each pattern a logistic regression tells innocent hits from made ones (a random change of that
pattern to a random guarded label): by the labels' length, by how surprising the guarded letters
are, by how much more surprising the seen ones are, by the endings. The odds times the counted
number of innocent hits per pair are the chance of an innocent hit per made one, a likelihood ratio.
Surprise is taken from the half of the names that does not hold the seen label. Few hits are helped
out by PRIOR, to which coefficients are drawn.
"""
import collections
import math
import os
import random
import sys

import attacks
from letters import Letters
from names import PublicSuffixes

FEATURES = ("one", "family", "other", "old", "country", "fresh", "first", "length", "letters",
            "change", "holders")
PRIOR = {"length": -.5, "letters": -.8, "change": -.25, "first": .5, "holders": .8}
NEVER_SEEN = .02    # hits, of a pattern that was not counted once
PULL = 4.0          # of PRIOR, in hits
MOST_LENGTH = 16
LEAST_CHANGE, MOST_CHANGE = -10, 14
MOST_LETTERS = 2      # bits a letter above the usual 4, and below
WORDS = os.path.join(os.path.dirname(__file__), "../../../lookalike/words.inc")
MADE = 6_000        # made changes a pattern


# Countries' that anybody gets for nothing or nearly so; as in lookalike/evidence.cc.
GIVEN_AWAY = ("cc", "cf", "ga", "gq", "ml", "pw", "tk", "ws", "com.de", "com.se")


def suffix_kind(suffix):
    """com and Japan's are alike: to a Japanese company the latter are as common as com."""
    last = suffix.split(".")[-1]
    if suffix in ("com", "co") or last == "jp":
        return None
    if suffix in ("net", "org", "edu", "info", "biz", "gov"):
        return "old"
    if suffix in GIVEN_AWAY:
        return "fresh"
    return "country" if len(last) == 2 else "fresh"


def features(pattern, ending, suffix, guarded, seen, letters):
    kind = suffix_kind(suffix)
    length = len(guarded)
    bits = letters.bits(guarded, seen)
    changed = pattern in attacks.CHANGES
    change = letters.bits(seen, seen) - bits if changed else 0
    counted = letters.endings if pattern in ("same", "appended") else letters.holders
    return [1, ending == "family", ending == "other", kind == "old", kind == "country",
            kind == "fresh", changed and guarded[:1] != seen[:1], min(length, MOST_LENGTH) - 8,
            max(-MOST_LETTERS, min(MOST_LETTERS, bits / (length + 1) - 4)), max(LEAST_CHANGE, min(MOST_CHANGE, change)),
            math.log(1 + counted.get(guarded, 0) / 10)]


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
            pattern, ending, suffix, guarded, seen = line.split("\t")[:5]
            if guarded.isascii() and seen.isascii() and len(guarded) >= 4:
                hits[pattern].append((ending, suffix, guarded, seen))
    return hits


def weights(hits):
    """A label with dozens of endings is one owner's, not dozens of chances."""
    count = collections.Counter((guarded, seen) for _, _, guarded, seen in hits)
    return [min(1, 10 / count[guarded, seen]) for _, _, guarded, seen in hits]


def main():
    suffixes = PublicSuffixes()
    with open(sys.argv[1], encoding="utf-8") as lines:
        names = {line.strip() for line in lines}
    domains = {suffixes.registrable(name) for name in names}
    domains = sorted(d for d in domains - {""} if not d.endswith(".arpa"))
    labels = sorted({suffixes.parts(domain)[0] for domain in domains})
    letters = Letters(labels, WORDS)
    rng = random.Random(1)
    pool = [label for label in labels if len(label) >= 4 and label.isascii()]
    pairs = len(domains) * len(names)
    print("// Made by make_rates.py; the columns are told there and in score.cc.")
    for pattern, found in read_hits(sys.argv[2]).items():
        weighted = weights(found)
        innocent = [(w, features(pattern, *hit, letters)) for w, hit in zip(weighted, found)]
        made = [features(pattern, *attack, letters) for attack in attacks.made(pattern, pool, MADE, rng)]
        total = sum(weighted) + NEVER_SEEN
        share = total / len(made)      # both sides weigh the same
        value = regress(innocent, [(share, x) for x in made]) if innocent else [
            PRIOR.get(name, 0) for name in FEATURES]
        if pattern != "same":    # further off is no less likely to be chance
            value[1] = max(value[1], 0)
            value[2] = max(value[2], value[1])
        value[0] += math.log(total / pairs / attacks.SHARE[pattern])
        print(f"{{Pattern::{attacks.constant(pattern)}, "
              + ", ".join(f"{v:.2f}" for v in value) + f"}},  // {round(total)} hits")


if __name__ == "__main__":
    main()
