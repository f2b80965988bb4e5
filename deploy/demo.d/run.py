#!/usr/bin/python3
"""The part of deploy/demo that runs servers, sends the sample mail and tells what became of it.

Everything it starts, it ends: at once with --once and after any failure or Ctrl-C, else with a
later --stop. servers.py knows the processes, samples.py the mails, show.py the terminal.
"""

import argparse
import os
import signal
import sqlite3
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))

import mail_text
import show
from lab.process import LabError
from lab.smtp_client import SmtpError
from samples import observe, read_samples
from servers import HERE, Servers

COLUMNS = (("What came", 46), ("Verdict", 8), ("Why", 35), ("Recipient got", 13))
CELLS = 108
LINES_OF_VIEW = 22


def main():
    options = read_options()
    servers = Servers(options.programs, options.lab, options.state)
    if options.stop:
        return stop(servers)
    if servers.running():
        print(f"The demo is running already.\n{how_to_use(servers)}")
        return 1
    return 0 if options.check_idle else run(servers, options.once)


def read_options():
    parser = argparse.ArgumentParser(description="see deploy/demo --help")
    parser.add_argument("--programs", required=True, help="folder of sekimori-milter")
    parser.add_argument("--lab", required=True, help="folder that fetch_mtas filled")
    parser.add_argument("--state", required=True, help="folder for all files of this demo")
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--once", action="store_true")
    mode.add_argument("--stop", action="store_true")
    mode.add_argument("--check-idle", action="store_true", help="exit 1 if the demo is running")
    return parser.parse_args()


def stop(servers):
    found = servers.leftovers()
    servers.stop()
    print("The demo is stopped." if found else "The demo was not running.")
    return 0


def run(servers, once):
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    signal.signal(signal.SIGHUP, lambda *_: sys.exit(129))
    keep = False
    try:
        servers.stop()   # what a crash left
        print("Starting a mailbox, sekimori-milter and Postfix on loopback ports.", flush=True)
        servers.start(detached=not once)
        all_as_expected = play(servers)
        keep = not once
        if keep:
            print("\n" + how_to_use(servers))
        return 0 if all_as_expected else 1
    except (LabError, SmtpError, OSError, sqlite3.Error) as error:
        print(f"deploy/demo: {error}\n{servers.logs()}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nstopping", file=sys.stderr)
        return 130
    finally:
        if not keep:
            signal.signal(signal.SIGINT, signal.SIG_IGN)   # an impatient second Ctrl-C
            servers.stop()


def play(servers):
    """Sends all samples and tells of each; True if each met its expected fate."""
    samples = read_samples(os.path.join(HERE, "inbound.tsv"))
    print(f"Sending {len(samples)} mails from outside to 朝霧製作所 (asagiri.example).\n",
          flush=True)
    fates = [observe(sample, servers) for sample in samples]
    titles, widths = zip(*COLUMNS)
    print(show.table(titles, widths, [row(fate) for fate in fates]))
    print("unchanged: every byte as sent, but for the Received lines of mail servers\n")
    shown = next((fate for fate in fates if fate.banner and fate.tag), None)
    if shown:
        print(view(shown, servers) + "\n")
    good = sum(not fate.complaints for fate in fates)
    print(f"{len(fates)} mails, {good} as expected")
    return good == len(fates)


def row(fate):
    sample = fate.sample
    came = [sample.title, mail_text.shown_field(sample.data, "From"),
            f"「{mail_text.shown_field(sample.data, 'Subject')}」"]
    verdict = [fate.level, *fate.complaints]
    reasons = [f"- {reason}" for reason in fate.reasons] or ["nothing suspicious"]
    return [came, verdict, reasons, received(fate)]


def received(fate):
    if fate.unchanged:
        return ["unchanged"]
    parts = ["banner"] if fate.banner else []
    parts += ["subject tag", fate.tag] if fate.tag else []
    return parts or ["a header field"]


def view(fate, servers):
    """What the recipient's mail program shows of one delivered mail."""
    fields = [f"{name}: {mail_text.shown_field(fate.delivered, name)}"
              for name in ("Subject", "From", "To")]
    text = mail_text.shown_text(fate.delivered).split("\n")
    more = ["…"] if len(text) > LINES_OF_VIEW else []
    name = os.path.join(servers.shown_state, "inbox", os.path.basename(fate.inbox_file))
    return show.framed(f"as {fate.sample.recipients[0]} sees it ({name})",
                       [*fields, "", *text[:LINES_OF_VIEW], *more], CELLS)


def how_to_use(servers):
    return (f"SMTP      127.0.0.1:{servers.port()}   (takes any mail, from anyone to anyone)\n"
            f"delivered {servers.shown_state}/inbox/*.eml\n"
            f"logs      {servers.shown_state}/milter/log, {servers.shown_state}/postfix/maillog\n"
            "stop      deploy/demo --stop")


if __name__ == "__main__":
    sys.exit(main())
