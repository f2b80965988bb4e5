#!/usr/bin/python3
"""What `sekimori scan` and `sekimori replay` say of SPF, DKIM and DMARC.

    program_authentication_test.py PROGRAM [unittest arguments]
"""

import json
import os
import sys

from program_case import HERE, ORDER, REPLAY_HEAD, Program, main

sys.path.append(os.path.join(HERE, "../auth"))
from dkim_signer import Key, sign  # noqa: E402


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
        timeline = self.write("t.tsv", REPLAY_HEAD + rows)
        status, out, err = self.run_with_config("replay", "--json", "--timeline", timeline)
        self.assertEqual((status, err), (0, ""))
        verdicts = [json.loads(line) for line in out.splitlines()]
        self.assertEqual({verdict["level"] for verdict in verdicts[:-1]}, {"clear"})
        codes = [finding["code"] for finding in verdicts[-1]["findings"]]
        self.assertIn("authentication.always_aligned_until_now", codes)
        self.assertIn("authentication.partner_failed", codes)


if __name__ == "__main__":
    main()
