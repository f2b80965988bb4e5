#!/usr/bin/python3
"""What is found beside or instead of a pass, on mail that was really signed.

    dkim_findings_test.py build/debug/bin/dkim_tool

Weak, wrong and testing keys, expired signatures, From fields that nobody signed, lone CRs, several
signatures, and mail of a size that would hurt. Expectations from RFC 6376, 8301, 8463 and 8601.
"""

import sys
import unittest

from dkim_signer import DOMAIN, NAMES, Key, sign, verify

TOOL = sys.argv.pop()
HEADER = (b"From: keiri@asagiri.example\r\nTo: y.tanaka@kouwa-shoji.example\r\n"
          b"Subject: Invoice\r\nDate: Mon, 2 Nov 2026 10:13:00 +0900\r\n"
          b"Message-ID: <1@asagiri.example>\r\n")
MESSAGE = HEADER + b"\r\nplease pay 100 yen\r\n"
EXTRA_FROM = b"From: other@evil.example\r\n"

RSA = Key("rsa")
ED = Key("ed", bits=0)
KEYS = [RSA, ED, Key("small", 768), Key("old", 1024), Key("big", 4096),
        Key("testing", extra="t=y; "), Key("strict", extra="t=s; "), Key("mail", extra="s=email; "),
        Key("web", extra="s=web; "), Key("sha1", extra="h=sha1; "),
        Key("notes", extra=f"n={'note ' * 400}; ")]
BY_NAME = {key.selector: key for key in KEYS}


def zone():
    lines = [key.zone_line() for key in KEYS]
    lines.append(f"revoked._domainkey.{DOMAIN} TXT v=DKIM1; k=rsa; p=\n")
    lines.append(f"swapped._domainkey.{DOMAIN} TXT v=DKIM1; k=rsa; p={ED.public}\n")
    lines.append(f"edrsa._domainkey.{DOMAIN} TXT v=DKIM1; k=ed25519; p={RSA.public}\n")
    lines.append(f"away._domainkey.{DOMAIN} TIMEOUT\n")
    return "".join(lines)


def ask(*mails):
    return verify(TOOL, zone(), list(mails), (13, 65536))


def one(mail):
    [answer] = ask(mail)
    [signature] = answer["signatures"]
    return {**signature, "duplicate_from": answer["duplicate_from"]}


