#!/usr/bin/python3
"""Cuts the list of benign names into a half for tuning and a half for measuring.

    split.py benign_names.txt.gz tune > tune.txt

The first bit of SHA-256 of the registrable domain (ICANN section of Debian's Public Suffix List;
a name without one, as ip6.arpa's, by the whole name) decides, so that all hosts of one domain are
on one side and a later list cuts the same names the same way. Two domains of one owner
(example.com, example.net) may come on different sides; otherwise pairs of one owner would be twice
as frequent in a half as they are in the whole.
"""

import hashlib
import sys

from names import PublicSuffixes, is_hostname, read_list

HALVES = ("tune", "measure")


def half(name, suffixes):
    key = suffixes.registrable(name) or name
    return HALVES[hashlib.sha256(key.encode()).digest()[0] >> 7]


def split(names, suffixes):
    """{"tune": [...], "measure": [...]}, order kept, each name once."""
    out = {word: [] for word in HALVES}
    for name in dict.fromkeys(names):
        out[half(name, suffixes)].append(name)
    return out


def domains(names, suffixes):
    """The distinct registrable domains that could be a company's, in order."""
    found = {}
    for name in names:
        registrable = suffixes.registrable(name)
        if is_hostname(registrable) and not registrable.endswith(".arpa"):
            found[registrable] = None
    return list(found)


def main():
    if len(sys.argv) != 3 or sys.argv[2] not in HALVES:
        sys.exit("usage: split.py LIST tune|measure")
    for name in split(read_list(sys.argv[1]), PublicSuffixes())[sys.argv[2]]:
        print(name)


if __name__ == "__main__":
    main()
