#!/usr/bin/python3
"""A mail signed by OpenDKIM passes an MTA, and our shell of libmilter hands it over byte for byte.

    tests/mta/dkim_passage.py --mta sendmail --programs build/debug/bin --lab build/lab

OpenDKIM signs behind a private Postfix, simple/simple and relaxed/relaxed. What then is at the sink
is sent to the MTA with capture_milter before it: the fields and the body that it was given are those
that were sent, and each signature verifies. Folds of every kind, blanks where few write them, 8-bit
text, long fields, and bodies with dots and without a last line end. Then the same with the whole
daemon before the MTA: each mail comes out as it was sent, with our Authentication-Results on top and
in it a pass of DKIM and DMARC; forged ones on both sides of another host's are gone.
"""

import argparse
import os
import shutil
import sys
import unittest

import workplace   # first: it makes the package lab known
import compare
from lab import process, smtp_client
from lab.configuration import GROUP, USER, Configuration
from lab.milter import PrivateMilter
from lab.postfix import PrivatePostfix
from lab.sendmail import PrivateSendmail
from lab.signer import PrivateSigner
from lab.sink import Sink
from lab.snippets import GatewayPorts
from lab.zone_server import ZoneServer

CONFIG = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../cases/config/default")
FORGED = b"Authentication-Results: mx.asagiri.example; dmarc=pass header.from=forged.example\r\n"
OTHERS = b"Authentication-Results: mx.forwarder.example; dmarc=pass header.from=other.example\r\n"
OPTIONS = argparse.Namespace()
DOMAIN = "asagiri.example"
FROM = "=?UTF-8?B?57WM55CG6YOo?= <keiri@asagiri.example>"
ENVELOPE = smtp_client.Envelope(f"<keiri@{DOMAIN}>", ["<y.tanaka@kouwa-shoji.example>"])
SHAPES = [   # more fields, body
    ("Subject: plain", b"Hello\r\n"),
    ("Subject: folded with a blank\r\n and again\r\n   and with three", b"Hello\r\n"),
    ("Subject: folded with a tab\r\n\tand again\r\n\t and a blank behind it", b"Hello\r\n"),
    ("Subject:no blank after the colon", b"Hello\r\n"),
    ("Subject:   three blanks, two  inside, blanks behind  \t ", b"Hello\r\n"),
    ("Subject:\r\n folded at once", b"Hello\r\n"),
    ("Subject:\tafter a tab", b"Hello\r\n"),
    ("SUBJECT: capitals", b"Hello\r\n"),
    ("Subject: =?ISO-2022-JP?B?GyRCQEE1YT1xGyhC?=\r\n =?ISO-2022-JP?B?GyRCJE43bxsoQg==?=",
     b"\x1b$B@A5a=q\x1b(B\r\n"),
    ("Subject: long " + "word " * 150, b"Hello\r\n"),
    ("Subject: x\r\nReferences:" + "".join(f"\r\n <{i:06}@{DOMAIN}>" for i in range(300)),
     b"Hello\r\n"),
    ("Subject: body\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
     "Content-Transfer-Encoding: 8bit",
     "請求書をお送りします。\r\n.\r\n..\r\n trailing  \t\r\n\r\n\r\n".encode()),
    ("Subject: no last line end", b"a\r\nb"),
    ("Subject: no body", b""),
    ("Subject: long lines", b"y" * 900 + b"\r\n" + b"z " * 450 + b"\r\n"),
    ("Subject: large", b"0123456789 abcdefghijklmnopqrstuvwxyz\r\n" * 60_000),
]


def message(number, more, body):
    return (f"From: {FROM}\r\nTo: y.tanaka@kouwa-shoji.example,\r\n\tm.sato@kouwa-shoji.example\r\n"
            f"{more}\r\nDate: Mon, 2 Nov 2026 10:15:00 +0900\r\n"
            f"Message-ID: <passage-{number}@{DOMAIN}>\r\n\r\n").encode() + body


def from_signature(data):
    """Without what the MTA put on top."""
    return data[data.index(b"DKIM-Signature:"):]


