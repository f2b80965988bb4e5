"""Pairs of names from public reports: imitations, complaints, and innocent neighbours."""

import os

from kinds import Probe
from names import to_unicode
from targets import Target

HERE = os.path.dirname(os.path.abspath(__file__))


def rows(file):
    """The fields of each line of a .tsv of this folder; # starts a comment."""
    with open(os.path.join(HERE, file), encoding="utf-8") as lines:
        all_rows = [line.rstrip("\n").split("\t") for line in lines]
    return [row for row in all_rows if len(row) > 1 and not row[0].startswith("#")]


def pairs(file):
    """(seen, real) of each row."""
    return [(row[0], row[1]) for row in rows(file)]


def target(name, suffixes):
    suffix = suffixes.suffix(name)
    return Target(to_unicode(name[:-len(suffix) - 1]), suffix, rare=False)


def probes(suffixes):
    """Misdirected mail is judged where it happens, on the way out."""
    return [Probe("documented", "incidents", target(row[1], suffixes), row[0],
                  "outbound" if row[3:] == ["misdirected"] else "inbound")
            for row in rows("incidents.tsv")]
