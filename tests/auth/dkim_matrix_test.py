#!/usr/bin/python3
"""Each canonical form x each change of a signed mail: what RFC 6376 says of it, ours says.

    dkim_matrix_test.py build/debug/bin/dkim_tool

Signed by python3-dkim, RSA and Ed25519, and by Perl's Mail::DKIM. Every mail is verified in pieces
of 1, 7 and 65,536 octets. The expectations are RFC 6376's, 3.4 and 5.4.2.
"""

import itertools
import sys
import unittest

from dkim_signer import NAMES, Key, sign, sign_by_perl, verify

TOOL = sys.argv.pop()
PIECES = (1, 7, 65536)
NAMES_SIGNED = [*NAMES, "received", "received"]

HEADER = (b"Received: from a.example by b.example;\r\n Mon, 2 Nov 2026 10:15:00 +0900\r\n"
          b"Received: from c.example by a.example;\r\n\tMon, 2 Nov 2026 10:14:00 +0900\r\n"
          b"From: =?UTF-8?B?57WM55CG6YOo?= <keiri@asagiri.example>\r\n"
          b"To: y.tanaka@kouwa-shoji.example,\r\n\tm.sato@kouwa-shoji.example\r\n"
          b"Subject: The invoice of November 2026\r\n"
          b"Date: Mon, 2 Nov 2026 10:13:00 +0900\r\nMessage-ID: <1@asagiri.example>\r\n"
          b"X-Other: unsigned\r\n")
BODY = b"Dear  partner,\r\n\r\nplease pay 100 yen. \r\n\tThank you\r\n\r\n\r\n"
MESSAGE = HEADER + b"\r\n" + BODY


def swap(old, new):
    """The change of `old`, which must be there once, to `new`."""
    def change(mail):
        assert mail.count(old) == 1, old
        return mail.replace(old, new)
    return change


def on_top(field):
    return lambda mail: field + mail


def below(field):
    return swap(b"X-Other: unsigned\r\n", b"X-Other: unsigned\r\n" + field)


def body_end(old, new):
    def change(mail):
        assert mail.endswith(old)
        return mail[:len(mail) - len(old)] + new
    return change


def received_swapped(mail):
    second_at, end = HEADER.index(b"Received", 1), HEADER.index(b"From")
    first, second = HEADER[:second_at], HEADER[second_at:end]
    return swap(first + second, second + first)(mail)


# name, change, verifies under simple, under relaxed. The signature field itself counts as header.
HEADER_CHANGES = [
    ("nothing", lambda mail: mail, True, True),
    ("unfolded", swap(b",\r\n\tm.sato", b",\tm.sato"), False, True),
    ("folded anew", swap(b"invoice of", b"invoice\r\n of"), False, True),
    ("folded with another blank", swap(b"\r\n\tm.sato", b"\r\n m.sato"), False, True),
    ("blank run in value", swap(b"invoice of", b"invoice   of"), False, True),
    ("tab for blank", swap(b"invoice of", b"invoice\tof"), False, True),
    ("blank at the end", swap(b"November 2026\r", b"November 2026 \t\r"), False, True),
    ("no blank after the colon", swap(b"Subject: The", b"Subject:The"), False, True),
    ("blank before the colon", swap(b"Subject: The", b"Subject : The"), False, True),
    ("name in capitals", swap(b"\r\nSubject:", b"\r\nSUBJECT:"), False, True),
    ("blank taken out", swap(b"invoice of", b"invoiceof"), False, False),
    ("blank put in", swap(b"invoice of", b"in voice of"), False, False),
    ("letter changed", swap(b"invoice of", b"invoise of"), False, False),
    ("value in capitals", swap(b"invoice of", b"INVOICE of"), False, False),
    ("field taken out", swap(b"Subject: The invoice of November 2026\r\n", b""), False, False),
    ("field given another name", swap(b"\r\nSubject:", b"\r\nComments:"), False, False),
    ("unsigned field changed", swap(b"X-Other: unsigned", b"X-Other: new"), True, True),
    ("unsigned field added", on_top(b"X-New: 1\r\n"), True, True),
    ("two fields change places", swap(b"Date: Mon, 2 Nov 2026 10:13:00 +0900\r\n"
                                      b"Message-ID: <1@asagiri.example>\r\n",
                                      b"Message-ID: <1@asagiri.example>\r\n"
                                      b"Date: Mon, 2 Nov 2026 10:13:00 +0900\r\n"), True, True),
    ("two of one name change places", received_swapped, False, False),
    ("a third of that name above", on_top(b"Received: from d.example by e.example\r\n"), True, True),
    ("a third of that name below", below(b"Received: from d.example by e.example\r\n"),
     False, False),
    ("second Subject above", on_top(b"Subject: Another\r\n"), True, True),
    ("second Subject below", below(b"Subject: Another\r\n"), False, False),
    ("signature's value refolded", swap(b"DKIM-Signature: v=1;", b"DKIM-Signature:\r\n\tv=1;"),
     False, True),
    ("tag of signature added", swap(b"DKIM-Signature: v=1;", b"DKIM-Signature: v=1; n=x;"),
     False, False),
    ("time of signature changed", swap(b"t=17", b"t=18"), False, False),
]

