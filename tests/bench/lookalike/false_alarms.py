#!/usr/bin/python3
"""How often an innocent popular name is flagged, for partner lists of several sizes.

    false_alarms.py build/release/bin/sekimori benign_names.txt.gz --out build/lookalike-bench

Partners are drawn at random from the registrable domains of one half of the list; asked is every
name of the measuring half. A name of band `partner` is no trial. Prints hits per draw with the
95 % upper bound of their mean (exact Poisson, one-sided), the kinds, and the whole curve: the share
of names whose E is at most t, which would be t if E were perfectly calibrated. Writes curve.tsv,
curve.svg and flagged-*.tsv (to be read by people) to the folder.
"""

import argparse
import collections
import os
import random

import plot
from engine import BANDS, Engine, at_least
from names import PublicSuffixes, is_hostname, read_list
from split import HALVES, domains, split
from tables import poisson_upper, show

SIZES = (10, 100, 1000, 10000)
THRESHOLDS = [m * 10.0 ** e for e in range(-12, -2) for m in (1, 2, 5)] + [1e-2]
GOALS = {"definite": "at most one draw with any, one flag", "probable": "mean <= 3",
         "possible": "each <= 300"}


class Draws:
    """The hits of all draws of one size from one half."""

    def __init__(self, half, size):
        self.half, self.size = half, size
        self.hits = {band: [] for band in BANDS}      # cumulative: "probable" counts definite too
        self.owners = {band: [] for band in BANDS}    # the same, each registrable domain once
        self.kinds = {band: collections.Counter() for band in BANDS}
        self.below = [0] * len(THRESHOLDS)
        self.trials = 0
        self.flagged = []

    def add(self, lines, suffixes, draw):
        flagged = [line for line in lines if line[1] in BANDS]
        self.trials += sum(1 for line in lines if line[1] != "partner")
        for band in BANDS:
            chosen = [line for line in flagged if at_least(line[1], band)]
            self.hits[band].append(len(chosen))
            self.owners[band].append(len({suffixes.registrable(line[0]) for line in chosen}))
            self.kinds[band].update(line[3] for line in flagged if line[1] == band)
        for line in flagged:
            self.flagged.append((draw, *line[:5]))
            for at, threshold in enumerate(THRESHOLDS):
                self.below[at] += float(line[4]) <= threshold * 1.0001

    def verdict(self, band):
        hits = self.hits[band]
        if band == "definite":
            return max(hits) <= 1 and sum(hits) <= 1
        return sum(hits) / len(hits) <= 3 if band == "probable" else max(hits) <= 300

    def row(self, band):
        hits, count = self.hits[band], len(self.hits[band])
        return (self.half, self.size, band + ("" if band == "definite" else "+"), count, sum(hits),
                self.trials, f"{sum(hits) / count:.2f}", max(hits), sum(1 for x in hits if x),
                f"{poisson_upper(sum(hits)) / count:.2f}",
                f"{sum(self.owners[band]) / count:.2f}",
                f"{1e5 * sum(hits) / self.trials:.2f}", "PASS" if self.verdict(band) else "MISS")


def measure(engine, pool, seen, half, size, draws, suffixes):
    out = Draws(half, size)
    for draw in range(draws):
        partners = random.Random(f"{half}-{size}-{draw}").sample(pool, min(size, len(pool)))
        out.add(engine.columns(partners, seen), suffixes, draw)
    return out


def write_curve(path, all_draws):
    with open(path, "w", encoding="utf-8") as out:
        out.write("e_value\t" + "\t".join(f"{d.half}-{d.size}" for d in all_draws) + "\n")
        for at, threshold in enumerate(THRESHOLDS):
            rates = "\t".join(f"{d.below[at] / d.trials:.3e}" for d in all_draws)
            out.write(f"{threshold:.0e}\t{rates}\n")


def write_flagged(folder, draws):
    path = os.path.join(folder, f"flagged-{draws.half}-{draws.size}.tsv")
    with open(path, "w", encoding="utf-8") as out:
        for line in sorted(draws.flagged, key=lambda line: float(line[5])):
            out.write("\t".join(str(cell) for cell in line) + "\n")


def print_tables(all_draws):
    show("False alarms over the measuring half, hits of each band and stronger (goals: "
         + "; ".join(f"{band} {goal}" for band, goal in GOALS.items()) + ")",
         ("partners", "N", "band", "draws", "hits", "trials", "mean", "max", "draws>0", "95%<=",
          "domains", "per100k", "goal"),
         [draws.row(band) for draws in all_draws for band in reversed(BANDS)])
    show("False alarms by kind, hits a draw of exactly that band",
         ("partners", "N", "band", "kinds"),
         [(draws.half, draws.size, band,
           ", ".join(f"{kind} {count / len(draws.hits[band]):.2f}"
                     for kind, count in draws.kinds[band].most_common()) or "-")
          for draws in all_draws for band in reversed(BANDS)])
    marks = [t for t in THRESHOLDS if f"{t:.0e}".startswith("1e")]
    show("Share of names with E <= t (calibrated: t)",
         ("partners", "N", *(f"{t:.0e}" for t in marks)),
         [(draws.half, draws.size,
           *(f"{draws.below[THRESHOLDS.index(t)] / draws.trials:.1e}" for t in marks))
          for draws in all_draws])


def hosts(names, suffixes):
    """The names as they are listed, many of them hosts, instead of their domains."""
    return [name for name in names if domains([name], suffixes) and is_hostname(name)]


def run(engine, list_path, folder, draws, halves=HALVES[::-1], sizes=SIZES, queries="measure",
        pool=domains):
    """Measures, prints and writes; whether partners of the measuring half met all goals."""
    suffixes = PublicSuffixes()
    names = split(read_list(list_path), suffixes)
    os.makedirs(folder, exist_ok=True)
    all_draws = [measure(engine, pool(names[half], suffixes), names[queries], half, size, draws,
                         suffixes) for half in halves for size in sizes]
    print_tables(all_draws)
    write_curve(os.path.join(folder, "curve.tsv"), all_draws)
    plot.curve(folder, [(d.half, d.size) for d in all_draws])
    for one in all_draws:
        write_flagged(folder, one)
    return all(d.verdict(band) for d in all_draws if d.half == "measure" for band in BANDS)


def main():
    parser = argparse.ArgumentParser(description="false alarms of sekimori lookalike")
    parser.add_argument("program")
    parser.add_argument("list")
    parser.add_argument("--out", default="build/lookalike-bench")
    parser.add_argument("--draws", type=int, default=20)
    parser.add_argument("--partners", choices=HALVES, help="one half only")
    parser.add_argument("--names", choices=HALVES, default="measure", help="the names asked")
    parser.add_argument("--hosts", action="store_true",
                        help="partners are the listed names, hosts among them, not domains")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    arguments = parser.parse_args()
    halves = [arguments.partners] if arguments.partners else HALVES[::-1]
    run(Engine(arguments.program), arguments.list, arguments.out, arguments.draws, halves,
        arguments.sizes, arguments.names, hosts if arguments.hosts else domains)


if __name__ == "__main__":
    main()
