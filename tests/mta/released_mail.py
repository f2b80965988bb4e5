#!/usr/bin/python3
"""A mail that was held and corrected arrives once, byte for byte but for its recipient, and signed.

    tests/mta/released_mail.py --mta postfix --programs build/debug/bin --lab build/lab

The decision is made by an administrator, and on the page in Chromium by the link of the notice.
OpenDKIM signs behind Sekimori on submission and alone on the return port, as deploy/postfix and
deploy/sendmail have it; python3-dkim, another implementation, verifies at the sink.
"""

import argparse
import email
import email.policy
import os
import re
import sys
import unittest

import workplace   # first: it makes the package lab known
import dkim
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait
from lab import process, smtp_client
from lab.postfix import PrivatePostfix
from lab.sekimori import PrivateSekimori
from lab.sendmail import PrivateSendmail
from lab.signer import PrivateSigner
from lab.sink import Sink
from lab.snippets import GatewayPorts

CONFIG = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../cases/config/default")
SENDER, RIGHT, WRONG = "keiri@asagiri.example", "y.tanaka@kouwa-shoji.example", \
    "y.tanaka@kouwa-shojl.example"
OPTIONS = argparse.Namespace()


def message(number, to):
    return (f"From: =?UTF-8?B?57WM55CG6YOo?= <{SENDER}>\r\nTo: {to}\r\n"
            f"Subject: =?UTF-8?B?6KaL56mN5pu4?= {number}\r\n"
            "Date: Mon, 2 Nov 2026 10:15:00 +0900\r\n"
            f"Message-ID: <sign-{number}@asagiri.example>\r\n"
            "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
            "Content-Transfer-Encoding: 8bit\r\n\r\n"
            "見積書をお送りします。\r\n.\r\n\r\n\r\n").encode()


def link_in(notice):
    text = email.message_from_bytes(notice.data, policy=email.policy.default).get_content()
    return re.search(r"^http://\S+/h/\S+", text, re.M)[0]


def correct_on_page(link):
    """As a person does it: reads, chooses the correction, presses the button."""
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for word in ("--headless=new", "--no-sandbox", "--disable-gpu", "--lang=ja"):
        options.add_argument(word)
    driver = webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)
    try:
        driver.get(link)
        driver.find_element(By.CSS_SELECTOR, "input[type=radio][value=correct]").click()
        driver.find_element(By.CSS_SELECTOR, "button[value=send]").click()
        WebDriverWait(driver, 60).until(
            lambda page: not page.find_elements(By.CSS_SELECTOR, "input[type=radio]"))
    finally:
        driver.quit()


class ReleasedMail(unittest.TestCase):
    def setUp(self):
        self.folders = workplace.Folders().__enter__()
        self.addCleanup(self.folders.__exit__)
        base, sockets = self.folders.base, self.folders.sockets
        self.sink = Sink()
        self.sink.start()
        self.addCleanup(self.sink.stop)
        self.ports = GatewayPorts(*process.free_ports(3))
        self.sekimori = PrivateSekimori(OPTIONS.programs, os.path.join(base, "sekimori"), CONFIG,
                                        self.ports.back, sockets)
        self.sekimori.configuration.write()   # opens the sockets' folder to the account
        self.signer = PrivateSigner(OPTIONS.lab, os.path.join(sockets, "signer"),
                                    "asagiri.example")
        self.signer.start()
        self.addCleanup(self.signer.stop)
        self.addCleanup(self.sekimori.stop)
        self.sekimori.milter.start()
        kind = PrivatePostfix if OPTIONS.mta == "postfix" else PrivateSendmail
        self.mta = kind(OPTIONS.lab, os.path.join(base, "mta"), self.sink.port)
        self.mta.add_gateway(self.ports, self.sekimori.milter.socket, self.signer.socket)
        self.mta.start()
        self.addCleanup(self.mta.stop)

    def send(self, number, to):
        envelope = smtp_client.Envelope(f"<{SENDER}>", [f"<{to}>"])
        outcome = smtp_client.send(self.ports.submission, envelope, message(number, to))
        self.assertEqual(outcome.final.code, 250, outcome.final)

    def received(self, number):
        """The one mail of that number, once it is at the sink."""
        def found():
            return [mail for mail in self.sink.mails()
                    if f"Message-ID: <sign-{number}@".encode() in mail.data]
        process.wait_until(found, 60, lambda: f"mail {number} does not arrive\n"
                           + self.sekimori.logs() + self.mta.log()[-4000:])
        process.wait_until(lambda: self.mta.queued() == 0, 60, "the queue stays full")
        self.assertEqual(len(found()), 1)
        return found()[0].data

    def assert_signed(self, data):
        self.assertEqual(data.lower().count(b"dkim-signature:"), 1)
        self.assertTrue(dkim.verify(data, dnsfunc=self.signer.dns))
        # A verifier that says yes to everything would pass the line above.
        for old, new in ((b"To: y.tanaka@", b"To: z.tanaka@"), ("見積書".encode(), b"invoice")):
            self.assertIn(old, data)
            self.assertFalse(dkim.verify(data.replace(old, new), dnsfunc=self.signer.dns))

    def test_one_that_was_never_held(self):
        self.send(1, RIGHT)
        self.assert_signed(self.received(1))

    def test_one_that_was_held_and_corrected(self):
        self.send(2, WRONG)
        [hold] = self.sekimori.holds.list()
        self.sekimori.courier.start()
        self.sekimori.holds.release(hold["id"], correct=[(WRONG, RIGHT)])
        self.assert_corrected(2, self.received(2))

    def test_one_that_was_corrected_on_the_page(self):
        self.sekimori.courier.start()
        self.sekimori.web.start()
        self.send(3, WRONG)
        process.wait_until(self.sink.mails, 60, lambda: "no notice\n" + self.sekimori.logs())
        [notice] = self.sink.mails()
        self.assertEqual((notice.mail_from, notice.recipients), ("<>", [f"<{SENDER}>"]))
        correct_on_page(link_in(notice))
        self.assert_corrected(3, self.received(3))
        self.assertEqual(self.sink.count(), 2)   # the notice and the mail

    def assert_corrected(self, number, data):
        """Fields were put on top of it; from there on it is what was sent, to the right one."""
        self.assertTrue(data.endswith(b"\r\n" + message(number, RIGHT)), data)
        self.assertNotIn(WRONG.encode(), data)
        self.assert_signed(data)


def main():
    parser = argparse.ArgumentParser(description="signing after a release")
    parser.add_argument("--mta", required=True, choices=["postfix", "sendmail"])
    parser.add_argument("--programs", required=True)
    parser.add_argument("--lab", required=True)
    parser.parse_args(namespace=OPTIONS)
    workplace.prepare(OPTIONS.lab)
    unittest.main(argv=sys.argv[:1], verbosity=2, warnings="ignore")


if __name__ == "__main__":
    main()
