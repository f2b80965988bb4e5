"""A folder with a configuration, a partner, a mail and a name server, and the program run in it."""

import os
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.append(os.path.join(HERE, "../../deploy"))
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
REPLAY_HEAD = "file\tdirection\tmail_from\trcpt_to\tauth_user\tclient_ip\ttime\n"


class Program(unittest.TestCase):
    program = ""

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
        done = subprocess.run([self.program, *words], input=stdin.encode(), capture_output=True,
                              cwd=self.folder, timeout=120, check=False)
        self.assertNotIn(b"Sanitizer", done.stderr)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def run_with_config(self, *words, **more):
        return self.run_it(*words, "--config", self.config, **more)

    def one_line(self, text):
        self.assertEqual(text.count("\n"), 1, text)
        return text


def main():
    Program.program = os.path.abspath(sys.argv.pop(1))
    unittest.main()
