#!/usr/bin/python3
"""Tests of the harness itself, without an MTA: that case files are read as their README says, and
that a wrong delivery is noticed. A harness that finds nothing wrong with anything would pass every
case."""

import os
import unittest

import case_file
import compare
import held_check
import workplace   # makes the package lab known
from lab import sink, smtp_client

PLAIN = """\
# shows something
FROM <a@x.example> RET=HDRS
TO <b@y.example> NOTIFY=NEVER
MAIL <<END
Subject: {{word:件名}}

text
END
"""
SENT = b"Subject: =?UTF-8?B?5Lu25ZCN?=\r\n\r\ntext\r\n"
RECEIVED = b"Received: from x by y;\r\n\tMon, 2 Nov 2026 10:00:00 +0900\r\n"
MASKED = compare.Masked(added={"received", "date"}, released={"x-sekimori-hold"})


def parse(text):
    return case_file.parse(text, "t.case")


class CaseFile(unittest.TestCase):
    def test_reads_every_keyword(self):
        case = parse("CONFIG strict\nCLIENT 203.0.113.9 h.example\nHELO h2.example\nDAEMON submission\n"
                     "AUTH tanaka\nONLY inprocess postfix  # why\n" + PLAIN + "EXPECT level red\n")
        self.assertEqual(case.config, "strict")
        self.assertEqual(case.client, ("203.0.113.9", "h.example"))
        self.assertEqual((case.helo, case.daemon, case.auth), ("h2.example", "submission", "tanaka"))
        self.assertEqual(case.only, ("inprocess", "postfix"))
        self.assertEqual(case.mail_from, "<a@x.example> RET=HDRS")
        self.assertEqual(case.recipients, ["<b@y.example> NOTIFY=NEVER"])
        self.assertEqual(case.message, SENT)
        self.assertEqual(case.expectations, [case_file.Expectation("level", "red", 15)])
        self.assertIsNone(case.dns)

    def test_reads_the_dns_of_a_case(self):
        zone = "x.example TXT v=spf1 -all\ny.example SERVFAIL\n"
        case = parse(f"DNS <<END\n{zone}END\n" + PLAIN + "EXPECT level red\n")
        self.assertEqual(case.dns, zone)

    def test_reads_what_becomes_of_a_held_mail(self):
        held = PLAIN + "EXPECT held b@y.example lookalike\n"
        case = parse(held + "RELEASE correct b@y.example b@yy.example\nRELEASE keep c@y.example\n"
                     "RELEASE drop d@y.example\nEXPECT recipient b@yy.example NOTIFY=NEVER\n")
        self.assertEqual(case.choices, [
            case_file.Choice("correct", "b@y.example", "b@yy.example"),
            case_file.Choice("keep", "c@y.example"), case_file.Choice("drop", "d@y.example")])
        self.assertFalse(case.cancel)
        self.assertTrue(parse(held + "CANCEL\n").cancel)

    def test_puts_pieces_together(self):
        pieces = [('MAIL "a\\x00\\r\\n\\\\\\"あ"', b'a\x00\r\n\\"\xe3\x81\x82'),
                  ('MAIL 3 TIMES "ab"', b"ababab"),
                  ("MAIL 2 TIMES <<END\n# no comment\n\nEND", b"# no comment\r\n\r\n" * 2)]
        for text, wanted in pieces:
            with self.subTest(text):
                case = parse(PLAIN + text + "\nEXPECT level red")
                self.assertEqual(case.message, SENT + wanted)

    def test_refuses(self):
        wrong = [
            ("", "no EXPECT"),
            ("EXPECT levl red", "unknown expectation"),
            ("EXPECT level", "a value wanted"),
            ("EXPECT body-unchanged x", "no value wanted"),
            ("EXPECT header X-A", "NAME: VALUE"),
            ("EXPECT finding a.b", "over the wire"),
            ("EXPECT delivered <<END\nopen", "not closed"),
            ("Expect level red", "unknown keyword"),
            ("EXPECTATION level", "unknown keyword"),
            ("ONLY inprocess\nEXPECT level red", "needs a reason"),
            ("ONLY exim  # why\nEXPECT level red", "ONLY takes"),
            ("AUTH x\nEXPECT level red", "Sendmail"),
            ('MAIL "open\nEXPECT level red', "does not end"),
            ('MAIL "\\q"\nEXPECT level red', "unknown escape"),
            ("MAIL <<END\n{{jis:x}}\nEND\nEXPECT level red", "unknown placeholder"),
            ("MAIL <<END\n{{any}}\nEND\nEXPECT level red", "unknown placeholder"),
            ("MAIL <<END\n{{word:" + "件" * 17 + "}}\nEND\nEXPECT level red", "longer than"),
            ("MAILFILE absent.eml\nEXPECT level red", "No such file"),
            ("EXPECT held b@y.example", "held ADDRESS REASON"),
            ("EXPECT not-held b@y.example", "no value wanted"),
            ("EXPECT held b@y.example provider\nRELEASE correct b@y.example", "RELEASE correct OLD"),
            ("EXPECT held b@y.example provider\nRELEASE send b@y.example", "RELEASE correct OLD"),
            ("EXPECT held b@y.example provider\nCANCEL now", "takes no value"),
            ("EXPECT held b@y.example provider\nCANCEL\nRELEASE keep b@y.example", "not both"),
            ("EXPECT held b@y.example provider\nEXPECT not-held", "not both"),
            ("EXPECT not-held\nCANCEL", "for a mail that is held"),
        ]
        for text, complaint in wrong:
            with self.subTest(text), self.assertRaisesRegex(case_file.CaseError, complaint):
                parse(PLAIN + text)

    def test_names_file_and_line_of_a_mistake(self):
        with self.assertRaisesRegex(case_file.CaseError, "^t.case:9: "):
            parse(PLAIN + "NONSENSE x\n")

    def test_all_cases_can_be_read(self):
        folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../cases")
        names = [name for name in os.listdir(folder) if name.endswith(".case")]
        self.assertTrue(names)
        for name in names:
            with self.subTest(name):
                case = case_file.read(os.path.join(folder, name))
                self.assertTrue(os.path.isdir(case.config_folder), case.config_folder)


