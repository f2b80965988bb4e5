#!/usr/bin/python3
"""The program `sekimori` as an administrator calls it: exit status, what is on stdout and on stderr.

    program_test.py PROGRAM [unittest arguments]
"""

import json
import os
import sqlite3
import stat

from program_case import CONFIG, HEADER, KOUWA, ORDER, REPLAY_HEAD, TAGGED, Program, main


class Usage(Program):
    def test_help_and_version_end_with_0(self):
        for words in (["--help"], ["--version"], ["scan", "--help"], ["check", "--version"],
                      ["partners", "list", "--help"]):
            status, out, err = self.run_it(*words)
            self.assertEqual((status, err), (0, ""), words)
            self.assertNotEqual(out, "", words)

    def test_wrong_usage_ends_with_2(self):
        for words in ([], ["nonsense"], ["scan"], ["strip"], ["replay"], ["check", "--nonsense"],
                      ["partners"], ["partners", "import"], ["lookalike"]):
            status, out, err = self.run_it(*words)
            self.assertEqual((status, out), (2, ""), words)
            self.assertNotEqual(err, "", words)


class Check(Program):
    def test_says_ok(self):
        status, out, err = self.run_with_config("check")
        self.assertEqual((status, err), (0, ""))
        self.assertTrue(self.one_line(out).startswith("ok: "), out)
        self.assertFalse(os.path.exists(self.path("s.db")))

    def test_names_file_and_line(self):
        self.write("s.toml", CONFIG + "[mode]\nmonitr = true\n")
        status, out, err = self.run_with_config("check")
        self.assertEqual((status, out), (1, ""))
        line = CONFIG.count("\n") + 2
        self.assertTrue(self.one_line(err).startswith(f"{self.config}:{line}: "), err)

    def test_names_the_line_of_a_table(self):
        self.write("p.csv", HEADER + KOUWA + "own,x,,,x.example,,,,\n")
        status, _, err = self.run_with_config("check")
        self.assertEqual(status, 1)
        self.assertTrue(self.one_line(err).startswith(self.path("p.csv") + ":3: "), err)

    def test_names_a_configuration_that_is_not_there(self):
        status, _, err = self.run_it("check", "--config", self.path("none.toml"))
        self.assertEqual(status, 1)
        self.assertIn(self.path("none.toml"), self.one_line(err))


class Scan(Program):
    def test_prints_json(self):
        status, out, err = self.run_with_config("scan", "--json", self.order)
        self.assertEqual((status, err), (0, ""))
        self.assertEqual(json.loads(self.one_line(out))["file"], self.order)

    def test_names_a_bad_file_and_does_the_others(self):
        status, out, err = self.run_with_config("scan", "--json", "none.eml", self.order)
        self.assertEqual(status, 1)
        self.assertTrue(self.one_line(err).startswith("none.eml: "), err)
        self.one_line(out)

    def test_makes_no_store(self):
        before = sorted(os.listdir(self.folder))
        self.run_with_config("scan", self.order)
        self.assertEqual(sorted(os.listdir(self.folder)), before)


class Replay(Program):
    def test_plays(self):
        row = "order.eml\tinbound\ta@b.example\tkeiri@asagiri.example\t\t\t2026-03-05T10:00:00Z\n"
        timeline = self.write("t.tsv", REPLAY_HEAD + row + row)
        status, out, err = self.run_with_config("replay", "--offline", "--json", "--timeline", timeline)
        self.assertEqual((status, err), (0, ""))
        self.assertEqual([json.loads(line)["time"] for line in out.splitlines()],
                         ["2026-03-05T10:00:00Z"] * 2)

    def test_names_the_line_of_a_bad_row(self):
        timeline = self.write("t.tsv", REPLAY_HEAD + "order.eml\tinbound\ta\tb\t\t\tnoon\n")
        status, out, err = self.run_with_config("replay", "--timeline", timeline)
        self.assertEqual((status, out), (1, ""))
        self.assertTrue(self.one_line(err).startswith(timeline + ":2: "), err)


