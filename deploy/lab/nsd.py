"""An authoritative DNS server on a loopback port, on one zone given as text.

    server = PrivateNsd("build/lab", "/tmp/x/nsd", zone=".", text="www.example. A 192.0.2.1\\n")
    server.start()                      # server.address: "127.0.0.1@40123"
    server.stop()

With `signed` the zone is signed with a key made for this run and `server.anchor` names the file
with that key; `tamper` (old, new) then changes the signed text. NSD and the signer come from
fetch_mtas. As a forwarder it answers for names of its zone and refuses the others.
"""

import glob
import os
import socket
import subprocess

from lab import process
from lab.process import LabError

CONF = """\
server:
  ip-address: 127.0.0.1@{port}
  server-count: 1
  username: ""
  chroot: ""
  zonesdir: "{base}"
  database: ""
  pidfile: "{base}/nsd.pid"
  xfrdfile: "{base}/xfrd.state"
  zonelistfile: "{base}/zone.list"
  xfrdir: "{base}"
  cookie-secret-file: ""
  logfile: "{base}/nsd.log"
remote-control:
  control-enable: no
zone:
  name: "{zone}"
  zonefile: "{file}"
"""

HEAD = """\
$ORIGIN {zone}
$TTL 300
@ SOA ns.{suffix} admin.{suffix} 1 3600 600 86400 300
@ NS ns.{suffix}
ns.{suffix} A 127.0.0.1
"""


class PrivateNsd:
    def __init__(self, lab, base, zone, text, signed=False, tamper=None):
        self.base, self.zone = os.path.abspath(base), zone
        self._root = os.path.join(os.path.abspath(lab), "nsd")
        libraries = glob.glob(os.path.join(self._root, "usr/lib/*-linux-gnu"))
        self._environment = {**os.environ, "LD_LIBRARY_PATH": ":".join(libraries)}
        self._text, self._signed, self._tamper = text, signed, tamper
        self._process = None
        self.address = self.anchor = ""

    def start(self):
        os.makedirs(self.base)
        file = self._zone_file()
        port = process.free_ports(1)[0]
        self.address = f"127.0.0.1@{port}"
        conf = self._write("nsd.conf", CONF.format(port=port, base=self.base, zone=self.zone,
                                                   file=file))
        log = os.path.join(self.base, "nsd.log")
        self._process = process.start([self._program("sbin/nsd"), "-d", "-c", conf], log,
                                      env=self._environment)
        process.wait_until(self._answers, 20, lambda: process.read_tail(log))

    def stop(self):
        if self._process is not None:
            self._process.terminate()
            self._process.wait()
            self._process = None

    def _answers(self):
        if self._process.poll() is not None:
            raise LabError("nsd ended: " + process.read_tail(os.path.join(self.base, "nsd.log")))
        host, port = self.address.split("@")
        try:   # drill waits 5 s for an answer to a datagram sent too early
            socket.create_connection((host, int(port)), timeout=5).close()
        except OSError:
            return False
        asked = self._run("bin/drill", "-p", port, f"@{host}", "SOA", self.zone, check=False)
        return "rcode: NOERROR" in asked

    def _zone_file(self):
        zone = self.zone.rstrip(".") + "."
        head = HEAD.format(zone=zone, suffix="" if zone == "." else zone)
        file = self._write("zone", head + self._text)
        if not self._signed:
            return file
        key = self._run("bin/ldns-keygen", "-k", "-a", "ECDSAP256SHA256", zone).strip()
        self._run("bin/ldns-signzone", "-f", file + ".signed", file, key)
        self.anchor = os.path.join(self.base, key + ".key")
        if self._tamper:
            self._change(file + ".signed", *self._tamper)
        return file + ".signed"

    def _change(self, path, old, new):
        with open(path, encoding="utf-8") as opened:
            text = opened.read()
        if old not in text:
            raise LabError(f"{path} has no {old}")
        self._write(os.path.basename(path), text.replace(old, new))

    def _write(self, name, text):
        path = os.path.join(self.base, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def _program(self, name):
        return os.path.join(self._root, "usr", name)

    def _run(self, name, *arguments, check=True):
        done = subprocess.run([self._program(name), *arguments], cwd=self.base, text=True,
                              env=self._environment, capture_output=True)
        if check and done.returncode != 0:
            raise LabError(f"{name}: {done.stderr}")
        return done.stdout
