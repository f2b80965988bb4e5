#!/usr/bin/python3
"""2,000 mails from 200 clients at once through a private Postfix, while milter processes are killed.

    tests/mta/load.py --programs build/release/bin --lab build/lab

The clients do what real ones do: after 4xx they try the same mail again, after 250 or 5xx never.
During it, spread over the run: KILL for a child (twice), HUP for the parent, HUP and TERM for a
single child. It must hold, or the exit status is 1:

- every attempt is answered, and every mail ends with one 250 or 5xx;
- every mail answered 250 is at the sink (at least once: a mail answered 451 after the milter's death
  may be there twice; duplicates are printed);
- no mail passed without being looked at: each carries a forged X-Sekimori-Level, which must be gone;
- after each blow the parent has as many children as before, and the parent is the same;
- afterwards the socket answers, one more mail passes, and TERM ends the milter with status 0.
"""

import argparse
import collections
import os
import re
import signal
import sys
import time

import workplace   # first: it makes the package lab known
from lab import process, smtp_client
from lab.configuration import Configuration
from lab.milter import PrivateMilter
from lab.postfix import PrivatePostfix
from lab.sink import Sink
from lab.snippets import GatewayPorts
from lab.zone_server import ZoneServer
from retrying_clients import Clients, living

CONFIG = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../cases/config/default")
# When (share of mails finished), to whom, what.
BLOWS = [(0.10, "child", signal.SIGKILL), (0.25, "parent", signal.SIGHUP),
         (0.40, "child", signal.SIGHUP), (0.55, "child", signal.SIGTERM),
         (0.70, "child", signal.SIGKILL), (0.80, "parent", signal.SIGHUP)]


def message(number):
    return (f"X-Sekimori-Level: clear\r\n"
            f"From: Maria Hansen <m.hansen@nordsee-werkzeug.example>\r\n"
            f"To: eigyo@asagiri.example\r\n"
            f"Subject: Delivery {number}\r\n"
            f"Date: Mon, 2 Nov 2026 09:30:00 +0100\r\n"
            f"Message-ID: <load-{number}@nordsee-werkzeug.example>\r\n"
            f"\r\n" + "The milling heads leave our works on 6 November.\r\n" * 40).encode()


ENVELOPE = smtp_client.Envelope("<m.hansen@nordsee-werkzeug.example>", ["<eigyo@asagiri.example>"])


class Blows:
    """Strikes when its time has come and waits until the children are all there again."""

    def __init__(self, milter, mails):
        self._milter, self._mails, self._left = milter, mails, list(BLOWS)
        self.expected = len(milter.children())
        self.violations = []

    def strike_if_due(self, finished):
        if not self._left or finished < self._left[0][0] * self._mails:
            return
        _, whom, number = self._left.pop(0)
        before = self._milter.children()
        victim = before[0] if whom == "child" else self._milter.process.pid
        os.kill(victim, number)
        begin = time.monotonic()
        name = f"{signal.Signals(number).name} to {whom}"
        try:
            process.wait_until(lambda: self._recovered(victim, number), 30, "")
            print(f"{finished:5} mails finished: {name}, {self.expected} children after "
                  f"{time.monotonic() - begin:.2f} s", flush=True)
        except process.LabError:
            self.violations.append(f"{name}: {len(self._milter.children())} children after 30 s, "
                                   f"{self.expected} before")

    def all_struck(self):
        return not self._left

    def _recovered(self, victim, number):
        now = living(self._milter.children())
        if number == signal.SIGKILL and victim in now:
            return False
        return len(now) == self.expected and self._milter.process.poll() is None


def run_load(postfix, milter, arguments):
    """Sends everything; returns the clients and the complaints about the processes."""
    clients = Clients(postfix.ports[0], range(arguments.mails), arguments.clients,
                      lambda number: (ENVELOPE, message(number)))
    blows = Blows(milter, arguments.mails)
    if blows.expected < 2:
        return clients, [f"the milter has {blows.expected} children: nothing left if one is killed"]
    clients.start()
    while clients.running():
        blows.strike_if_due(len(clients.final))
        time.sleep(0.02)
    if not blows.all_struck():
        blows.violations.append("the mails ended before the last signal was sent")
    return clients, blows.violations