class Strip(Program):
    def test_takes_the_tag_out(self):
        status, out, err = self.run_it("strip", self.write("t.eml", TAGGED))
        self.assertEqual((status, err), (0, ""))
        self.assertEqual(out, TAGGED.replace("[Sekimori: CAUTION] ", ""))

    def test_leaves_other_mail_alone_and_needs_no_configuration(self):
        status, out, _ = self.run_it("strip", self.order)
        self.assertEqual((status, out), (0, ORDER))

    def test_names_a_file_that_is_not_there(self):
        status, out, err = self.run_it("strip", "none.eml")
        self.assertEqual((status, out), (1, ""))
        self.assertTrue(self.one_line(err).startswith("none.eml: "), err)


class Holds(Program):
    def test_lists_nothing_at_first(self):
        self.assertEqual(self.run_with_config("holds", "list", "--json"), (0, "", ""))
        status, out, err = self.run_with_config("holds", "list")
        self.assertEqual((status, out.split(), err),
                         (0, ["ID", "STATE", "CREATED", "SENDER", "DOUBTFUL"], ""))

    def test_knows_no_other_hold(self):
        for words in (["show", "3f0c"], ["show", "3f0c", "--json"], ["cancel", "3f0c"],
                      ["release", "3f0c", "--keep", "a@b.example"]):
            status, out, err = self.run_with_config("holds", *words)
            self.assertEqual((status, out, err), (1, "", "3f0c: no such hold\n"), words)

    def test_wrong_usage_ends_with_2(self):
        for words in ([], ["show"], ["release"], ["cancel"], ["release", "3f0c", "--keep"]):
            status, out, _ = self.run_with_config("holds", *words)
            self.assertEqual((status, out), (2, ""), words)

    def test_needs_neither_spool_nor_key(self):
        self.write("s.toml", CONFIG + '[hold]\nspool = "/none/spool"\n'
                   '[keys]\nlink_key_file = "/none/link.key"\n')
        self.assertEqual(self.run_with_config("holds", "list", "--json"), (0, "", ""))


class Partners(Program):
    def test_imports_lists_and_suggests(self):
        status, out, err = self.run_with_config("partners", "import", "p.csv")
        self.assertEqual((status, out, err), (0, "imported 1 partner(s)\n", ""))
        self.assertEqual(self.run_with_config("partners", "list"),
                         (0, "P001\t幸和商事株式会社\tkouwa-shoji.co.jp\n", ""))
        status, out, _ = self.run_with_config("partners", "list", "--json")
        self.assertEqual((status, json.loads(out)["id"]), (0, "P001"))
        self.assertEqual(self.run_with_config("partners", "suggest"), (0, "", ""))
        self.assertEqual(stat.S_IMODE(os.stat(self.path("s.db")).st_mode) & 0o007, 0)

    def test_takes_nothing_of_a_bad_file(self):
        self.run_with_config("partners", "import", "p.csv")
        bad = self.write("bad.csv", HEADER + "P002,x,,,x.example,,,,\nown,x,,,y.example,,,,\n")
        status, out, err = self.run_with_config("partners", "import", bad)
        self.assertEqual((status, out), (1, ""))
        self.assertTrue(self.one_line(err).startswith(bad + ":3: "), err)
        self.assertIn("P001", self.run_with_config("partners", "list")[1])

    def test_says_try_again_while_another_writes(self):
        self.run_with_config("partners", "import", "p.csv")
        other = sqlite3.connect(self.path("s.db"), isolation_level=None)
        self.addCleanup(other.close)
        other.execute("BEGIN IMMEDIATE")
        status, out, err = self.run_with_config("partners", "import", "p.csv")
        self.assertEqual((status, out), (75, ""))
        self.assertIn("s.db", self.one_line(err))


class Lookalike(Program):
    def test_answers_each_line(self):
        status, out, err = self.run_it("lookalike", "--partners", "p.csv",
                                       stdin="kouwa-shoji.co.jp\nkouwa-shojl.co.jp\n")
        self.assertEqual((status, err), (0, ""))
        self.assertEqual([line.split("\t")[0] for line in out.splitlines()],
                         ["kouwa-shoji.co.jp", "kouwa-shojl.co.jp"])
        self.assertEqual(out.split("\t")[1], "partner")

    def test_names_a_table_that_is_not_there(self):
        status, _, err = self.run_it("lookalike", "--partners", "none.csv")
        self.assertEqual(status, 1)
        self.assertIn("none.csv", self.one_line(err))


if __name__ == "__main__":
    main()
