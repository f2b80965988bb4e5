"""The surprise of a label's letters as lookalike/surprise.h has it, cross-fitted.

    letters = Letters(labels, "words.inc")
    letters.bits(guarded, seen)    # bits of `guarded`, by the half that does not hold `seen`
    letters.holders["shop"]        # of 100,000 names, those with it in them
    letters.endings["shop"]        # those that are it, under another suffix each
"""
import hashlib
import math
import re

from make_letters import LETTERS, numbers, probability, train


class Letters:
    def __init__(self, labels, words):
        with open(words, encoding="utf-8") as text:
            counted = re.findall(r'"([^"]+)", (\d+), (\d+)', text.read())
        self.holders = {word: int(number) for word, number, _ in counted}
        self.endings = {word: int(number) for word, _, number in counted}
        known = [label for label in labels if set(label) <= set(LETTERS)]
        self.halves = [train([x for x in known if self.half(x) == side]) for side in range(2)]
        self.cache = {}

    @staticmethod
    def half(label):
        return hashlib.sha256(b"cross" + label.encode()).digest()[0] & 1

    def bits(self, label, seen):
        key = label, self.half(seen)
        if key not in self.cache:
            counts = self.halves[1 - key[1]]
            at = numbers("".join(c if c in LETTERS else "-" for c in label))
            self.cache[key] = sum(-math.log2(max(2 ** -14.75, probability(counts, *at[i - 2:i + 1])))
                                  for i in range(2, len(at)))
        return self.cache[key]
