#!/usr/bin/python3
"""The program `sekimori` as an administrator calls it: exit status, what is on stdout and on stderr.

    program_test.py PROGRAM [unittest arguments]
"""

import json
import os
import sqlite3
import stat
import subprocess
import sys
import tempfile
import unittest

PROGRAM = ""

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "../../deploy"), os.path.join(HERE, "../auth")]
from dkim_signer import Key, sign  # noqa: E402
from lab.zone_server import ZoneServer  # noqa: E402

HEADER = "id,name,kana,english_name,domains,contacts,phone,country,trust\n"
KOUWA = "P001,幸和商事株式会社,,,kouwa-shoji.co.jp,,,JP,\n"
CONFIG = """\
[organisation]
domains = ["asagiri.example"]
[tables]
partners = "p.csv"
[store]
url = "sqlite:s.db"
[milter]
inbound_gateways = ["192.0.2.25"]
[authentication]
authserv_id = "mx.asagiri.example"
trusted_authserv_ids = ["gw.asagiri.example"]
"""
ORDER = "From: 田中 <k.tanaka@kouwa-shoji.co.jp>\nTo: keiri@asagiri.example\nSubject: order\n\nご注文書です。\n"
TAGGED = "From: a@b.example\nSubject: [Sekimori: CAUTION] Invoice\n\nHello\n"


class Program(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="sekimori-")
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.dns = ZoneServer()
        self.dns.start()
        self.addCleanup(self.dns.stop)
        dns = f'[dns]\nforwarders = ["{self.dns.address}"]\n'
        self.config = self.write("s.toml", CONFIG + dns)
        self.write("p.csv", HEADER + KOUWA)
        self.order = self.write("order.eml", ORDER)

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text):
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write(text)
        return self.path(name)

    def run_it(self, *words, stdin=""):
        done = subprocess.run([PROGRAM, *words], input=stdin.encode(), capture_output=True,
                              cwd=self.folder, timeout=120, check=False)
        self.assertNotIn(b"Sanitizer", done.stderr)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def run_with_config(self, *words, **more):
        return self.run_it(*words, "--config", self.config, **more)

    def one_line(self, text):
        self.assertEqual(text.count("\n"), 1, text)
        return text


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


