#!/usr/bin/python3
"""Makes words.inc: the words that many names have in them, in how many, and under how many endings.

    split.py LIST tune | make_words.py > ../../../lookalike/words.inc

A word is a registrable label, or a part of one between hyphens, of four or more letters; it is
written if at least MIN_NAMES other labels have it in them (so that no name of one owner is told),
or if it is a label under MIN_ENDINGS suffixes or more, as those are that all the world knows. The
first figure is the number of other labels that have it among 100,000, the second that of the
registrable domains that are it.
"""
import collections
import sys

from names import PublicSuffixes

MIN_LETTERS, MAX_LETTERS, MIN_NAMES, MIN_ENDINGS = 4, 14, 4, 6
PER = 100_000
WIDTH = 98


def parts(label):
    return {label[i:j] for i in range(len(label))
            for j in range(i + MIN_LETTERS, min(len(label), i + MAX_LETTERS) + 1)}


def main():
    suffixes = PublicSuffixes()
    domains = {suffixes.registrable(line.strip()) for line in sys.stdin} - {""}
    endings = collections.Counter(suffixes.parts(domain)[0] for domain in domains)
    labels = set(endings)
    words = {word for label in labels for word in label.split("-") if word.isalpha()}
    holding = collections.Counter()
    for label in labels:
        holding.update(part for part in parts(label) if part in words and part != label)
    found = sorted(word for word in words if len(word) >= MIN_LETTERS
                   and (holding[word] >= MIN_NAMES or endings[word] >= MIN_ENDINGS))
    print(f"// Made by make_words.py from {len(labels)} labels; {len(found)} words.")
    line = ""
    for word in found:
        figures = (round(count * PER / len(labels)) for count in (holding[word], endings[word]))
        item = f'{{"{word}", {", ".join(map(str, figures))}}},'
        if len(line) + len(item) + 1 > WIDTH:
            print(line)
            line = ""
        line += (" " if line else "") + item
    print(line)


if __name__ == "__main__":
    main()
