#!/usr/bin/python3
"""Counts anew how often the listed words of affixes.inc stand beside others in innocent names.

    split.py LIST tune | make_affixes.py ../../../lookalike/affixes.inc > counted.inc

The words and their kinds are chosen by hand and stay as they are. The first figure is the number of
labels among 100,000 that begin or end with the word and a hyphen, the second that of those that do
without a hyphen; at least MIN_REST letters stay, so that a word says nothing of itself. The labels
are registrable ones.
"""
import collections
import re
import sys

from names import PublicSuffixes

MIN_REST = 4
PER = 100_000


def read(path):
    """[(word, kind)]"""
    with open(path, encoding="utf-8") as text:
        return re.findall(r'\{"([^"]+)", Around::(\w+),', text.read())


def figures(path):
    """{word: (apart, joined)}"""
    with open(path, encoding="utf-8") as text:
        return {word: (int(apart), int(joined)) for word, apart, joined in
                re.findall(r'\{"([^"]+)", Around::\w+, (\d+), (\d+)\}', text.read())}


def count(labels, words):
    """({word: labels with it and a hyphen}, {word: labels with it and none})"""
    apart, joined = collections.Counter(), collections.Counter()
    longest = max(map(len, words))
    for label in labels:
        for size in range(1, min(longest, len(label) - MIN_REST) + 1):
            for word, beside in ((label[:size], label[size]), (label[-size:], label[-size - 1])):
                if word in words:
                    (apart if beside == "-" else joined)[word] += 1
    return apart, joined


def main():
    suffixes = PublicSuffixes()
    domains = {suffixes.registrable(line.strip()) for line in sys.stdin} - {""}
    labels = {suffixes.parts(domain)[0] for domain in domains}
    listed = read(sys.argv[1])
    apart, joined = count(labels, {word for word, _ in listed})
    print(f"// Words by hand; figures by make_affixes.py, from {len(labels)} labels.")
    for word, kind in listed:
        shares = (round(number[word] * PER / len(labels)) for number in (apart, joined))
        print(f'{{"{word}", Around::{kind}, {", ".join(map(str, shares))}}},')


if __name__ == "__main__":
    main()
