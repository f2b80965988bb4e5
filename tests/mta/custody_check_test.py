#!/usr/bin/python3
"""Tests of custody_check.py: what hold_chaos.py is to notice is noticed, and nothing else."""

import collections
import os
import tempfile
import unittest

import workplace   # makes the package lab known
from custody_check import Row, check_mail, sort_mails
from deciders import Plan
from lab import sink

WRONG, RIGHT, OTHER = "u@kouwa-shojl.example", "u@kouwa-shoji.example", "p@mirai-kogyo.example"


def plan(do, stays=False):
    return Plan(do, "page", WRONG, RIGHT, stays)


def row(state, choice="none", duplicate=False, by="keiri@asagiri.example"):
    corrected = RIGHT if choice == "correct" else ""
    return Row("0a", state, duplicate, by, [(WRONG, choice, corrected), (OTHER, "none", "")])


class Custody(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.spool = folder.name
        os.mkdir(os.path.join(self.spool, "held"))

    def check(self, planned, rows, delivered=(), came_back=False):
        return check_mail(1, planned, rows, collections.Counter(delivered), came_back, self.spool)

    def test_right_ends(self):
        with open(os.path.join(self.spool, "held/0a"), "wb"):
            pass
        twice = [row("released", "keep"), row("released", "keep", duplicate=True)]
        right = [
            (plan("correct"), [row("released", "correct")], [RIGHT, OTHER]),
            (plan("keep"), [row("released", "keep")], [WRONG, OTHER]),
            (plan("drop"), [row("released", "drop")], [OTHER]),
            (plan("cancel"), [row("cancelled")], []),
            (plan("nothing", stays=True), [row("held")], []),
            (plan("keep"), [row("released", "keep", duplicate=True)], [WRONG, OTHER] * 2),
            (plan("keep"), twice, [WRONG, OTHER] * 2),
        ]
        for planned, rows, delivered in right:
            with self.subTest(planned.do):
                self.assertEqual(self.check(planned, rows, delivered), [])
        self.assertEqual(self.check(plan("nothing"), [row("returned")], came_back=True), [])

    def test_wrong_ends(self):
        wrong = [
            (plan("keep"), [], []),                                            # lost
            (plan("keep"), [], [WRONG, OTHER]),                                # never held
            (plan("keep"), [row("released", "keep")], []),
            (plan("keep"), [row("released", "keep")], [WRONG]),
            (plan("keep"), [row("released", "keep")], [WRONG, OTHER] * 2),     # not marked
            (plan("correct"), [row("released", "correct")], [WRONG, OTHER]),
            (plan("correct"), [row("released", "keep")], [WRONG, OTHER]),
            (plan("drop"), [row("released", "drop")], [WRONG, OTHER]),
            (plan("cancel"), [row("cancelled")], [OTHER]),
            (plan("cancel"), [row("released", "keep")], [WRONG, OTHER]),
            (plan("cancel"), [row("cancelled", by="")], []),
            (plan("keep"), [row("held")], []),
            (plan("keep"), [row("returned")], []),
            (plan("nothing"), [row("returned")], []),                          # not come back
            (plan("nothing", stays=True), [row("held")], []),                  # no bytes
        ]
        for number, (planned, rows, delivered) in enumerate(wrong):
            with self.subTest(number):
                self.assertNotEqual(self.check(planned, rows, delivered), [])

    def test_mails_are_sorted(self):
        def mail(mail_from, data):
            return sink.Mail(mail_from, [], [f"<{WRONG}>"], [[]], data=data)
        own = b"Message-ID: <chaos-7@asagiri.example>\r\n\r\nx\r\n"
        notice = b"Auto-Submitted: auto-generated\r\nMessage-ID: <n@x.example>\r\n\r\nx\r\n"
        back = notice + b"--b\r\nContent-Type: message/rfc822\r\n\r\n" + own
        deliveries, returned = sort_mails([mail("<a@x.example>", own), mail("<>", notice)])
        self.assertEqual((dict(deliveries), returned), ({7: {WRONG: 1}}, set()))
        self.assertEqual(sort_mails([mail("<>", back)]), ({}, {7}))


if __name__ == "__main__":
    unittest.main()
