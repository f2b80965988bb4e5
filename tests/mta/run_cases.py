#!/usr/bin/python3
"""Plays *.case files through a real MTA with the real milter, and looks at what comes out.

    tests/mta/run_cases.py --mta postfix --milter build/debug/bin/sekimori-milter \\
        --lab build/lab tests/cases

Runs as root: the MTAs want it; the milter runs as nobody. `--lab` is filled by deploy/lab/fetch_mtas
if it is not yet. Each case has a milter of its own with an empty store, so no case depends on
another. Ends with "N passed, M failed"; the exit status is 0 only if all passed and there were any.
"""

import argparse
import glob
import os
import sys

import workplace   # first: it makes the package lab known
import case_file
import compare
from lab import process, smtp_client
from lab.milter import PrivateMilter
from lab.postfix import PrivatePostfix
from lab.sendmail import PrivateSendmail
from lab.sink import Sink

# In the log of a build with sanitizers, whatever the case expects.
ALARMS = ("AddressSanitizer", "LeakSanitizer", "ThreadSanitizer", "runtime error:")


class Bench:
    """An MTA with one port for each daemon name, a milter before it and a sink behind it."""

    def __init__(self, mta, milter, lab, folders, daemons):
        self.sink = Sink()
        self.sink.start()
        self.mta_name = mta
        self.milter = PrivateMilter(milter, os.path.join(folders.base, "milter"), "",
                                    folders.sockets)
        self.ports = dict(zip(daemons, process.free_ports(len(daemons))))
        folder = os.path.join(folders.base, "mta")
        if mta == "postfix":
            self.mta = PrivatePostfix(lab, folder, self.sink.port)
            add = self.mta.add_smtpd
        else:
            self.mta = PrivateSendmail(lab, folder, self.sink.port)
            add = self.mta.add_daemon
        for name, port in self.ports.items():
            add(port, milter=self.milter.socket, name=name)

    def play(self, case, masked):
        """Complaints about one case."""
        self.sink.clear()
        self.milter.config_folder = case.config_folder
        self.milter.start()
        try:
            outcome = smtp_client.send(self.ports[case.daemon or "MTA"], self._envelope(case),
                                       case.message)
            process.wait_until(lambda: self.mta.queued() == 0, 120, "the MTA's queue stays full")
            complaints = compare.check(case, outcome, self.sink.mails(), masked)
        except (OSError, smtp_client.SmtpError, process.LabError) as error:
            complaints = [f"{type(error).__name__}: {error}"]
        finally:
            status = self.milter.stop()
        if status != 0:
            complaints.append(f"the milter ended with status {status}")
        complaints += [f"{alarm} in the milter's log" for alarm in ALARMS
                       if alarm in self.milter.log()]
        return complaints

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
    daemons = ["MTA"] + sorted({case.daemon for case in cases} - {"", "MTA"})
    bench = Bench(arguments.mta, arguments.milter, arguments.lab, folders, daemons)
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
                print("    milter: " + bench.milter.log()[-3000:].replace("\n", "\n    "))
    finally:
        bench.close()
    return failed


def main():
    parser = argparse.ArgumentParser(description="play case files through a private MTA")
    parser.add_argument("--mta", required=True, choices=["postfix", "sendmail"])
    parser.add_argument("--milter", required=True)
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
