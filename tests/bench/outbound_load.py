#!/usr/bin/python3
"""Clean outgoing mail through Postfix: sekimori-milter against a milter that does nothing.

    cmake --build --preset release --target sekimori-milter null_milter
    tests/bench/outbound_load.py --programs build/release/bin --lab build/lab

Both milters run behind the same Postfix, each before a submission service of its own, and take turns
within one run, so that what else the machine does hits both. Prints mails per second of each turn,
the medians and their ratio. By hand: nothing passes or fails by time.
"""

import argparse
import multiprocessing
import os
import statistics
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "../mta"))

import workplace   # makes the package lab known
from lab import process, smtp_client
from lab.configuration import GROUP, USER, Configuration
from lab.milter import PrivateMilter
from lab.postfix import PrivatePostfix
from lab.sink import Sink
from lab.snippets import GatewayPorts

CONFIG = os.path.join(HERE, "../cases/config/default")
ENVELOPE = smtp_client.Envelope("<eigyo@asagiri.example>", ["<y.tanaka@kouwa-shoji.example>"])


def message(number):
    return (f"From: eigyo@asagiri.example\r\nTo: y.tanaka@kouwa-shoji.example\r\n"
            f"Subject: Drawing {number}\r\nDate: Mon, 2 Nov 2026 10:15:00 +0900\r\n"
            f"Message-ID: <load-{number}@asagiri.example>\r\n\r\n"
            + "Please find the drawing below, as agreed on the telephone.\r\n" * 80).encode()


def send(job):
    port, number = job
    code = smtp_client.send(port, ENVELOPE, message(number)).final.code
    if code != 250:
        raise process.LabError(f"answered {code}")


class Bench:
    def __init__(self, arguments, folders):
        self.sink = Sink(keep=False)
        self.sink.start()
        configuration = Configuration(os.path.join(folders.base, "sekimori"), CONFIG)
        configuration.write()
        self.milter = PrivateMilter(os.path.join(arguments.programs, "sekimori-milter"),
                                    configuration)
        self.null_socket = os.path.join(os.path.dirname(configuration.socket_path), "null.sock")
        self.null = process.start(
            [os.path.join(arguments.programs, "null_milter"), "unix:" + self.null_socket],
            os.path.join(folders.base, "null.log"), user=USER, group=GROUP, umask=0o007)
        self.postfix = PrivatePostfix(arguments.lab, os.path.join(folders.base, "mta"),
                                      self.sink.port)
        ports = GatewayPorts(*process.free_ports(3))
        [null_port] = process.free_ports(1)
        self.postfix.add_gateway(ports, self.milter.socket)
        self.postfix.add_smtpd(null_port, milter="unix:" + self.null_socket)
        self.ports = {"nothing": null_port, "sekimori": ports.submission}

    def start(self):
        self.milter.start()
        self.postfix.start()
        process.wait_until(lambda: os.path.exists(self.null_socket), 30, "null_milter")

    def stop(self):
        self.postfix.stop()
        self.milter.stop()
        self.null.terminate()
        self.sink.stop()

    def rate(self, name, mails, pool):
        begin = time.monotonic()
        pool.map(send, [(self.ports[name], number) for number in range(mails)], chunksize=5)
        rate = mails / (time.monotonic() - begin)
        process.wait_until(lambda: self.postfix.queued() == 0, 300, "Postfix's queue stays full")
        return rate


def run(arguments, folders):
    bench = Bench(arguments, folders)
    rates = {name: [] for name in bench.ports}
    try:
        bench.start()
        with multiprocessing.Pool(arguments.clients) as pool:
            for turn in range(arguments.turns + 1):
                # Who comes first changes with every turn.
                for name in list(rates)[::1 if turn % 2 else -1]:
                    rate = bench.rate(name, arguments.mails, pool)
                    print(f"{'warm-up' if turn == 0 else f'turn {turn}'}  {name:9} {rate:6.0f}/s",
                          flush=True)
                    rates[name] += [rate] if turn else []
    finally:
        bench.stop()
    nothing, ours = (statistics.median(rates[name]) for name in ("nothing", "sekimori"))
    print(f"median    nothing {nothing:.0f}/s, sekimori {ours:.0f}/s, ratio {ours / nothing:.2f}")


def main():
    parser = argparse.ArgumentParser(description="outgoing mail a second")
    parser.add_argument("--programs", required=True)
    parser.add_argument("--lab", required=True)
    parser.add_argument("--mails", type=int, default=1000, help="in one turn")
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--clients", type=int, default=8)
    arguments = parser.parse_args()
    workplace.prepare(arguments.lab)
    with workplace.Folders() as folders:
        run(arguments, folders)


if __name__ == "__main__":
    main()
