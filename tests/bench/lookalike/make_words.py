#!/usr/bin/python3
"""Makes words.inc: the words that many names have in them, and in how many.

    split.py LIST tune | make_words.py > ../../../lookalike/words.inc

A word is a registrable label, or a part of one between hyphens, of four or more letters; it is
written if at least MIN_NAMES other labels have it in them (so that no name of one owner is told).
The figure is the number of such labels among 100,000.
"""
import collections
import sys

from names import PublicSuffixes

MIN_LETTERS, MAX_LETTERS, MIN_NAMES = 4, 14, 4
PER = 100_000
WIDTH = 98


def parts(label):
    return {label[i:j] for i in range(len(label))
            for j in range(i + MIN_LETTERS, min(len(label), i + MAX_LETTERS) + 1)}


def main():
    suffixes = PublicSuffixes()
    labels = {suffixes.parts(line.strip())[0] for line in sys.stdin} - {""}
    words = {word for label in labels for word in label.split("-") if word.isalpha()}
    holding = collections.Counter()
    for label in labels:
        holding.update(part for part in parts(label) if part in words and part != label)
    found = sorted((word, count) for word, count in holding.items() if count >= MIN_NAMES)
    print(f"// Made by make_words.py from {len(labels)} labels; {len(found)} words.")
    line = ""
    for word, count in found:
        item = f'{{"{word}", {round(count * PER / len(labels))}}},'
        if len(line) + len(item) + 1 > WIDTH:
            print(line)
            line = ""
        line += (" " if line else "") + item
    print(line)


if __name__ == "__main__":
    main()
