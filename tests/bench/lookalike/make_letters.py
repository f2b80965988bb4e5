#!/usr/bin/python3
"""Makes letters.inc: how improbable each letter of a name is after the two before it.

    split.py LIST tune | make_letters.py > ../../../lookalike/letters.inc

Takes the registrable labels, and counts letters in their context
of two, one and none, blended as Witten and Bell do (IEEE Trans. Inf. Theory 37, 1991, method C).
Only the blended figures are written, in quarter bits, so that no name can be read back.

Shape of the table: 38 x 38 x 38 printable characters. The first two indices are the letters before
(0 to 25 a to z, 26 to 35 digits, 36 hyphen, 37 the beginning), the third the letter itself (37 the
end); the value is "@" for 0 bits and one character further for each quarter bit.
"""
import math
import sys

from names import PublicSuffixes

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789-"
BORDER = 37
SIZE = 38
FIRST, MOST = ord("@"), 59     # "@" to "{"
WIDTH = 96


def numbers(label):
    return [BORDER, BORDER] + [LETTERS.index(c) for c in label] + [BORDER]


class Counts:
    """How often each letter followed each context of one length."""

    def __init__(self):
        self.followers = {}

    def add(self, context, letter):
        letters = self.followers.setdefault(context, {})
        letters[letter] = letters.get(letter, 0) + 1

    def blend(self, context, letter, shorter):
        """Method C: as many counts go to the shorter context as there are kinds of followers."""
        letters = self.followers.get(context)
        if not letters:
            return shorter
        kinds = len(letters)
        return (letters.get(letter, 0) + kinds * shorter) / (sum(letters.values()) + kinds)


def train(labels):
    counts = [Counts(), Counts(), Counts()]
    for label in labels:
        letters = numbers(label)
        for at in range(2, len(letters)):
            for length in range(3):
                counts[length].add(tuple(letters[at - length:at]), letters[at])
    return counts


def probability(counts, first, second, letter):
    value = 1 / SIZE
    for length, context in enumerate([(), (second,), (first, second)]):
        value = counts[length].blend(context, letter, value)
    return value


def main():
    suffixes = PublicSuffixes()
    labels = {suffixes.parts(line.strip())[0] for line in sys.stdin}
    labels = {label for label in labels if label and set(label) <= set(LETTERS)}
    counts = train(sorted(labels))
    text = "".join(
        chr(FIRST + min(MOST, round(-4 * math.log2(probability(counts, first, second, letter)))))
        for first in range(SIZE) for second in range(SIZE) for letter in range(SIZE))
    print(f"// Made by make_letters.py from {len(labels)} labels; its layout is told there.")
    for at in range(0, len(text), WIDTH):
        print('"' + text[at:at + WIDTH].replace("\\", "\\\\") + '"')


if __name__ == "__main__":
    main()