def check_answers(clients, mails):
    violations = [f"no answer: {text}" for text in clients.unanswered[:10]]
    missing = mails - len(clients.final)
    if missing:
        violations.append(f"{missing} mails without a final answer")
    refused = [n for n, code in clients.final.items() if code >= 500]
    if refused:
        violations.append(f"{len(refused)} harmless mails refused for good")
    return violations


def check_sink(clients, mails):
    numbers = collections.Counter()
    unfiltered = 0
    for mail in mails:
        numbers[int(re.search(rb"Message-ID: <load-(\d+)@", mail.data)[1])] += 1
        unfiltered += b"\r\nX-Sekimori-Level: clear\r\n" in mail.data
    lost = [n for n, code in clients.final.items() if code < 400 and not numbers[n]]
    print(f"at the sink: {len(mails)} mails, {len(numbers)} different, "
          f"{len(mails) - len(numbers)} duplicates")
    violations = [f"answered 250 and not delivered: {sorted(lost)[:20]}"] if lost else []
    if unfiltered:
        violations.append(f"{unfiltered} mails passed without the milter")
    return violations


def check_afterwards(postfix, milter, children):
    violations = []
    try:   # one that was told to end may still be serving its last mails
        process.wait_until(lambda: len(living(milter.children())) == children, 60, "")
    except process.LabError:
        violations.append(f"{len(living(milter.children()))} children at the end, "
                          f"{children} at the start")
    try:
        final = smtp_client.send(postfix.ports[0], ENVELOPE, message(999_999)).final
        if final.code != 250:
            violations.append(f"after the load a mail is answered {final.code} {final.text}")
    except (OSError, smtp_client.SmtpError) as error:
        violations.append(f"after the load: {error}")
    if milter.process.poll() is not None:
        violations.append(f"the parent ended with {milter.process.returncode}")
    return violations


def print_figures(clients, seconds):
    taken = sorted(clients.seconds) or [0]
    print(f"{len(clients.final)} mails in {seconds:.1f} s, {len(clients.final) / seconds:.0f}/s; "
          f"answers {dict(sorted(clients.codes.items()))}")
    print("seconds for one attempt: " + ", ".join(
        f"{name} {taken[int(share * (len(taken) - 1))]:.2f}"
        for name, share in (("half", 0.5), ("99 %", 0.99), ("longest", 1.0))))


def run(arguments, folders):
    sink = Sink()
    sink.start()
    dns = ZoneServer()
    dns.start()
    configuration = Configuration(os.path.join(folders.base, "sekimori"), CONFIG,
                                  dns={"forwarders": [dns.address]})
    configuration.write()
    milter = PrivateMilter(os.path.join(arguments.programs, "sekimori-milter"), configuration)
    postfix = PrivatePostfix(arguments.lab, os.path.join(folders.base, "mta"), sink.port,
                             process_limit=arguments.clients + 50)
    postfix.add_gateway(GatewayPorts(*process.free_ports(3)), milter.socket)
    try:
        milter.start()
        postfix.start()
        begin, children = time.monotonic(), len(milter.children())
        clients, violations = run_load(postfix, milter, arguments)
        print_figures(clients, time.monotonic() - begin)
        violations += check_answers(clients, arguments.mails)
        process.wait_until(lambda: postfix.queued() == 0, 120, "Postfix's queue stays full")
        violations += check_sink(clients, sink.mails())
        violations += check_afterwards(postfix, milter, children)
    finally:
        postfix.stop()
        status = milter.stop()
        sink.stop()
        dns.stop()
    if status:
        violations.append(f"at the end the milter's status is {status}")
    if violations:
        print("the milter's log ends:\n" + milter.log()[-4000:])
    return violations


def main():
    parser = argparse.ArgumentParser(description="load with milter processes dying")
    parser.add_argument("--programs", required=True)
    parser.add_argument("--lab", required=True)
    parser.add_argument("--mails", type=int, default=2000)
    parser.add_argument("--clients", type=int, default=200)
    arguments = parser.parse_args()
    workplace.prepare(arguments.lab)
    with workplace.Folders() as folders:
        violations = run(arguments, folders)
    for violation in violations:
        print("VIOLATION", violation)
    print("load: " + ("failed" if violations else "passed"))
    sys.exit(1 if violations else 0)


if __name__ == "__main__":
    main()
