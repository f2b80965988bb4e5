#!/usr/bin/python3
"""How many lookalikes are found, for whom, and how strongly.

    recall.py build/release/bin/sekimori benign_names.txt.gz

Invented companies and popular names of the tuning half are imitated in every way of kinds.py and
asked against lists of N partners: some forty targets at a time, padded with random names of the
tuning half that share no label with a target, so that N holds. Counted is a warning whose first
partner is the target (or a listed host of it). A name that is itself in the list is no trial.
"""

import argparse
import collections
import random

import goals
import incidents
import kinds
import targets
from engine import BANDS, Engine, at_least
from names import PublicSuffixes, read_list, to_ascii, to_unicode
from split import domains, split
from tables import percent, show

GROUP = 40    # targets in one list at N = 100


class Tally:
    """The answers of one kind or row at one N."""

    def __init__(self):
        self.trials = self.flagged = self.first = self.in_three = 0
        self.right = collections.Counter()    # by band, of warnings that name the target

    def add(self, answer, right, third):
        self.trials += 1
        if answer["band"] in BANDS:
            self.flagged += 1
            self.first += right
            self.in_three += third
            self.right[answer["band"]] += right

    def share(self, band):
        found = sum(count for word, count in self.right.items() if at_least(word, band))
        return 100 * found / self.trials if self.trials else 0.0


class Lab:
    """Asks the engine, and keeps every warning for replay.py."""

    def __init__(self, engine, padding, suffixes):
        self.engine, self.padding, self.suffixes = engine, padding, suffixes
        self.warnings = []
        self.missed = []

    def partners(self, chosen, size):
        listed = [name for target in chosen for name in target.listed()]
        labels = {target.label for target in chosen}
        padding = [name for name in self.padding if self.suffixes.parts(name)[0] not in labels]
        count = min(max(size - len(listed), 0), len(padding))
        return listed + random.Random(f"padding-{size}-{listed[0]}").sample(padding, count)

    def is_target(self, partner, target):
        name = to_unicode(partner or "")
        return name == target.name or name.endswith("." + target.name)

    def group(self, probes, size, tallies):
        partners = self.partners(list(dict.fromkeys(p.target for p in probes)), size)
        for probe, answer in self.answers(partners, probes):
            if answer["band"] == "partner" and answer["kind"] == "exact":
                continue
            right = self.is_target(answer["partner"], probe.target)
            third = right or any(self.is_target(other["partner"], probe.target)
                                 for other in answer["alternatives"][:2])
            for key in {(size, probe.goal, ""), (size, probe.goal, probe.kind)}:
                tallies[key].add(answer, right, third)
            if answer["band"] in BANDS:
                self.warnings.append(answer)
            if answer["band"] not in BANDS or not right:
                self.missed.append((size, probe.kind, probe.target.name, probe.seen,
                                    answer["band"], answer["partner"], answer["e_value"]))

    def answers(self, partners, probes):
        for direction in ("inbound", "outbound"):
            asked = [probe for probe in probes if probe.direction == direction]
            if asked:
                seen = [form(probe.seen) for probe in asked]
                yield from zip(asked, self.engine.ask(partners, seen, direction))

    def measure(self, probes, sizes=goals.SIZES):
        tallies = collections.defaultdict(Tally)
        order = list(dict.fromkeys(probe.target for probe in probes))
        for size in sizes:
            step = GROUP if size <= 1000 else len(order)
            for at in range(0, len(order), step):
                chosen = set(order[at:at + step])
                self.group([p for p in probes if p.target in chosen], size, tallies)
        return tallies


def form(name):
    """Half of the internationalised names as A-labels, half as they are."""
    return to_ascii(name) if not name.isascii() and len(name) % 2 else name


def cells(tally):
    return (tally.trials, *(f"{tally.share(band):.1f}" for band in reversed(BANDS)),
            percent(tally.first, tally.flagged), percent(tally.in_three, tally.flagged))


def verdict(tally, wanted):
    met = all(tally.share(band) >= figure for band, figure in wanted.items())
    text = ", ".join(f"{band}+ {figure:g}" for band, figure in wanted.items())
    return (text or "-", "" if not wanted else "PASS" if met else "MISS")


def rows(tallies, size):
    """The rows of the notes' table first, then their kinds, then kinds without a figure."""
    out = []
    for (at, goal, kind), tally in tallies.items():
        if at != size or kind or not goal:
            continue
        out.append((goals.GOALS[goal].title, *cells(tally),
                    *verdict(tally, goals.GOALS[goal].wanted[size])))
        least = goals.GOALS[goal].least if size == 100 else 0
        out += [("  " + name, *cells(one), *verdict(one, {"possible": least} if least else {}))
                for (n, g, name), one in tallies.items() if (n, g) == (size, goal) and name]
    out += [("- " + name, *cells(one), "-", "")
            for (n, g, name), one in tallies.items() if n == size and not g and name]
    return out


HEADER = ("kind", "trials", "definite", "probable+", "possible+", "first", "top3", "wanted", "")


def print_right_partner(tallies, sizes):
    total = collections.Counter()
    for (size, _, kind), tally in tallies.items():
        if kind:
            total.update({(size, "flagged"): tally.flagged, (size, "first"): tally.first,
                          (size, "three"): tally.in_three})
    show(f"Right partner among warnings (wanted: first {goals.RIGHT_FIRST}, in three "
         f"{goals.RIGHT_IN_THREE})", ("N", "warnings", "first", "in three"),
         [(n, total[n, "flagged"], percent(total[n, "first"], total[n, "flagged"]),
           percent(total[n, "three"], total[n, "flagged"])) for n in sizes])


def lab_for(engine, list_path):
    suffixes = PublicSuffixes()
    tune = domains(split(read_list(list_path), suffixes)["tune"], suffixes)
    return Lab(engine, tune, suffixes), tune


def run(engine, list_path, popular=150, each=2, sizes=goals.SIZES):
    """Measures and prints; gives the Lab, whose warnings replay.py takes."""
    lab, tune = lab_for(engine, list_path)
    chosen = targets.invented() + targets.popular(tune, lab.suffixes, popular)
    tallies = lab.measure(kinds.probes(chosen, each) + incidents.probes(lab.suffixes), sizes)
    for size in sizes:
        show(f"Recall at N = {size:,}: per cent found for the right partner", HEADER,
             rows(tallies, size))
    print_right_partner(tallies, sizes)
    return lab


def write_missed(path, lab):
    with open(path, "w", encoding="utf-8") as out:
        for line in lab.missed:
            out.write("\t".join(map(str, line)) + "\n")


def main():
    parser = argparse.ArgumentParser(description="recall of sekimori lookalike")
    parser.add_argument("program")
    parser.add_argument("list")
    parser.add_argument("--popular", type=int, default=150, help="popular targets")
    parser.add_argument("--each", type=int, default=2, help="names of a kind for a target")
    parser.add_argument("--sizes", type=int, nargs="+", default=goals.SIZES)
    parser.add_argument("--missed", help="where to list what was not found")
    arguments = parser.parse_args()
    lab = run(Engine(arguments.program), arguments.list, arguments.popular, arguments.each,
              arguments.sizes)
    if arguments.missed:
        write_missed(arguments.missed, lab)


if __name__ == "__main__":
    main()
