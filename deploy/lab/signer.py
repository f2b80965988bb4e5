"""OpenDKIM run privately as a signing milter, with a key made for this run.

    signer = PrivateSigner("build/lab", "/run/x/signer", domain="asagiri.example")
    signer.start()
    postfix.add_gateway(ports, sekimori.milter.socket, signer=signer.socket)
    signer.record                     # what the DNS would answer for the key

Signs every mail from `domain` that comes from 127.0.0.1. It and its libraries are for the tests:
opendkim-genkey must be installed (package opendkim-tools), OpenDKIM itself comes from fetch_mtas.
Its key and configuration must lie below no folder that others can write to: not in /tmp.
"""

import os
import re
import shutil
import socket
import subprocess

from lab import process
from lab.configuration import GROUP, USER
from lab.process import LabError

SELECTOR = "lab"

CONF = """\
Mode s
Domain {domain}
Selector {selector}
KeyFile {base}/{selector}.private
Socket local:{socket}
Canonicalization {canonicalization}
UserID {user}:{group}
Syslog No
UMask 007
"""


class PrivateSigner:
    # simple for the body: one changed byte after signing and it does not verify. Not for the header,
    # where Sendmail may fold address lists anew behind the signer.
    def __init__(self, lab, base, domain, canonicalization="relaxed/simple"):
        self.base, self.domain = os.path.abspath(base), domain
        self._canonicalization = canonicalization
        self.log_path = os.path.join(self.base, "log")
        self.record = b""
        self._socket_path = os.path.join(self.base, "signer.sock")
        self.socket = "unix:" + self._socket_path
        self._program = os.path.join(lab, "opendkim/usr/sbin/opendkim")
        self._process = None

    def start(self):
        os.makedirs(self.base)
        shutil.chown(self.base, USER, GROUP)
        self._make_key()
        conf = os.path.join(self.base, "opendkim.conf")
        with open(conf, "w", encoding="utf-8") as file:
            file.write(CONF.format(domain=self.domain, selector=SELECTOR, base=self.base,
                                   socket=self._socket_path, user=USER, group=GROUP,
                                   canonicalization=self._canonicalization))
        # OpenDKIM changes its account by itself, after it has found its own files.
        self._process = process.start([self._program, "-f", "-x", conf], self.log_path,
                                      changes_user=True)
        process.wait_until(self._answers, 30,
                           lambda: "OpenDKIM: " + process.read_tail(self.log_path))

    def stop(self):
        self._process.terminate()
        self._process.wait(30)

    def dns(self, name, **_):
        """For dkim.verify(dnsfunc=...): the one record there is."""
        known = f"{SELECTOR}._domainkey.{self.domain}."
        return self.record if name.decode() == known else None

    def _make_key(self):
        subprocess.run(["opendkim-genkey", "-b", "2048", "-D", self.base, "-d", self.domain,
                        "-s", SELECTOR], check=True)
        shutil.chown(os.path.join(self.base, SELECTOR + ".private"), USER, GROUP)
        with open(os.path.join(self.base, SELECTOR + ".txt"), "rb") as file:
            self.record = b"".join(re.findall(rb'"([^"]*)"', file.read()))

    def _answers(self):
        if self._process.poll() is not None:
            raise LabError("OpenDKIM: " + process.read_tail(self.log_path))
        with socket.socket(socket.AF_UNIX) as connection:
            try:
                connection.connect(self._socket_path)
                return True
            except OSError:
                return False
