#!/usr/bin/python3
"""2,000 held mails while milter children, courier and web are killed, and their senders decide.

    tests/mta/hold_chaos.py --programs build/release/bin --lab build/lab [--seed 7]

Clients send as real ones do (retrying_clients.py), senders choose on the page or by an
administrator (deciders.py), some not at all. KILL, never TERM, comes at random moments to a milter
child, the courier or the web server; the latter two are started again, as systemd would. In the end,
or the exit status is 1 (custody_check.py):

- every mail answered 250 is in exactly one of delivered, held, returned or cancelled, and that is
  what its sender chose; the expired ones' originals are back with them;
- at the sink are only the chosen recipients, twice only if the store says maybe_duplicate.
"""

import argparse
import collections
import os
import random
import signal
import sys
import time

import workplace   # first: it makes the package lab known
import custody_check
from deciders import Deciders, Plan
from lab import process, smtp_client
from lab.postfix import PrivatePostfix
from lab.sekimori import PrivateSekimori
from lab.sink import Sink
from lab.snippets import GatewayPorts
from retrying_clients import Clients

CONFIG = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../cases/config/default")
EXPIRING = 0.03        # share of mails that expire: the courier lets 100 go in a minute
SHORT, LONG = "1m", "72h"
CHOICES = ["correct"] * 8 + ["keep"] * 4 + ["drop"] * 3 + ["cancel"] * 4 + ["nothing"]
BY_COMMAND = 0.05      # share of decisions by an administrator
BLOWS = 40             # KILLs in all
PATIENCE = 600         # seconds; on a machine that does nothing else a third of it is enough


def make_plans(mails, dice):
    plans = {}
    for number in range(mails):
        do = "nothing" if number < early(mails) else dice.choice(CHOICES)
        way = "command" if dice.random() < BY_COMMAND else "page"
        plans[number] = Plan(do, way, f"u{number}@kouwa-shojl.example",
                             f"u{number}@kouwa-shoji.example",
                             stays=do == "nothing" and number >= early(mails))
    return plans


def early(mails):
    """So many are sent first, to expire."""
    return int(mails * EXPIRING)


def mail_of(number):
    """To a partner with one letter wrong, and to one who is right."""
    recipients = [f"u{number}@kouwa-shojl.example", f"p{number}@mirai-kogyo.example"]
    data = (f"From: keiri@asagiri.example\r\nTo: {', '.join(recipients)}\r\nSubject: {number}\r\n"
            f"Date: Mon, 2 Nov 2026 10:15:00 +0900\r\n"
            f"Message-ID: <chaos-{number}@asagiri.example>\r\n\r\n"
            + "The milling heads leave our works on 6 November.\r\n" * 20)
    return smtp_client.Envelope("<keiri@asagiri.example>",
                                [f"<{address}>" for address in recipients]), data.encode()


class Killer:
    """KILL to one of the programs at random moments, BLOWS times. No thread of its own: what a
    thread starts ends with it (process.start)."""

    def __init__(self, sekimori, dice):
        self._sekimori, self._dice, self._next = sekimori, dice, None
        self.struck = collections.Counter()

    def strike_if_due(self):
        now = time.monotonic()
        if self._next is not None and now >= self._next and self.struck.total() < BLOWS:
            victim = self._dice.choice(["milter child", "courier", "web"])
            self.struck[victim] += 1
            self._strike(victim)
        if self._next is None or now >= self._next:
            self._next = now + self._dice.uniform(0.5, 4)

    def _strike(self, victim):
        if victim == "milter child":
            children = self._sekimori.milter.children()
            if children:
                os.kill(self._dice.choice(children), signal.SIGKILL)
            return
        daemon = self._sekimori.courier if victim == "courier" else self._sekimori.web
        daemon.kill()
        daemon.start()


