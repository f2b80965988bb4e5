#!/usr/bin/python3
"""Tests of what measures: the split, names, counting, bounds and replay."""

import unittest

import false_alarms
import names
import recall
import replay
import split
import tables
import targets

SUFFIXES = names.PublicSuffixes()


class Names(unittest.TestCase):
    def test_registrable(self):
        table = {"www.mirai-kogyo.co.jp": "mirai-kogyo.co.jp", "a.b.example.com": "example.com",
                 "example.com": "example.com", "co.jp": "", "com": "", "a.github.io": "github.io",
                 "www.city.kobe.jp": "city.kobe.jp", "a.b.kobe.jp": "a.b.kobe.jp",
                 "x.y.ck": "x.y.ck", "www.ck": "www.ck"}
        for name, registrable in table.items():
            with self.subTest(name):
                self.assertEqual(SUFFIXES.registrable(name), registrable)
        self.assertEqual(SUFFIXES.parts("www.mirai-kogyo.co.jp"), ("mirai-kogyo", "co.jp"))

    def test_forms(self):
        self.assertEqual(names.to_ascii("bücher.example"), "xn--bcher-kva.example")
        self.assertEqual(names.to_unicode("xn--bcher-kva.example"), "bücher.example")
        self.assertEqual(names.to_ascii("a" * 64 + ".com"), "")

    def test_hostname(self):
        for name in ("a-b.com", "1.example"):
            self.assertTrue(names.is_hostname(name), name)
        for name in ("-a.com", "a-.com", "a..com", "a_b.com", "ab--c.com", "0.0/13", "ü.com"):
            self.assertFalse(names.is_hostname(name), name)

    def test_stable(self):
        for letter in "aéаニ崎﨑":
            self.assertTrue(names.is_stable(letter), letter)
        for letter in "AÉａﾆſ①-":    # capitals, wide and half-width, long s, a circled digit
            self.assertFalse(names.is_stable(letter), letter)


class Split(unittest.TestCase):
    def test_half(self):
        # sha256sum of example.com begins with a3, of example.net with 3d: the first bit decides.
        for name, half in (("example.com", "measure"), ("www.example.com", "measure"),
                           ("example.net", "tune"), ("a.b.example.net", "tune")):
            self.assertEqual(split.half(name, SUFFIXES), half)

    def test_every_name_is_in_one_half(self):
        listed = [f"host{at}.name{at % 50}.com" for at in range(200)]
        halves = split.split(listed + listed, SUFFIXES)
        self.assertEqual(sorted(halves["tune"] + halves["measure"]), sorted(listed))
        self.assertFalse({SUFFIXES.registrable(x) for x in halves["tune"]}
                         & {SUFFIXES.registrable(x) for x in halves["measure"]})

    def test_domains(self):
        listed = ["a.example.com", "b.example.com", "1.in-addr.arpa", "com", "0.0/13", "x.co.jp"]
        self.assertEqual(split.domains(listed, SUFFIXES), ["example.com", "x.co.jp"])


class Bounds(unittest.TestCase):
    def test_poisson(self):   # half of the chi-square quantile of 95 % with 2(k + 1) degrees
        for hits, bound in ((0, 2.9957), (1, 4.7439), (3, 7.7537), (10, 16.9622)):
            self.assertAlmostEqual(tables.poisson_upper(hits), bound, 3)
        # Both formulas meet where one takes over from the other.
        self.assertAlmostEqual(tables.poisson_upper(501) - tables.poisson_upper(500), 1.04, 1)


class Counting(unittest.TestCase):
    def test_draws(self):
        draws = false_alarms.Draws("measure", 10)
        draws.add([["a.com", "partner", "a.com", "exact", "-", ""],
                   ["b.com", "none", "-", "-", "-", ""],
                   ["x.c.com", "probable", "d.com", "suffix", "2.0e-05", ""],
                   ["y.c.com", "definite", "d.com", "swap", "1.0e-07", ""]], SUFFIXES, 0)
        self.assertEqual(draws.trials, 3)
        self.assertEqual(draws.hits, {"possible": [2], "probable": [2], "definite": [1]})
        self.assertEqual(draws.owners["possible"], [1])
        below = dict(zip(false_alarms.THRESHOLDS, draws.below))
        self.assertEqual([below[t] for t in (1e-8, 1e-7, 1e-5, 1e-2)], [0, 1, 1, 2])
        self.assertTrue(draws.verdict("definite"))
        draws.add([["z.com", "definite", "d.com", "swap", "1.0e-07", ""]], SUFFIXES, 1)
        self.assertFalse(draws.verdict("definite"))

    def test_tally(self):
        tally = recall.Tally()
        tally.add({"band": "definite"}, True, True)
        tally.add({"band": "possible"}, True, True)
        tally.add({"band": "probable"}, False, True)    # another partner was named first
        tally.add({"band": "none"}, False, False)
        self.assertEqual([tally.share(band) for band in ("definite", "probable", "possible")],
                         [25.0, 25.0, 50.0])
        self.assertEqual((tally.flagged, tally.first, tally.in_three), (3, 2, 3))

    def test_popular(self):
        listed = ["example.com", "example.net", "abc.com", "a12345.com", "xn--abc-def.com",
                  "longer-name.co.jp"]
        found = {target.name for target in targets.popular(listed, SUFFIXES, 9)}
        self.assertEqual(found, {"example.com", "longer-name.co.jp"})


class Replay(unittest.TestCase):
    def test_replayed(self):
        table = [
            ([], "example.com"),
            ([{"op": "replace", "at": 2, "from": "a", "to": "ä"}], "exämple.com"),
            ([{"op": "insert", "at": 0, "from": "", "to": "www."},
              {"op": "replace", "at": 8, "from": "com", "to": "cf"}], "www.example.cf"),
            ([{"op": "swap", "at": 5, "from": "le", "to": "el"},
              {"op": "insert", "at": 11, "from": "", "to": ".cn"}], "exampel.com.cn"),
        ]
        for operations, wanted in table:
            self.assertEqual(replay.replayed("example.com", operations), wanted)

    def test_what_does_not_fit(self):
        for operations in ([{"op": "replace", "at": 2, "from": "b", "to": "c"}],
                           [{"op": "delete", "at": 2, "from": "am", "to": ""},
                            {"op": "delete", "at": 3, "from": "m", "to": ""}],
                           [{"op": "delete", "at": 99, "from": "a", "to": ""}]):
            answer = {"partner": "example.com", "operations": operations,
                      "display": {"unicode": "example.com"}}
            self.assertTrue(replay.fails(answer))
        self.assertTrue(replay.fails({"partner": "example.com", "operations": [],
                                      "display": {"unicode": "exampel.com"}}))


if __name__ == "__main__":
    unittest.main()