BODY_CHANGES = [
    ("nothing", lambda mail: mail, True, True),
    ("empty lines added at the end", body_end(b"\r\n", b"\r\n\r\n\r\n"), True, True),
    ("empty lines taken from the end", body_end(b"you\r\n\r\n\r\n", b"you\r\n"), True, True),
    ("last line end taken", body_end(b"you\r\n\r\n\r\n", b"you"), True, True),
    ("lines end in LF", body_end(BODY, BODY.replace(b"\r\n", b"\n")), True, True),
    ("line of blanks at the end", body_end(b"\r\n", b"\r\n \t\r\n"), False, True),
    ("blank at a line's end", swap(b"partner,\r", b"partner, \r"), False, True),
    ("blank taken from a line's end", swap(b"yen. \r", b"yen.\r"), False, True),
    ("blank run narrowed", swap(b"Dear  p", b"Dear p"), False, True),
    ("blank run widened", swap(b"please pay", b"please \t pay"), False, True),
    ("blank for tab at a line's start", swap(b"\r\n\tThank", b"\r\n Thank"), False, True),
    ("blank put in", swap(b"please", b"ple ase"), False, False),
    ("blank put before a line", swap(b"please", b" please"), False, False),
    ("blank taken from a line's start", swap(b"\r\n\tThank", b"\r\nThank"), False, False),
    ("letter changed", swap(b"100 yen", b"900 yen"), False, False),
    ("line added at the end", body_end(b"\r\n", b"\r\nmore\r\n"), False, False),
    ("line added at the start", swap(b"Dear", b"New\r\nDear"), False, False),
    ("empty line added inside", swap(b"partner,\r\n", b"partner,\r\n\r\n"), False, False),
    ("empty line taken inside", swap(b"partner,\r\n\r\n", b"partner,\r\n"), False, False),
    ("lines joined", swap(b"\r\n\tThank", b"\tThank"), False, False),
    ("body taken out", body_end(BODY, b""), False, False),
    ("8-bit character", swap(b"Dear", b"De\xe3r"), False, False),
]

BODIES = [b"", b"\r\n", b"\r\n\r\n", b" \r\n", b"a", b"a\r\n", b"\r\na\r\n", b"a\n", b"a \t\r\n\r\n",
          b".\r\n..\r\n", "請求書\r\n".encode(), b"\t\r\na", b"x" * 5000 + b" " * 5000 + b"\r\n",
          b"a\r\n" * 3000, b"\r\n" * 3000 + b"a\r\n"]


class Matrix(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.keys = [Key("rsa"), Key("ed", bits=0)]
        cls.zone = "".join(key.zone_line() for key in cls.keys)

    def check(self, mails, expected):
        """`expected`: (what it is, whether it verifies) of each mail."""
        answers = verify(TOOL, self.zone, mails, PIECES)
        got = [(what, answer["signatures"][0]["result"])
               for (what, _), answer in zip(expected, answers, strict=True)]
        self.assertEqual(got, [(what, "pass" if good else "fail") for what, good in expected])

    def signed(self):
        """Every way to sign MESSAGE: canonical forms of header and body, and the mail."""
        for key, head, body in itertools.product(self.keys, ("simple", "relaxed"),
                                                 ("simple", "relaxed")):
            yield key.algorithm, head, body, sign(MESSAGE, key, f"{head}/{body}", NAMES_SIGNED)
        for head, body in itertools.product(("simple", "relaxed"), repeat=2):
            mail = sign_by_perl(MESSAGE, self.keys[0], f"{head}/{body}")
            yield "perl", head, body, mail

    def cases(self, changes, part):
        mails, expected = [], []
        for algorithm, head, body, mail in self.signed():
            form = head if part == "header" else body
            for name, change, simple, relaxed in changes:
                if algorithm == "perl" and name in PERL_SIGNS_OTHERWISE:
                    continue
                mails.append(change(mail))
                expected.append(((algorithm, head, body, name),
                                 simple if form == "simple" else relaxed))
        return mails, expected

    def test_header(self):
        mails, expected = self.cases(HEADER_CHANGES, "header")
        self.assertGreater(len(mails), 200)
        self.check(mails, expected)

    def test_body(self):
        mails, expected = self.cases(BODY_CHANGES, "body")
        self.assertGreater(len(mails), 180)
        self.check(mails, expected)

    def test_bodies_of_every_shape(self):
        mails = [sign(HEADER + b"\r\n" + body, key, f"relaxed/{form}")
                 for body in BODIES for key in self.keys for form in ("simple", "relaxed")]
        self.check(mails, [(i, True) for i in range(len(mails))])

    def test_large_mails(self):
        """20 MB, as MTAs allow them; one octet in the middle is another in the second."""
        body = b"".join(b"line %d of the drawing \t \r\n" % number for number in range(700_000))
        for form in ("simple", "relaxed"):
            whole = sign(HEADER + b"\r\n" + body, self.keys[0], f"relaxed/{form}")
            changed = swap(b"line 350000 of", b"line 35000o of")(whole)
            answers = verify(TOOL, self.zone, [whole, changed], (65536,))
            self.assertEqual([answer["signatures"][0]["result"] for answer in answers],
                             ["pass", "fail"], form)

    def test_length_tag(self):
        cases = [("whole", -1, b"", "pass", False),
                 ("whole, empty lines follow", -1, b"\r\n\r\n", "pass", False),
                 ("whole, text follows", -1, b"Our new account is 1234567.\r\n", "pass", True),
                 ("nothing signed", 0, b"", "pass", True),
                 ("half signed", 10, b"", "pass", True)]
        for (name, length, more, result, partial), form in itertools.product(
                cases, ("simple", "relaxed")):
            mail = sign(MESSAGE, self.keys[0], f"relaxed/{form}", length=length) + more
            [answer] = verify(TOOL, self.zone, [mail], PIECES)
            [one] = answer["signatures"]
            self.assertEqual((name, form, one["result"], one["partial_body"]),
                             (name, form, result, partial))
        cut = sign(MESSAGE, self.keys[0], length=-1)[:-30]
        self.check([cut], [("cut", False)])


# Mail::DKIM signs no time and no Received.
PERL_SIGNS_OTHERWISE = {"time of signature changed", "two of one name change places",
                        "a third of that name below"}

if __name__ == "__main__":
    unittest.main()