class Passage(unittest.TestCase):
    maxDiff = 2000

    def setUp(self):
        self.folders = workplace.Folders().__enter__()
        self.addCleanup(self.folders.__exit__)
        shutil.chown(self.folders.sockets, USER, GROUP)
        os.chmod(self.folders.sockets, 0o755)
        self.sink = Sink()
        self.sink.start()
        self.addCleanup(self.sink.stop)

    def path(self, name):
        return os.path.join(self.folders.base, name)

    def signed(self, canonicalization):
        """SHAPES as OpenDKIM signed them, and its key's record."""
        signer = PrivateSigner(OPTIONS.lab, os.path.join(self.folders.sockets, "signer"), DOMAIN,
                               canonicalization)
        signer.start()
        self.addCleanup(signer.stop)
        postfix = PrivatePostfix(OPTIONS.lab, self.path("signing"), self.sink.port)
        [port] = process.free_ports(1)
        postfix.add_smtpd(port, milter=signer.socket)
        postfix.start()
        self.addCleanup(postfix.stop)
        return [from_signature(self.sent(port, message(i, *shape)))
                for i, shape in enumerate(SHAPES)], signer.record.decode()

    def sent(self, port, data):
        """As it comes out behind the MTA."""
        self.sink.clear()
        outcome = smtp_client.send(port, ENVELOPE, data)
        self.assertEqual(outcome.final.code, 250, outcome.final)
        process.wait_until(self.sink.mails, 60, "the mail does not arrive")
        return self.sink.mails()[0].data

    def start_capture(self, record):
        """The MTA under test with capture_milter before it; its port."""
        os.mkdir(self.path("out"))
        shutil.chown(self.path("out"), USER, GROUP)
        with open(self.path("zone"), "w", encoding="ascii") as file:
            file.write(f"lab._domainkey.{DOMAIN} TXT {record}\n")
        path = os.path.join(self.folders.sockets, "capture.sock")
        program = process.start(
            [os.path.join(OPTIONS.programs, "capture_milter"), "unix:" + path, self.path("zone"),
             self.path("out")], self.path("capture.log"), user=USER, group=GROUP, umask=0o007)
        self.addCleanup(program.wait)
        self.addCleanup(program.terminate)
        process.wait_until(lambda: os.path.exists(path), 30,
                           lambda: process.read_tail(self.path("capture.log")))
        return self.start_mta("unix:" + path)

    def start_daemon(self, record):
        """The MTA under test with sekimori-milter before it; its port."""
        dns = ZoneServer(zone=f"lab._domainkey.{DOMAIN} TXT {record}\n"
                              f"_dmarc.{DOMAIN} TXT v=DMARC1; p=reject\n")
        dns.start()
        self.addCleanup(dns.stop)
        configuration = Configuration(self.path("sekimori"), CONFIG,
                                      os.path.join(self.folders.sockets, "sekimori"),
                                      dns={"forwarders": [dns.address]})
        configuration.write()
        milter = PrivateMilter(os.path.join(OPTIONS.programs, "sekimori-milter"), configuration)
        milter.start()
        self.addCleanup(lambda: self.assertEqual(milter.stop(), 0, milter.log()))
        return self.start_mta(milter.socket)

    def start_mta(self, milter):
        kind = PrivatePostfix if OPTIONS.mta == "postfix" else PrivateSendmail
        mta = kind(OPTIONS.lab, self.path("mta"), self.sink.port)
        ports = GatewayPorts(*process.free_ports(3))
        mta.add_gateway(ports, milter)
        mta.start()
        self.addCleanup(mta.stop)
        return ports.mta

    def captured(self, number):
        stem = os.path.join(self.path("out"), str(number))
        process.wait_until(lambda: os.path.exists(stem + ".txt"), 60, "nothing was captured")
        with open(stem + ".eml", "rb") as mail, open(stem + ".txt", encoding="ascii") as words:
            return mail.read(), words.read().split()

    def check(self, canonicalization):
        mails, record = self.signed(canonicalization)
        port = self.start_capture(record)
        for number, (mail, shape) in enumerate(zip(mails, SHAPES, strict=True), 1):
            with self.subTest(shape[0][:60]):
                self.sent(port, mail)
                got, words = self.captured(number)
                self.assertEqual(from_signature(got), mail)
                self.assertEqual(words, ["pass"])

    def test_whole_daemon(self):
        mails, record = self.signed("relaxed/relaxed")
        port = self.start_daemon(record)
        reflowed = compare.read_masked_fields(OPTIONS.mta).reflowed
        searched = zip(mails[:-1], SHAPES)   # the last is more text than is searched: it is marked
        for mail, shape in searched:
            with self.subTest(shape[0][:60]):
                delivered = self.sent(port, FORGED + OTHERS + FORGED + mail)
                top, _, rest = delivered.partition(b"\r\nReceived:")
                self.assertTrue(top.startswith(b"Authentication-Results: mx.asagiri.example;"), top)
                self.assertIn(b"dkim=pass header.d=asagiri.example", top)
                self.assertIn(b"dmarc=pass header.from=asagiri.example", top)
                self.assertNotIn(b"forged.example", delivered)
                self.assertIn(OTHERS, rest)
                self.assertEqual(compare.Message(from_signature(rest)).evened(reflowed).data(),
                                 compare.Message(mail).evened(reflowed).data())

    def test_simple(self):
        self.check("simple/simple")

    def test_relaxed(self):
        self.check("relaxed/relaxed")


def main():
    parser = argparse.ArgumentParser(description="signed mail through an MTA")
    parser.add_argument("--mta", required=True, choices=["postfix", "sendmail"])
    parser.add_argument("--programs", required=True)
    parser.add_argument("--lab", required=True)
    parser.parse_args(namespace=OPTIONS)
    workplace.prepare(OPTIONS.lab)
    unittest.main(argv=sys.argv[:1], verbosity=2, warnings="ignore")


if __name__ == "__main__":
    main()