class Authentication(Program):
    DOMAIN = "kouwa-shoji.co.jp"

    def setUp(self):
        super().setUp()
        self.key = Key("s1")
        self.dns.zone = (f"s1._domainkey.{self.DOMAIN} TXT {self.key.record()}\n"
                         f"{self.DOMAIN} TXT v=spf1 ip4:192.0.2.77 -all\n"
                         f"_dmarc.{self.DOMAIN} TXT v=DMARC1; p=reject\n")
        mail = ORDER.replace("\n", "\r\n").encode()
        signed = sign(mail, self.key, d=self.DOMAIN, names=["from", "to", "subject"])
        self.signed = self.write("signed.eml", signed.decode())

    def scan(self, *words):
        status, out, err = self.run_with_config("scan", "--json", *words)
        self.assertEqual((status, err), (0, ""))
        verdict = json.loads(self.one_line(out))
        return verdict, verdict["auth"]

    def by_gateway(self, dmarc):
        field = f"Authentication-Results: gw.asagiri.example; dmarc={dmarc} header.from={self.DOMAIN}\n"
        return self.write("gw.eml", field + ORDER)

    def test_a_signed_mail_passes(self):
        verdict, auth = self.scan(self.signed)
        self.assertEqual(auth, {"spf": "none", "dkim": "pass", "dmarc": "pass"})
        self.assertEqual(verdict["level"], "clear")

    def test_spf_goes_by_the_client_that_is_named(self):
        envelope = ["--mail-from", "k.tanaka@" + self.DOMAIN, self.order, "--client-ip"]
        self.assertEqual(self.scan(*envelope, "192.0.2.77")[1],
                         {"spf": "pass", "dkim": "none", "dmarc": "pass"})
        verdict, auth = self.scan(*envelope, "203.0.113.9")
        self.assertEqual(auth, {"spf": "fail", "dkim": "none", "dmarc": "fail"})
        self.assertEqual((verdict["level"], verdict["decided_by"]), ("amber", "identity"))

    def test_without_a_client_a_failure_cannot_be_told(self):
        verdict, auth = self.scan(self.order)
        self.assertEqual(auth, {"spf": "none", "dkim": "none", "dmarc": "temperror"})
        self.assertEqual((verdict["level"], verdict["decided_by"]), ("unknown", "authentication"))

    def test_offline_asks_no_dns(self):
        self.dns.zone = f"{self.DOMAIN} SERVFAIL\n"
        self.assertEqual(self.scan("--offline", self.signed)[1],
                         {"spf": None, "dkim": None, "dmarc": None})
        self.assertEqual(self.scan("--offline", self.by_gateway("pass"))[1]["dmarc"], "pass")
        verdict, auth = self.scan("--offline", self.by_gateway("fail"))
        self.assertEqual((auth["dmarc"], verdict["level"]), ("fail", "notice"))

    def test_a_gateways_word_counts_from_the_gateway_alone(self):
        mail = self.by_gateway("pass")
        self.assertEqual(self.scan("--client-ip", "192.0.2.25", mail)[1]["dmarc"], "pass")
        self.assertEqual(self.scan("--client-ip", "203.0.113.9", mail)[1]["dmarc"], "fail")

    def test_apply_writes_our_field_and_removes_a_forged_one(self):
        forged = "Authentication-Results: mx.asagiri.example; dmarc=pass\n"
        mail = self.write("forged.eml", forged + ORDER)
        os.mkdir(self.path("out"))
        self.scan("--client-ip", "203.0.113.9", "--apply", self.path("out"), mail)
        with open(self.path("out/forged.eml"), encoding="utf-8") as file:
            applied = file.read()
        self.assertTrue(applied.startswith("Authentication-Results: mx.asagiri.example;\n spf="), applied)
        self.assertNotIn(forged, applied)

    def test_broken_dns_is_no_failure(self):
        self.dns.zone = f"{self.DOMAIN} SERVFAIL\n_dmarc.{self.DOMAIN} SERVFAIL\n"
        verdict, auth = self.scan("--client-ip", "203.0.113.9", self.order)
        self.assertEqual((auth["dmarc"], verdict["level"]), ("temperror", "unknown"))

    def test_replay_learns_and_misses_the_signature(self):
        rows = "".join(f"signed.eml\tinbound\tx@bulk.example\tkeiri@asagiri.example\t\t203.0.113.9\t"
                       f"2026-0{month}-{day:02}T10:00:00Z\n"
                       for month in (1, 2, 3) for day in (5, 15, 25))
        rows += ("order.eml\tinbound\tx@bulk.example\tkeiri@asagiri.example\t\t198.51.100.7\t"
                 "2026-04-05T10:00:00Z\n")
        self.dns.zone = self.dns.zone.replace("p=reject", "p=none")
        timeline = self.write("t.tsv", Replay.HEAD + rows)
        status, out, err = self.run_with_config("replay", "--json", "--timeline", timeline)
        self.assertEqual((status, err), (0, ""))
        verdicts = [json.loads(line) for line in out.splitlines()]
        self.assertEqual({verdict["level"] for verdict in verdicts[:-1]}, {"clear"})
        codes = [finding["code"] for finding in verdicts[-1]["findings"]]
        self.assertIn("authentication.always_aligned_until_now", codes)
        self.assertIn("authentication.partner_failed", codes)


class Replay(Program):
    HEAD = "file\tdirection\tmail_from\trcpt_to\tauth_user\tclient_ip\ttime\n"

    def test_plays(self):
        row = "order.eml\tinbound\ta@b.example\tkeiri@asagiri.example\t\t\t2026-03-05T10:00:00Z\n"
        timeline = self.write("t.tsv", self.HEAD + row + row)
        status, out, err = self.run_with_config("replay", "--offline", "--json", "--timeline", timeline)
        self.assertEqual((status, err), (0, ""))
        self.assertEqual([json.loads(line)["time"] for line in out.splitlines()],
                         ["2026-03-05T10:00:00Z"] * 2)

    def test_names_the_line_of_a_bad_row(self):
        timeline = self.write("t.tsv", self.HEAD + "order.eml\tinbound\ta\tb\t\t\tnoon\n")
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
    PROGRAM = os.path.abspath(sys.argv.pop(1))
    unittest.main()