class Bench:
    """Everything that runs, and what was sent and decided."""

    def __init__(self, arguments, folders, dice):
        self.arguments, self.plans = arguments, make_plans(arguments.mails, dice)
        self.sink, self.ports = Sink(), GatewayPorts(*process.free_ports(3))
        self.sink.start()
        self.sekimori = PrivateSekimori(arguments.programs, os.path.join(folders.base, "sekimori"),
                                        CONFIG, self.ports.back)
        self.postfix = PrivatePostfix(arguments.lab, os.path.join(folders.base, "mta"),
                                      self.sink.port, process_limit=arguments.clients + 50)
        self.postfix.add_gateway(self.ports, self.sekimori.milter.socket)
        self.killer = Killer(self.sekimori, dice)
        self.deciders = Deciders(self.sink, self.sekimori.holds, self.plans, threads=4)
        self.answers, self.attacked, self._next_look = {}, False, 0

    def run(self):
        self._send(range(early(self.arguments.mails)), SHORT, self.postfix.start)
        self._send(range(early(self.arguments.mails), self.arguments.mails), LONG, self._attack)
        self._wait_under_attack(self._settled, self._unsettled)
        self.deciders.stop()
        process.wait_until(lambda: self.postfix.queued() == 0, 60, "Postfix's queue stays full")

    def stop(self):
        self.postfix.stop()
        statuses = self.sekimori.stop()
        self.sink.stop()
        return [f"{name}'s last status is {status}" for name, status in statuses.items() if status]

    def _send(self, numbers, expiry, before):
        milter, configuration = self.sekimori.milter, self.sekimori.configuration
        if milter.process:
            milter.stop()
        configuration.tables["hold"] = {"expiry": expiry}
        configuration.write(keep_state=milter.process is not None)
        milter.start()
        before()
        clients = Clients(self.ports.submission, numbers, self.arguments.clients, mail_of)
        clients.start()
        self._wait_under_attack(lambda: not clients.running(), "not all mails are taken")
        self.answers.update(clients.final)
        print(f"{len(clients.final)} mails sent, answers {dict(sorted(clients.codes.items()))}, "
              f"{len(clients.unanswered)} connections broken", flush=True)

    def _attack(self):
        self.sekimori.courier.start()
        self.sekimori.web.start()
        self.deciders.start()
        self.attacked = True

    def _wait_under_attack(self, condition, what):
        def is_over():
            if self.attacked:
                self.killer.strike_if_due()
            return condition()
        process.wait_until(is_over, PATIENCE, what)

    def _settled(self):
        """Looks once a second: the programs need the machine."""
        if time.monotonic() < self._next_look:
            return False
        self._next_look = time.monotonic() + 1
        return not self._open()

    def _open(self):
        """Holds that are still to move."""
        rows = custody_check.read_holds(self.sekimori.configuration.database)
        return [(number, row.id, row.state) for number, held in rows.items() for row in held
                if row.state in ("releasing", "returning")
                or row.state == "held" and not self.plans[number].stays]

    def _unsettled(self):
        still = self._open()
        return (f"{len(still)} holds are still under way, such as {still[:5]}; undecided "
                f"{self.deciders.unanswered[:5]}\n{self.sekimori.logs()}")


def check(bench):
    """Complaints about all mails; prints what became of them."""
    configuration = bench.sekimori.configuration
    rows = custody_check.read_holds(configuration.database)
    deliveries, returned = custody_check.sort_mails(bench.sink.mails())
    states = collections.Counter(row.state for held in rows.values() for row in held)
    twice = sum(max(counter.values()) > 1 for counter in deliveries.values())
    marked = sum(row.maybe_duplicate for held in rows.values() for row in held)
    print(f"holds {dict(sorted(states.items()))}; delivered more than once {twice}, "
          f"marked maybe_duplicate {marked}; KILLs {dict(bench.killer.struck)}")
    missing = [number for number in bench.plans if bench.answers.get(number) != 250]
    violations = [f"no 250 for mails {missing[:10]}"] if missing else []
    for number, plan in bench.plans.items():
        violations += custody_check.check_mail(number, plan, rows[number], deliveries[number],
                                               number in returned, configuration.spool)
    violations += [f"undecided: {text}" for text in bench.deciders.unanswered]
    return violations


def main():
    parser = argparse.ArgumentParser(description="held mail while programs are killed")
    parser.add_argument("--programs", required=True)
    parser.add_argument("--lab", required=True)
    parser.add_argument("--mails", type=int, default=2000)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seed", type=int, default=random.randrange(1_000_000))
    arguments = parser.parse_args()
    print(f"seed {arguments.seed}", flush=True)
    workplace.prepare(arguments.lab)
    begin, violations = time.monotonic(), []
    with workplace.Folders() as folders:
        bench = Bench(arguments, folders, random.Random(arguments.seed))
        try:
            bench.run()
            violations += check(bench)
        except process.LabError as error:
            violations.append(str(error))
        finally:
            violations += bench.stop()
    for violation in violations[:50]:
        print("VIOLATION", violation)
    print(f"chaos: {len(violations)} violations in {time.monotonic() - begin:.0f} s")
    sys.exit(1 if violations else 0)


if __name__ == "__main__":
    main()