def outcome(code=250, text="ok", accepted=("<b@y.example> NOTIFY=NEVER",)):
    return smtp_client.Outcome([("CONNECT", smtp_client.Reply(220, "hi")),
                                ("END", smtp_client.Reply(code, text))], list(accepted))


def mail(data=RECEIVED + SENT, **changes):
    fields = {"mail_from": "<a@x.example>", "mail_parameters": ["SIZE=1", "RET=HDRS"],
              "recipients": ["<b@y.example>"], "recipient_parameters": [["NOTIFY=NEVER"]],
              "data": data, **changes}
    return sink.Mail(**fields)


def complaints(expectations, mails, result=None):
    return compare.check(parse(PLAIN + expectations), result or outcome(), mails, MASKED)


class Compare(unittest.TestCase):
    def test_expectations_hold(self):
        marked = RECEIVED + b"X-Sekimori-Level: red; id=1\r\n" + SENT
        right = [
            ("EXPECT headers-unchanged\nEXPECT body-unchanged\nEXPECT level clear", RECEIVED + SENT),
            ("EXPECT level red\nEXPECT header X-Sekimori-Level: red; id=1", marked),
            ("EXPECT header Subject: 件名\nEXPECT no-header X-A", marked),
            ("EXPECT body-contains text\nEXPECT body-lacks texts", marked),
            ("EXPECT delivered <<END\nX-Sekimori-Level: red; id={{any}}\nSubject: {{word:件名}}\n\n"
             "text\nEND", marked),
        ]
        for text, data in right:
            with self.subTest(text):
                self.assertEqual(complaints(text, [mail(data)]), [])

    def test_wrong_deliveries_are_noticed(self):
        wrong = [
            ("EXPECT body-unchanged", SENT + b"\r\n"),
            ("EXPECT body-unchanged", SENT.replace(b"text", b"TEXT")),
            ("EXPECT headers-unchanged", b"X-A: b\r\n" + SENT),
            ("EXPECT headers-unchanged", SENT.replace(b": ", b":")),
            ("EXPECT level clear", b"X-Sekimori-Level: notice\r\n" + SENT),
            ("EXPECT level red", SENT),
            ("EXPECT level red", b"X-Sekimori-Level: red\r\nX-Sekimori-Level: clear\r\n" + SENT),
            ("EXPECT header Subject: 件", SENT),
            ("EXPECT no-header subject", SENT),
            ("EXPECT body-contains texts", SENT),
            ("EXPECT body-lacks text", SENT),
            ("EXPECT delivered <<END\nSubject: {{any}}\n\ntex\nEND", SENT),
            ("EXPECT delivered <<END\n{{any}}\nEND", SENT),
            ("EXPECT not-delivered", SENT),
            ("EXPECT reply 451", SENT),
        ]
        for text, data in wrong:
            with self.subTest(text):
                self.assertEqual(len(complaints(text, [mail(data)])), 1)

    def test_envelope_is_compared(self):
        wrong = [
            [],                                                     # lost
            [mail(), mail()],                                       # twice
            [mail(mail_from="<c@x.example>")],
            [mail(recipients=["<c@y.example>"])],
            [mail(mail_parameters=["SIZE=1"])],                     # RET lost
            [mail(recipient_parameters=[[]])],                      # NOTIFY lost
        ]
        for mails in wrong:
            with self.subTest(mails):
                self.assertEqual(len(complaints("EXPECT body-unchanged", mails)), 1)

    def test_held_mail_goes_where_its_sender_chose(self):
        held = "EXPECT held b@y.example lookalike\nEXPECT body-unchanged\n"
        corrected = held + "RELEASE correct b@y.example b@yy.example\n"
        released = RECEIVED + b"X-Sekimori-Hold: 0123456789abcdef\r\n" + SENT
        to_right = {"recipients": ["<b@yy.example>"], "recipient_parameters": [["NOTIFY=NEVER"]]}
        by_postfix = {**to_right, "recipient_parameters": [["ORCPT=rfc822;b@yy.example"]]}
        right = [
            (held, []), (held + "CANCEL\n", []),
            (corrected + "EXPECT headers-unchanged", [mail(released, **to_right)]),
            (corrected + "EXPECT recipient b@yy.example NOTIFY=NEVER", [mail(released, **to_right)]),
            (held + "RELEASE keep b@y.example", [mail(released)]),
            (corrected + "EXPECT recipient b@yy.example", [mail(released, **by_postfix)]),
        ]
        wrong = [
            (held, [mail()]),                                       # nobody has chosen
            (held + "CANCEL\n", [mail()]),
            (corrected, [mail()]),                                  # at the wrong address
            (corrected, []), (corrected, [mail(**to_right)] * 2),
            (corrected, [mail(**to_right), mail()]),
            (corrected + "EXPECT recipient b@yy.example", [mail(released, **to_right)]),
            (held + "RELEASE drop b@y.example", [mail()]),
            ("EXPECT headers-unchanged", [mail(released)]),         # of one that was not held
        ]
        for text, mails in right:
            with self.subTest(text):
                self.assertEqual(complaints(text, mails), [])
        for text, mails in wrong:
            with self.subTest(text):
                self.assertNotEqual(complaints(text, mails), [])

    def test_reasons_for_holding(self):
        case = parse(PLAIN + "EXPECT held b@y.example lookalike\nEXPECT level red")
        other = parse(PLAIN + "EXPECT not-held")
        found = {"address": "b@y.example", "reason": "lookalike", "of": "yy.example"}
        def hold(*recipients, level="red"):
            return {"verdict": {"level": level, "hold": {"recipients": recipients}}}
        self.assertEqual(held_check.check_held(case, [hold(found)]), [])
        self.assertEqual(held_check.check_held(other, []), [])
        wrong = [[], [hold(found)] * 2, [hold(found, found)], [hold(found, level="amber")],
                 [hold({**found, "reason": "provider"})]]
        for holds in wrong:
            self.assertEqual(len(held_check.check_held(case, holds)), 1)
        self.assertEqual(len(held_check.check_held(other, [hold(found)])), 1)

    def test_notices(self):
        hold = {"id": "0123456789abcdef", "sender": "a@x.example"}
        data = (b"Auto-Submitted: auto-generated\r\n\r\n"
                b"https://c.example/h/0123456789abcdef.abc\r\n")
        notice = mail(data, mail_from="<>", recipients=["<a@x.example>"])
        self.assertTrue(held_check.is_notice(notice))
        self.assertFalse(held_check.is_notice(mail(data)))
        self.assertFalse(held_check.is_notice(mail(SENT, mail_from="<>")))
        self.assertEqual(held_check.check_notices(hold, [notice], "https://c.example"), [])
        wrong = [[], [notice, notice], [mail(data, recipients=["<c@x.example>"])],
                 [mail(SENT, recipients=["<a@x.example>"])]]
        for notices in wrong:
            self.assertEqual(len(held_check.check_notices(hold, notices, "https://c.example")), 1)

    def test_replies(self):
        refused = outcome(550, "5.7.1 no", ())
        self.assertEqual(complaints("EXPECT reply 550 5.7.1", [], refused), [])
        self.assertEqual(len(complaints("EXPECT reply 550 5.7.2", [], refused)), 1)
        self.assertEqual(len(complaints("EXPECT body-unchanged", [], refused)), 1)
        self.assertEqual(len(complaints("EXPECT reply 550", [mail()], refused)), 1)

    def test_masks_only_what_was_added(self):
        sent = compare.Message(b"Received: old\r\nDate: d\r\n\r\nb")
        delivered = compare.Message(b"Received: new\r\nDate: e\r\nReceived: old\r\n\r\nb")
        self.assertEqual(delivered.without_surplus(sent, MASKED.added).fields,
                         [b"Date: e\r\n", b"Received: old\r\n"])

    def test_our_results_are_compared_where_a_case_has_a_dns(self):
        ours = b"Authentication-Results: mx.asagiri.example; spf=none\r\n"
        for dns, equal in (("", True), ("DNS <<END\nEND\n", False)):
            case = parse(dns + PLAIN + "EXPECT headers-unchanged\n")
            found = compare.check(case, outcome(250, "2.0.0 ok"), [mail(data=ours + SENT)],
                                  compare.read_masked_fields("postfix"))
            self.assertEqual(found == [], equal, found)

    def test_sendmail_alone_may_reflow_address_lists(self):
        sent = compare.Message(b"To: a@x.example,\r\n  b@x.example ,c@x.example\r\n\r\n")
        reflowed = compare.Message(b"To: a@x.example, b@x.example,\r\n\tc@x.example\r\n\r\n")
        fewer = compare.Message(b"To: a@x.example, b@x.example\r\n\r\n")
        for mta, equal in (("postfix", False), ("sendmail", True)):
            names = compare.read_masked_fields(mta).reflowed
            self.assertEqual(sent.evened(names).fields == reflowed.evened(names).fields, equal)
            self.assertNotEqual(sent.evened(names).fields, fewer.evened(names).fields)

    def test_decodes_text_parts(self):
        data = (b"Content-Type: text/plain; charset=iso-2022-jp\r\n\r\n"
                + "振込先".encode("iso2022_jp") + b"\r\n")
        self.assertEqual(compare.Message(data).text(), "振込先\n")
        data = (b"Content-Type: text/plain; charset=shift_jis\r\n"
                b"Content-Transfer-Encoding: quoted-printable\r\n\r\n=87@=82=A0")
        self.assertEqual(compare.Message(data).text(), "①あ")

    def test_message_is_split_and_put_together(self):
        for data in (SENT, RECEIVED + SENT, b"\r\nbody only", b"A: b\r\n\r\n", b"A: b\r\n c\r\n\r\nx"):
            with self.subTest(data):
                self.assertEqual(compare.Message(data).data(), data)
        self.assertEqual(len(compare.Message(RECEIVED + SENT).fields), 2)


if __name__ == "__main__":
    unittest.main()
