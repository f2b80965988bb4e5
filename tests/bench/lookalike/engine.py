"""The engine as anybody can call it: `sekimori lookalike`, lines in, lines out.

    engine = Engine("build/release/bin/sekimori")
    for answer in engine.ask(["mirai-kogyo.co.jp"], ["mirei-kogyo.co.jp"]):
        answer["band"], answer["partner"]
"""

import json
import re
import subprocess
import tempfile

BANDS = ("possible", "probable", "definite")


def at_least(band, wanted):
    """Whether `band` is a warning of that strength or more."""
    return band in BANDS and BANDS.index(band) >= BANDS.index(wanted)


class Engine:
    """Raises RuntimeError if the program fails or does not answer each line."""

    def __init__(self, program):
        self.program = program

    def run(self, partners, seen, *options):
        """A name the engine refuses to guard (names sold like a registry, jpn.com) is left out."""
        done = self.once(partners, seen, options)
        while refused := re.findall(r'cannot guard "([^"]+)"', done.stderr.decode()):
            partners = [partner for partner in partners if partner not in refused]
            done = self.once(partners, seen, options)
        lines = done.stdout.decode().split("\n")[:-1]
        if done.returncode != 0 or len(lines) != len(seen):
            raise RuntimeError(f"{len(seen)} names, {len(lines)} answers, status "
                               f"{done.returncode}: {done.stderr.decode()[-500:]}")
        return lines

    def once(self, partners, seen, options):
        with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as listed:
            listed.write("".join(f"{partner}\n" for partner in partners))
            listed.flush()
            return subprocess.run(
                [self.program, "lookalike", "--partners", listed.name, *options],
                input="".join(f"{name}\n" for name in seen).encode(), capture_output=True,
                check=False)

    def ask(self, partners, seen, direction="inbound"):
        """The --json objects, in the order of `seen`."""
        return [json.loads(line)
                for line in self.run(partners, seen, "--json", "--direction", direction)]

    def columns(self, partners, seen):
        """(input, band, partner, kind, e_value, explanation) of each; quicker than ask()."""
        return [line.split("\t") for line in self.run(partners, seen)]
