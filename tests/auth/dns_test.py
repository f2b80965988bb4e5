#!/usr/bin/python3
"""The resolver against NSD: records of every type, DNSSEC, a server that goes away.

dns_test.py --tool RESOLVER_TOOL --lab DIR; DIR is filled by deploy/lab/fetch_mtas if it is not yet.
"""
import argparse
import base64
import json
import os
import socket
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../deploy"))
from lab.nsd import PrivateNsd  # noqa: E402

ARGUMENTS = None
A, NS, CNAME, PTR, MX, TXT, AAAA = 1, 2, 5, 12, 15, 16, 28
ENOUGH = 30_000   # ms; only a hang reaches it

ZONE = """\
asagiri.example.      TXT   "v=spf1 ip4:192.0.2.1 -all"
asagiri.example.      MX    10 Mail.asagiri.example.
asagiri.example.      MX    20 mail2.asagiri.example.
mail.asagiri.example. A     192.0.2.1
mail.asagiri.example. AAAA  2001:db8::1
www.asagiri.example.  CNAME alias.asagiri.example.
alias.asagiri.example. CNAME mail.asagiri.example.
dangling.asagiri.example. CNAME nobody.asagiri.example.
sel._domainkey.asagiri.example. TXT ( "v=DKIM1; k=rsa; " "p=MIIB" "IjAN" )
null.example.         MX    0 .
1.2.0.192.in-addr.arpa. PTR mail.asagiri.example.
forged.example.       TXT   "the truth"
""" + "".join(f'big.example. TXT "{n:03}{"x" * 150}"\n' for n in range(30))


def octets(address):
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    return base64.urlsafe_b64encode(socket.inet_pton(family, address)).decode().rstrip("=")


class Tool:
    """One resolver, with one cache, for as long as the object lives."""

    def __init__(self, *arguments):
        self._process = subprocess.Popen([ARGUMENTS.tool, *arguments], stdin=subprocess.PIPE,
                                         stdout=subprocess.PIPE, text=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.stdin.close()
        self._process.stdout.close()
        if self._process.wait() != 0:
            raise AssertionError(f"resolver_tool ended with status {self._process.returncode}")

    def ask(self, kind, name, time=ENOUGH):
        self._process.stdin.write(f"{kind} {name} {time}\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())


class DnsTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="sekimori-dns-")
        self.addCleanup(folder.cleanup)
        self._folder = folder.name

    def server(self, **settings):
        server = PrivateNsd(ARGUMENTS.lab, os.path.join(self._folder, "nsd"), ".", ZONE, **settings)
        server.start()
        self.addCleanup(server.stop)
        return server

    def check(self, answer, status, records=(), secure=False):
        self.assertEqual((answer["status"], sorted(answer["records"]), answer["secure"]),
                         (status, sorted(records), secure), answer["why"])

    def check_records(self, tool, secure):
        for kind, name, status, records in [
                (TXT, "asagiri.example", "found", ["v=spf1 ip4:192.0.2.1 -all"]),
                (TXT, "ASAGIRI.example.", "found", ["v=spf1 ip4:192.0.2.1 -all"]),
                (TXT, "sel._domainkey.asagiri.example", "found", ["v=DKIM1; k=rsa; p=MIIBIjAN"]),
                (MX, "asagiri.example", "found",
                 ["10 mail.asagiri.example", "20 mail2.asagiri.example"]),
                (MX, "null.example", "found", ["0 ."]),
                (A, "mail.asagiri.example", "found", [octets("192.0.2.1")]),
                (AAAA, "mail.asagiri.example", "found", [octets("2001:db8::1")]),
                (A, "www.asagiri.example", "found", [octets("192.0.2.1")]),
                (CNAME, "www.asagiri.example", "found", ["alias.asagiri.example"]),
                (PTR, "1.2.0.192.in-addr.arpa", "found", ["mail.asagiri.example"]),
                (NS, ".", "no name", []),   # the root is no name that a mail can have
                (AAAA, "asagiri.example", "no data", []),
                (TXT, "in-addr.arpa", "no data", []),
                (TXT, "nobody.example", "no name", []),
                (A, "dangling.asagiri.example", "no name", [])]:
            with self.subTest(name=name, kind=kind):
                self.check(tool.ask(kind, name), status, records,
                           secure and name != "." and kind != PTR)   # of documentation: not signed

    def test_unsigned(self):
        with Tool(self.server().address) as tool:
            self.check_records(tool, secure=False)

    def test_signed(self):
        server = self.server(signed=True)
        with Tool(server.address, server.anchor) as tool:
            self.check_records(tool, secure=True)

    def test_long_answers_come_by_tcp(self):
        with Tool(self.server().address) as tool:
            answer = tool.ask(TXT, "big.example")
            self.assertEqual((answer["status"], len(answer["records"])), ("found", 30))

    def test_forged(self):
        server = self.server(signed=True, tamper=("the truth", "the false"))
        with Tool(server.address, server.anchor) as tool:
            answer = tool.ask(TXT, "forged.example")
            self.check(answer, "bogus")
            self.assertIn("forged.example", answer["why"])
            self.check(tool.ask(TXT, "asagiri.example"), "found", ["v=spf1 ip4:192.0.2.1 -all"], True)
            self.check(tool.ask(TXT, "forged.example"), "bogus")
        with Tool(server.address) as tool:   # who does not validate, is deceived
            self.check(tool.ask(TXT, "forged.example"), "found", ["the false"])

    def test_a_forwarder_without_signatures_is_used_without(self):
        with Tool(self.server().address, "/usr/share/dns/root.key") as tool:
            self.check(tool.ask(TXT, "asagiri.example"), "found", ["v=spf1 ip4:192.0.2.1 -all"])

    def test_the_server_goes_away(self):
        server = self.server()
        with Tool(server.address) as tool:
            self.check(tool.ask(TXT, "asagiri.example"), "found", ["v=spf1 ip4:192.0.2.1 -all"])
            self.check(tool.ask(TXT, "nobody.example"), "no name")
            server.stop()
            self.check(tool.ask(TXT, "asagiri.example"), "found", ["v=spf1 ip4:192.0.2.1 -all"])
            self.check(tool.ask(TXT, "nobody.example"), "no name")
            self.check(tool.ask(MX, "asagiri.example", 1_000), "temporary")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--tool", required=True)
    parser.add_argument("--lab", required=True)
    ARGUMENTS = parser.parse_args()
    subprocess.run([os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                 "../../deploy/lab/fetch_mtas"), ARGUMENTS.lab], check=True)
    unittest.main(argv=[sys.argv[0]])
