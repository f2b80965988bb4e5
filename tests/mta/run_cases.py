#!/usr/bin/python3
"""Plays *.case files through a real MTA with the real milter, and looks at what comes out.

    tests/mta/run_cases.py --mta postfix --programs build/debug/bin --lab build/lab tests/cases

Runs as root: the MTAs want it; Sekimori's programs run as nobody. `--lab` is filled by
deploy/lab/fetch_mtas if it is not yet. Each case has a milter of its own with an empty store, so no
case depends on another. A held mail's way goes on with `sekimori holds` and a running courier,
through the return port of deploy/postfix or deploy/sendmail. Ends with "N passed, M failed"; the
exit status is 0 only if all passed and there were any.
"""

import argparse
import glob
import os
import sys

import workplace   # first: it makes the package lab known
import case_file
import compare
import held_check
from lab import process, smtp_client
from lab.postfix import PrivatePostfix
from lab.sekimori import PrivateSekimori
from lab.sendmail import PrivateSendmail
from lab.sink import Sink
from lab.snippets import GatewayPorts
from lab.zone_server import ZoneServer

# In the log of a build with sanitizers, whatever the case expects.
ALARMS = ("AddressSanitizer", "LeakSanitizer", "ThreadSanitizer", "runtime error:")


FINAL_STATES = ("released", "cancelled", "returned")


class Bench:
    """An MTA set up as deploy/ says, Sekimori beside it and a sink behind it."""

    def __init__(self, mta, programs, lab, folders):
        self.sink = Sink()
        self.sink.start()
        self.mta_name = mta
        self.ports = GatewayPorts(*process.free_ports(3))
        self.dns = ZoneServer()
        self.dns.start()
        self.sekimori = PrivateSekimori(programs, os.path.join(folders.base, "sekimori"), "",
                                        self.ports.back, folders.sockets,
                                        dns={"forwarders": [self.dns.address]})
        kind = PrivatePostfix if mta == "postfix" else PrivateSendmail
        self.mta = kind(lab, os.path.join(folders.base, "mta"), self.sink.port)
        self.mta.add_gateway(self.ports, self.sekimori.milter.socket)

    def play(self, case, masked):
        """Complaints about one case."""
        self._start(case)
        try:
            port = self.ports.submission if case.daemon == "submission" else self.ports.mta
            outcome = smtp_client.send(port, self._envelope(case), case.message)
            self._wait_for_queue()
            held = self.sekimori.holds.list()
            complaints = held_check.check_held(case, held)
            if held:
                complaints += self._play_held(case, held[0]["id"])
            complaints += compare.check(case, outcome, self._mails(held), masked)
        except (OSError, smtp_client.SmtpError, process.LabError) as error:
            complaints = [f"{type(error).__name__}: {error}"]
        finally:
            statuses = self.sekimori.stop()
        complaints += [f"{name} ended with status {status}"
                       for name, status in statuses.items() if status != 0]
        logs = "".join(daemon.log() for daemon in self.sekimori.daemons)
        return complaints + [f"{alarm} in a log" for alarm in ALARMS if alarm in logs]

    def _start(self, case):
        self.sink.clear()
        self.dns.zone = case.dns or ""
        self.sekimori.configuration.folder = case.config_folder
        self.sekimori.configuration.write()
        for daemon in self.sekimori.daemons:
            daemon.clear_log()
            daemon.process = None
        if self.sekimori.configuration.reads_attachments:
            self.sekimori.extract.start()
        self.sekimori.milter.start()

    def _play_held(self, case, hold):
        """From the sender's notice to the end that the case chooses."""
        if self.sink.mails():
            return ["held, and at the sink before anyone chose"]
        self.sekimori.courier.start()
        process.wait_until(lambda: self.sink.mails(), 30, "no notice arrives")
        holds = self.sekimori.holds
        if case.choices:
            holds.release(hold, **chosen(case))
        if case.cancel:
            holds.cancel(hold)
        if case.choices or case.cancel:
            process.wait_until(lambda: holds.show(hold)["state"] in FINAL_STATES, 30,
                               lambda: f"no end: {holds.show(hold)}")
        self._wait_for_queue()
        complaints = [] if not case.choices or holds.show(hold)["state"] == "released" else [
            f"not released: {holds.show(hold)}"]
        notices = [mail for mail in self.sink.mails() if held_check.is_notice(mail)]
        address = self.sekimori.configuration.values["web"]["public_url"]
        return complaints + held_check.check_notices(holds.show(hold), notices, address)

    def _mails(self, held):
        """What is at the sink, without the notices about what was held."""
        return [mail for mail in self.sink.mails() if not held or not held_check.is_notice(mail)]

    def _wait_for_queue(self):
        process.wait_until(lambda: self.mta.queued() == 0, 120, "the MTA's queue stays full")

    def _envelope(self, case):
        envelope = smtp_client.Envelope(case.mail_from, case.recipients, case.helo)
        if self.mta_name == "postfix":
            if case.client:
                envelope.xclient["ADDR"], envelope.xclient["NAME"] = case.client
            if case.auth:
                envelope.xclient["LOGIN"] = case.auth
        return envelope

    def close(self):
        self.mta.stop()
        self.sink.stop()
        self.dns.stop()


def chosen(case):
    """The case's RELEASE lines as arguments of Holds.release."""
    return {"correct": [(c.address, c.corrected) for c in case.choices if c.do == "correct"],
            "keep": [c.address for c in case.choices if c.do == "keep"],
            "drop": [c.address for c in case.choices if c.do == "drop"]}


def case_paths(arguments):
    """A folder stands for the case files in it."""
    for path in arguments:
        if os.path.isdir(path):
            yield from sorted(glob.glob(os.path.join(path, "*.case")))
        else:
            yield path


def read_cases(paths, mta):
    """Cases for this MTA, and complaints about files that cannot be read."""
    cases, complaints = [], []
    for path in case_paths(paths):
        try:
            case = case_file.read(path)
            if mta in case.only:
                cases.append(case)
        except (OSError, UnicodeError, case_file.CaseError) as error:
            complaints.append(str(error))
    return cases, complaints


def play_all(arguments, cases, folders):
    bench = Bench(arguments.mta, arguments.programs, arguments.lab, folders)
    masked, failed = compare.read_masked_fields(arguments.mta), 0
    try:
        bench.mta.start()
        for case in cases:
            complaints = bench.play(case, masked)
            failed += bool(complaints)
            print("FAIL" if complaints else "ok  ", os.path.basename(case.path), flush=True)
            for complaint in complaints:
                print("    " + complaint.replace("\n", "\n    "))
            if complaints:
                print("    " + bench.sekimori.logs().replace("\n", "\n    "))
    finally:
        bench.close()
    return failed


def main():
    parser = argparse.ArgumentParser(description="play case files through a private MTA")
    parser.add_argument("--mta", required=True, choices=["postfix", "sendmail"])
    parser.add_argument("--programs", required=True, help="folder of sekimori-milter and the rest")
    parser.add_argument("--lab", required=True)
    parser.add_argument("cases", nargs="+", metavar="CASE_OR_FOLDER")
    arguments = parser.parse_args()
    workplace.prepare(arguments.lab)
    cases, complaints = read_cases(arguments.cases, arguments.mta)
    for complaint in complaints:
        print("FAIL", complaint)
    with workplace.Folders() as folders:
        failed = len(complaints) + (play_all(arguments, cases, folders) if cases else 0)
    passed = len(cases) + len(complaints) - failed
    print(f"{arguments.mta}: {passed} passed, {failed} failed")
    sys.exit(0 if passed and not failed else 1)


if __name__ == "__main__":
    main()
