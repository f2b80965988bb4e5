#!/usr/bin/python3
"""CPU time of authentication: ours against OpenDKIM's milter, on the same signed mails.

    cmake --build --preset release --target capture_milter sekimori-milter
    tests/bench/auth_load.py --programs build/release/bin --lab build/lab

Mails of 10 kB, each with an RSA-2048 signature of python3-dkim, go over the milter protocol straight
to the programs, which take turns within one run, so that what else the machine does hits all. No
MTA stands between. Of each program the user and system time of its processes is taken from /proc.
Prints milliseconds a mail of each turn, the medians, and the ratio of each to OpenDKIM. By hand:
nothing passes or fails by time.

- opendkim: verifies DKIM; it has the one key as a file and asks no DNS.
- capture: DKIM by our code behind our shell, with the key as a file, and nothing else.
- sekimori: the whole daemon, SPF, DKIM, DMARC by a DNS, reading, judging and the store.
- gateway: the same mails with a gateway's Authentication-Results on top, which the whole daemon
  reads instead of looking. What sekimori takes beyond it is authentication: the last line.
"""

import argparse
import os
import shutil
import socket
import statistics
import struct
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "../mta"), os.path.join(HERE, "../auth")]

import workplace   # makes the package lab known
from dkim_signer import DOMAIN, Key, sign
from lab import process
from lab.configuration import GROUP, USER, Configuration
from lab.milter import PrivateMilter
from lab.zone_server import ZoneServer

CONFIG = os.path.join(HERE, "../cases/config/gateway")
VERSION = 6
ALL_ACTIONS, ALL_STEPS = 0x1FF, 0x1FFFFF
NAME_OF_STEP = {"connect": (b"C", 0x1000), "helo": (b"H", 0x2000), "mail": (b"M", 0x4000),
                "rcpt": (b"R", 0x8000), "header": (b"L", 0x80), "end": (b"N", 0x40000),
                "body": (b"B", 0x80000), "data": (b"T", 0x10000)}
NOT_WANTED = {"connect": 0x1, "helo": 0x2, "mail": 0x4, "rcpt": 0x8, "body": 0x10, "header": 0x20,
              "end": 0x40, "data": 0x200}
LEADING_SPACE = 0x100000
TICKS = os.sysconf("SC_CLK_TCK")

OPENDKIM_CONF = """\
Mode v
Socket local:{base}/opendkim.sock
TestPublicKeys {base}/keys
UserID {user}:{group}
Syslog No
UMask 007
"""


class MilterConnection:
    """One connection as an MTA has it, mails one after the other."""

    def __init__(self, path, client):
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.connect(path)
        self._file = self._socket.makefile("rb")
        self._write(b"O", struct.pack("!III", VERSION, ALL_ACTIONS, ALL_STEPS))
        command, data = self._read()
        assert command == b"O", command
        self._steps = struct.unpack("!III", data[:12])[2]
        self._step("connect", b"client.example\0" + b"4" + struct.pack("!H", 2525) + client + b"\0")
        self._step("helo", b"client.example\0")

    def close(self):
        self._write(b"Q", b"")
        self._socket.close()

    def send(self, mail):
        """What the milter did to the mail, as it came over the wire."""
        header, _, body = mail.partition(b"\r\n\r\n")
        self._macro(b"M", b"i\x004XyZ\0")
        self._step("mail", b"<keiri@asagiri.example>\0")
        self._step("rcpt", b"<y.tanaka@kouwa-shoji.example>\0")
        self._step("data", b"")
        for name, value in fields(header):
            if not self._steps & LEADING_SPACE:
                value = value.removeprefix(b" ")
            self._step("header", name + b"\0" + value + b"\0")
        self._step("end", b"")
        for at in range(0, len(body), 65535):
            self._step("body", body[at:at + 65535])
        self._write(b"E", b"")
        done = []
        while True:
            answer, data = self._read()
            if answer in b"actrdy":
                assert answer in b"ac", answer
                return done
            done.append(data)

    def _macro(self, step, text):
        self._write(b"D", step + text)

    def _step(self, name, data):
        if self._steps & NOT_WANTED[name]:
            return
        command, no_reply = NAME_OF_STEP[name]
        self._write(command, data)
        if not self._steps & no_reply:
            answer = self._read()[0]
            assert answer == b"c", (name, answer)

    def _write(self, command, data):
        self._socket.sendall(struct.pack("!I", len(data) + 1) + command + data)

    def _read(self):
        size = struct.unpack("!I", self._file.read(4))[0]
        data = self._file.read(size)
        return data[:1], data[1:]


def fields(header):
    """Name and value of each, folds as LF, as MTAs give them."""
    unfolded = header.replace(b"\r\n ", b"\n ").replace(b"\r\n\t", b"\n\t")
    for line in unfolded.split(b"\r\n"):
        name, _, value = line.partition(b":")
        yield name, value


def seconds_of(pid):
    """User and system time of a process and its children."""
    total = sum(seconds_of(child) for child in process.children(pid))
    with open(f"/proc/{pid}/stat", encoding="ascii") as file:
        words = file.read().rpartition(")")[2].split()
    return total + (int(words[11]) + int(words[12])) / TICKS


