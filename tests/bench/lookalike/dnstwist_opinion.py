"""Debian's dnstwist as a second opinion: its permutations, by the name of its fuzzer.

No name is looked up: only the generator is used, which the command line has behind `--format list`
as well, but there without the fuzzer's name.
"""

import random

import dnstwist

from kinds import Probe
from names import to_unicode

DICTIONARIES = "/usr/share/dnstwist/dictionaries/"
GOALS = {    # its words to ours
    "addition": "edits", "bitsquatting": "edits", "hyphenation": "edits", "insertion": "edits",
    "omission": "edits", "repetition": "edits", "replacement": "edits", "transposition": "edits",
    "vowel-swap": "edits", "plural": "edits", "homoglyph": "homoglyphs", "cyrillic": "homoglyphs",
    "dictionary": "dictionary", "tld-swap": "suffixes", "subdomain": "dots", "various": "dots",
}


def words(file):
    with open(DICTIONARIES + file, encoding="utf-8") as lines:
        return [line.strip() for line in lines if line.strip() and not line.startswith("//")]


def permutations(name):
    """{fuzzer: names} without the name itself; names as dnstwist gives them, in A-labels."""
    fuzzer = dnstwist.Fuzzer(name, words("english.dict"),
                             words("abused_tlds.dict") + words("common_tlds.dict"))
    fuzzer.generate()
    out = {}
    for one in fuzzer.domains:
        if one["fuzzer"] != "*original" and one["domain"] != name:
            out.setdefault(one["fuzzer"], set()).add(one["domain"])
    return out


def probes(targets, most):
    """At most `most` names of each fuzzer for each target, chosen at random."""
    out = []
    for target in targets:
        for fuzzer, names in sorted(permutations(target.name).items()):
            rng = random.Random(f"{fuzzer}-{target.name}")
            chosen = rng.sample(sorted(names), min(most, len(names)))
            out += [Probe("dnstwist " + fuzzer, GOALS.get(fuzzer, ""), target, to_unicode(seen))
                    for seen in sorted(chosen)]
    return out