class Findings(unittest.TestCase):
    def expect(self, mail, result, why="", **findings):
        got = one(mail)
        self.assertEqual((got["result"], got["why"]), (result, why))
        for name, value in findings.items():
            self.assertEqual((name, got[name]), (name, value))

    def test_keys(self):
        def case(selector, result, why="", **findings):
            self.expect(sign(MESSAGE, BY_NAME[selector]), result, why, **findings)
        case("rsa", "pass", weak_key=False, key_bits=2048)
        case("big", "pass", weak_key=False, key_bits=4096)
        case("ed", "pass", weak_key=False, key_bits=256)
        case("old", "pass", weak_key=True, key_bits=1024)
        case("small", "policy", "the key is under 1,024 bits", weak_key=True, key_bits=768)
        case("mail", "pass")
        case("web", "permerror", "the key's s= is not for mail")
        case("sha1", "permerror", "the key's h= is not for sha256")
        case("notes", "pass")   # longer than the library's buffer
        case("testing", "pass", testing=True)
        broken = sign(MESSAGE, BY_NAME["testing"]).replace(b"100 yen", b"900 yen")
        self.expect(broken, "neutral", "the body is not what was signed; its key is in testing mode",
                    testing=True)

    def test_keys_that_are_not_the_signers(self):
        for selector, result, why in (
                ("revoked", "permerror", "the key is revoked"),
                ("away", "temperror", None),
                ("missing", "permerror", "there is no such key"),
                ("old", "fail", "the header or the key is not what was signed"),
                ("swapped", "permerror", "the key cannot be decoded"),
                ("edrsa", "permerror", "the key's k= does not fit a=")):
            got = one(sign(MESSAGE, RSA, s=selector))
            self.assertEqual((selector, got["result"]), (selector, result))
            if why:
                self.assertEqual(got["why"], why)
        self.expect(sign(MESSAGE, ED, s="edrsa"), "permerror", "the key cannot be decoded")

    def test_strict_key(self):
        strict = BY_NAME["strict"]
        self.expect(sign(MESSAGE, strict, i="keiri@" + DOMAIN), "pass")
        self.expect(sign(MESSAGE, strict, i="keiri@mail." + DOMAIN), "permerror",
                    "the key's t=s does not allow this i=")
        self.expect(sign(MESSAGE, RSA, i="keiri@mail." + DOMAIN), "pass")
        self.expect(sign(MESSAGE, RSA, i="keiri@evil.example"), "neutral", "i= is outside d=")

    def test_times(self):
        self.expect(sign(MESSAGE, RSA, x="1760000001"), "policy", "the signature has expired",
                    expired=True)
        self.expect(sign(MESSAGE, RSA, x="9760000001"), "pass", expired=False)
        changed = sign(MESSAGE, RSA, x="1760000001").replace(b"100", b"900")
        self.expect(changed, "fail", "the body is not what was signed", expired=False)
        self.expect(sign(MESSAGE, RSA, t="2000000000"), "pass")    # a clock that is ahead
        self.expect(sign(MESSAGE, RSA, t=None), "pass")
        self.expect(sign(MESSAGE, RSA, x="1750000000"), "neutral", "x= is before t=")

    def test_from(self):
        names = [name for name in NAMES if name != "from"]
        self.expect(sign(MESSAGE, RSA, names=names), "permerror", "From is not signed",
                    from_unsigned=True)
        self.expect(EXTRA_FROM + sign(MESSAGE, RSA), "policy", "a From field is not signed",
                    from_unsigned=True, duplicate_from=True)
        twice = sign(MESSAGE, RSA, names=["from", *NAMES])
        self.expect(twice, "pass", from_unsigned=False, duplicate_from=False)
        self.expect(EXTRA_FROM + twice, "fail", "the header or the key is not what was signed",
                    duplicate_from=True)
        both = sign(EXTRA_FROM + MESSAGE, RSA, names=["from", *NAMES])
        self.expect(both, "pass", from_unsigned=False, duplicate_from=True)

    def test_tags(self):
        self.expect(sign(MESSAGE, RSA, v="2"), "neutral", "v= is not 1")
        self.expect(sign(MESSAGE, RSA, d_="evil.example"), "neutral", "two tags named d")
        self.expect(sign(MESSAGE, RSA, a="rsa-sha1"), "policy", "a=rsa-sha1 is not accepted")
        self.expect(sign(MESSAGE, RSA, a="ed25519-sha256"), "permerror",
                    "the key's k= does not fit a=")
        self.expect(sign(MESSAGE, RSA, q="dns/txt"), "pass")
        self.expect(sign(MESSAGE, RSA, c=None, canon="simple/simple"), "pass")
        self.expect(sign(MESSAGE, RSA, c="relaxed", canon="relaxed/simple"), "pass")
        self.expect(sign(MESSAGE, RSA, xa="an unknown tag", z="From:a|To:b"), "pass")
        self.expect(sign(MESSAGE, RSA, xb="x"), "neutral", "b= is not where the library finds it")
        self.expect(sign(MESSAGE, RSA, h=" : ".join(NAMES) + " :"), "pass")

    def test_lone_cr(self):
        why = "the body has a CR without LF"
        for form in ("simple", "relaxed"):
            signed = sign(MESSAGE, RSA, f"relaxed/{form}")
            self.expect(signed.replace(b"100 yen", b"100\r yen"), "neutral", why)
            self.expect(signed + b"\r", "neutral", why)
        why = "the header has a character that mail must not have"
        signed = sign(HEADER.replace(b"Invoice", b"In voice") + b"\r\n", RSA)
        for blank in (b"\v", b"\f", b"\r"):
            self.expect(signed.replace(b"In voice", b"In" + blank + b"voice"), "neutral", why)

    def test_several(self):
        mail = sign(MESSAGE, RSA)
        mail = sign(mail, ED, names=[*NAMES, "dkim-signature"])   # over the one below
        broken = sign(mail, BY_NAME["big"]).replace(b"s=big", b"s=old")
        [answer] = ask(broken)
        self.assertEqual([s["result"] for s in answer["signatures"]], ["fail", "pass", "pass"])
        self.assertEqual(answer["result"], "pass")
        [answer] = ask(mail.replace(b"Invoice", b"Receipt"))
        self.assertEqual([s["result"] for s in answer["signatures"]], ["fail", "fail"])
        eight = MESSAGE
        for _ in range(8):
            eight = sign(eight, RSA)
        nine = sign(eight, ED)
        [eight, nine] = ask(eight, nine)
        self.assertEqual([s["result"] for s in eight["signatures"]], ["pass"] * 8)
        self.assertEqual([s["result"] for s in nine["signatures"]], ["pass"] * 8)
        self.assertEqual((eight["unchecked"], nine["unchecked"]), (0, 1))

    def test_size(self):
        folded = b"X-Long:" + b"".join(b"\r\n <%06d@asagiri.example>" % i for i in range(8000))
        self.assertGreater(len(folded), 200_000)
        many = b"".join(b"X-Many: %d\r\n" % i for i in range(15_000))
        for header in (folded + b"\r\n", many):
            mail = sign(header + MESSAGE, RSA, names=[*NAMES, "x-long", "x-many"])
            self.expect(mail, "pass")
        line = b"0123456789 abcdefghijklmnopqrstuvwxyz \t ABCDEFGHIJKLMNOPQRSTUVWXYZ \r\n"
        body = line * (50_000_000 // len(line))
        mails = [sign(HEADER + b"\r\n" + body, RSA, f"relaxed/{form}")
                 for form in ("simple", "relaxed")]
        answers = verify(TOOL, zone(), [*mails, mails[0] + b"x"], (65535,))
        self.assertEqual([answer["result"] for answer in answers], ["pass", "pass", "fail"])
        [answer] = verify(TOOL, zone(), [sign(HEADER + b"\r\n" + b"x" * 1_100_000, RSA)])
        self.assertEqual(answer["signatures"][0]["why"], "a line of the body is too long")


if __name__ == "__main__":
    unittest.main()