class Program:
    client, top = b"192.0.2.9", b""
    wanted = b"dkim=pass"   # among what it does to the mail

    def __init__(self, name, path, pid):
        self.name, self.path, self.pid = name, path, pid
        self.turns = []

    def turn(self, mails):
        """Milliseconds a mail."""
        before = seconds_of(self.pid)
        connection = MilterConnection(self.path, self.client)
        for mail in mails:
            done = connection.send(self.top + mail)
            assert self.wanted in b"".join(done), (self.name, done)
        connection.close()
        return 1000 * (seconds_of(self.pid) - before) / len(mails)


class Capture(Program):
    wanted = b""   # it changes nothing; dkim_passage.py looks at its result


class Gateway(Program):
    client, wanted = b"192.0.2.25", b""
    top = (b"Authentication-Results: gw.asagiri.example; spf=none; dkim=pass header.d=asagiri.example;"
           b" dmarc=pass header.from=asagiri.example\r\n")


class Bench:
    def __init__(self, arguments, folders):
        self.base = folders.sockets
        shutil.chown(self.base, USER, GROUP)
        os.chmod(self.base, 0o755)
        self.started = []
        key = Key("bench")
        self.mails = [sign(message(i, arguments.size), key, arguments.canonicalization)
                      for i in range(arguments.mails)]
        self._write("zone", key.zone_line())
        self._write("keys", f"bench._domainkey.{DOMAIN} {key.record()}\n")
        self.dns = ZoneServer(zone=key.zone_line() + f"_dmarc.{DOMAIN} TXT v=DMARC1; p=reject\n")
        self.dns.start()
        self.programs = [self._opendkim(arguments), self._capture(arguments),
                         self._sekimori(arguments, folders, Program, "sekimori"),
                         self._sekimori(arguments, folders, Gateway, "gateway")]

    def stop(self):
        for started in self.started:
            started.terminate()
            started.wait()

    def _write(self, name, text):
        with open(os.path.join(self.base, name), "w", encoding="ascii") as file:
            file.write(text)

    def _opendkim(self, arguments):
        self._write("opendkim.conf", OPENDKIM_CONF.format(base=self.base, user=USER, group=GROUP))
        return self._start("opendkim", [
            os.path.join(arguments.lab, "opendkim/usr/sbin/opendkim"), "-f", "-x",
            os.path.join(self.base, "opendkim.conf")], {})

    def _capture(self, arguments):
        path = os.path.join(self.base, "capture.sock")
        return self._start("capture", [
            os.path.join(arguments.programs, "capture_milter"), "unix:" + path,
            os.path.join(self.base, "zone")], {"user": USER, "group": GROUP, "umask": 0o007}, Capture)

    def _sekimori(self, arguments, folders, kind, name):
        configuration = Configuration(os.path.join(folders.base, name), CONFIG,
                                      dns={"forwarders": [self.dns.address]})
        configuration.write()
        milter = PrivateMilter(os.path.join(arguments.programs, "sekimori-milter"), configuration)
        milter.start()
        self.started.append(milter.process)
        return kind(name, configuration.socket_path, milter.process.pid)

    def _start(self, name, command, options, kind=Program):
        log = os.path.join(self.base, name + ".log")
        started = process.start(command, log, **options)
        self.started.append(started)
        path = os.path.join(self.base, name + ".sock")
        process.wait_until(lambda: os.path.exists(path), 30, lambda: process.read_tail(log))
        return kind(name, path, started.pid)


def message(number, size):
    header = (f"From: keiri@asagiri.example\r\nTo: y.tanaka@kouwa-shoji.example\r\n"
              f"Subject: Drawing {number}\r\nDate: Mon, 2 Nov 2026 10:15:00 +0900\r\n"
              f"Message-ID: <bench-{number}@asagiri.example>\r\nMIME-Version: 1.0\r\n"
              "Content-Type: text/plain; charset=utf-8\r\n\r\n")
    line = "Please find the drawing below, as agreed on the telephone.\r\n"
    return (header + line * max(1, (size - len(header)) // len(line))).encode()


def run(bench, turns):
    for turn in range(turns + 1):
        for program in bench.programs[::1 if turn % 2 else -1]:   # who comes first changes
            cost = program.turn(bench.mails)
            print(f"{'warm-up' if turn == 0 else f'turn {turn}'}  {program.name:10} "
                  f"{cost:.3f} ms/mail", flush=True)
            program.turns += [cost] if turn else []
    first = statistics.median(bench.programs[0].turns)
    for program in bench.programs:
        middle = statistics.median(program.turns)
        print(f"median   {program.name:10} {middle:.3f} ms/mail, {middle / first:.2f} of opendkim")
    *_, whole, without = [statistics.median(program.turns) for program in bench.programs]
    print(f"authentication in sekimori {whole - without:.3f} ms/mail, "
          f"{(whole - without) / first:.2f} of opendkim")


def main():
    parser = argparse.ArgumentParser(description="CPU time of authentication")
    parser.add_argument("--programs", required=True)
    parser.add_argument("--lab", required=True)
    parser.add_argument("--mails", type=int, default=2000, help="in one turn")
    parser.add_argument("--turns", type=int, default=7)
    parser.add_argument("--size", type=int, default=10_000)
    parser.add_argument("--canonicalization", default="relaxed/relaxed")
    arguments = parser.parse_args()
    workplace.prepare(arguments.lab)
    with workplace.Folders() as folders:
        bench = Bench(arguments, folders)
        try:
            run(bench, arguments.turns)
        finally:
            bench.stop()


if __name__ == "__main__":
    main()
