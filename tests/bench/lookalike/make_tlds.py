#!/usr/bin/python3
"""Makes tlds.inc: the top-level domains that popular names have.

    split.py LIST tune | make_tlds.py > ../../../lookalike/tlds.inc

Those with at least MIN_DOMAINS registrable domains; under any other an innocent name is seldom met.
"""
import collections
import sys

from names import PublicSuffixes

MIN_DOMAINS = 5
WIDTH = 98


def main():
    suffixes = PublicSuffixes()
    domains = {suffixes.registrable(line.strip()) for line in sys.stdin} - {""}
    count = collections.Counter(domain.split(".")[-1] for domain in domains)
    found = sorted(tld for tld, number in count.items()
                   if number >= MIN_DOMAINS and tld.isascii() and tld != "arpa")
    print(f"// Made by make_tlds.py from {len(domains)} domains; {len(found)} of {len(count)}.")
    line = ""
    for tld in found:
        item = f'U"{tld}",'
        if len(line) + len(item) + 1 > WIDTH:
            print(line)
            line = ""
        line += (" " if line else "") + item
    print(line)


if __name__ == "__main__":
    main()
