#!/usr/bin/python3
"""Tests of deploy/lab that need no MTA: client and sink against each other, the page's form, the
snippets, TOML."""

import unittest

import workplace   # makes the package lab known
from lab import confirm_page, process, sink, smtp_client, snippets, toml

PAGE = """<form method="post" action="/h/1.abc"><input type="hidden" name="form" value="t">
<input type=radio name="r0" value="correct"><input type=radio name="r0" value="keep" CHECKS>
<button name="do" value="send">送信</button><button name="do" value="cancel">取消</button></form>"""


class Page(unittest.TestCase):
    def test_form_is_read(self):
        for checks, checked in (("", []), ("checked", [("r0", "keep")])):
            answer = confirm_page.Answer(200, PAGE.replace("CHECKS", checks))
            page = confirm_page.ConfirmPage("http://127.0.0.1:1/h/1.abc", answer)
            self.assertEqual(page.fields, {"r0": ["correct", "keep"]})
            self.assertEqual(page.checked, checked)


class Snippets(unittest.TestCase):
    def test_an_unknown_snippet_is_an_error(self):
        ports = snippets.GatewayPorts(1, 2, 3)
        main, master = snippets.postfix(ports, "unix:/m", "unix:/s")
        self.assertIn("sekimori_milter = unix:/m\n", main)
        self.assertIn("127.0.0.1:2 inet", master)
        self.assertIn("InputMailFilters=sekimori;signer", snippets.sendmail(ports, "unix:/m", "unix:/s"))
        self.assertNotIn(";signer", snippets.sendmail(ports, "unix:/m"))
        with self.assertRaisesRegex(process.LabError, "0 times"):
            snippets._replaced("postfix/main.cf.snippet", {"no such line": ""})


class Wire(unittest.TestCase):
    """The client and the sink against each other."""

    def test_bytes_and_envelope_arrive_as_sent(self):
        server = sink.Sink()
        server.start()
        bodies = [b"\r\n", b".\r\n", b"..a\r\n.b\r\n", b"bare\nlf\n.\n\r\n", b"\x00\xff" * 10 + b"\r\n",
                  b"x" * 300_000 + b"\r\n"]
        envelope = smtp_client.Envelope('<"a b"@x.example> RET=HDRS', ["<b@y.example>", "<c@y.example>"])
        for body in bodies:
            result = smtp_client.send(server.port, envelope, b"A: b\r\n\r\n" + body)
            self.assertEqual(result.final.code, 250)
        server.refuse["RCPT"] = "450 4.2.0 later"
        self.assertEqual(smtp_client.send(server.port, envelope, b"").final.code, 450)
        got = server.mails()
        server.stop()
        self.assertEqual([m.data for m in got], [b"A: b\r\n\r\n" + body for body in bodies])
        self.assertEqual((got[0].mail_from, got[0].mail_parameters, got[0].recipients),
                         ('<"a b"@x.example>', ["RET=HDRS"], ["<b@y.example>", "<c@y.example>"]))

    def test_toml_is_read_back(self):
        import tomllib
        document = {"a": {"s": '引用 "x" \\', "n": 2, "t": True, "l": ["p", "q"]},
                    "e": [{"k": "1"}, {"k": "2"}]}
        self.assertEqual(tomllib.loads(toml.dumps(document)), document)


if __name__ == "__main__":
    unittest.main()
