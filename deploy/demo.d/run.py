#!/usr/bin/python3
"""The part of deploy/demo that runs servers, sends the sample mail and tells what became of it.

Everything it starts, it ends: at once with --once and after any failure or Ctrl-C, else with a
later --stop. servers.py knows the processes, samples.py the mails, inbound.py and outbound.py what
becomes of them, show.py the terminal.
"""

import argparse
import os
import signal
import sqlite3
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))

import inbound
import mail_text
import outbound
import show
from lab.process import LabError
from lab.smtp_client import SmtpError
from samples import read_samples
from servers import HERE, Servers

INBOUND_COLUMNS = (("What came", 46), ("Verdict", 8), ("Why", 35), ("Recipient got", 13))
OUTBOUND_COLUMNS = (("What was sent", 46), ("Verdict", 8), ("Why", 35), ("Delivered", 13))
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
        print("Starting a mailbox, Postfix and Sekimori on loopback ports.", flush=True)
        servers.start(detached=not once)
        all_as_expected = play_inbound(servers) & play_outbound(servers, once)
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


def play_inbound(servers):
    """Sends all samples and tells of each; True if each met its expected fate."""
    samples = read_samples(os.path.join(HERE, "inbound.tsv"))
    print(f"Sending {len(samples)} mails from outside to 朝霧製作所 (asagiri.example).\n",
          flush=True)
    fates = [inbound.observe(sample, servers) for sample in samples]
    print_table(INBOUND_COLUMNS, [[came(fate.sample), [fate.level, *fate.complaints],
                                   bullets(fate.reasons), changes(fate)] for fate in fates])
    print("unchanged: every byte as sent, but for the Received lines of mail servers\n")
    shown = next((fate for fate in fates if fate.banner and fate.tag), None)
    if shown:
        print(view(f"as {shown.sample.recipients[0]} sees it", shown.delivered, shown.inbox_file))
    return as_expected(fates)


def play_outbound(servers, once):
    samples = read_samples(os.path.join(HERE, "outbound.tsv"))
    print(f"\nSending {len(samples)} mails from people of 朝霧製作所 to the outside.\n",
          flush=True)
    fates = [outbound.observe(sample, servers) for sample in samples]
    print_table(OUTBOUND_COLUMNS, [[came(fate.sample, "To"), verdict(fate), bullets(fate.reasons),
                                    where_to(fate)] for fate in fates])
    asked = [fate for fate in fates if fate.hold and "lookalike" in fate.held.values()]
    if asked:
        notice = asked[0].notice
        print(view(f"as {asked[0].sample.mail_from} sees it", notice.data, notice.file))
        print(f"The page: {asked[0].link}")
    if asked and once:
        address = outbound.confirm_corrected(asked[0], servers)
        print(f"Chosen there: the right address. The mail has arrived at {address}, once.")
    return as_expected(fates)


def print_table(columns, rows):
    titles, widths = zip(*columns)
    print(show.table(titles, widths, rows))


def as_expected(fates):
    good = sum(not fate.complaints for fate in fates)
    print(f"{len(fates)} mails, {good} as expected")
    return good == len(fates)


def came(sample, field="From"):
    return [sample.title, mail_text.shown_field(sample.data, field),
            f"「{mail_text.shown_field(sample.data, 'Subject')}」"]


def bullets(reasons):
    return [f"- {reason}" for reason in reasons] or ["nothing suspicious"]


def changes(fate):
    if fate.unchanged:
        return ["unchanged"]
    parts = ["banner"] if fate.banner else []
    parts += ["subject tag", fate.tag] if fate.tag else []
    return parts or ["a header field"]


def verdict(fate):
    return ["held" if fate.hold else "sent", *fate.complaints]


def where_to(fate):
    return ["to nobody;", "the sender is asked"] if fate.hold else ["unchanged"]


def view(title, data, file):
    """What a mail program shows of one mail in the mailbox."""
    fields = [f"{name}: {mail_text.shown_field(data, name)}" for name in ("Subject", "From", "To")]
    text = mail_text.shown_text(data).split("\n")
    more = ["…"] if len(text) > LINES_OF_VIEW else []
    return show.framed(f"{title} ({os.path.relpath(file)})",
                       [*fields, "", *text[:LINES_OF_VIEW], *more], CELLS) + "\n"


def how_to_use(servers):
    ports, state = servers.ports(), servers.shown_state
    return (f"SMTP      127.0.0.1:{ports.mta}   (takes any mail, from anyone to anyone)\n"
            f"submit    127.0.0.1:{ports.submission}   (mail of our own people)\n"
            + "".join(f"to decide {link}\n" for link in outbound.links(servers.inbox)) +
            f"delivered {state}/inbox/*.eml\n"
            f"logs      {state}/sekimori/*.log, {state}/postfix/maillog\n"
            "stop      deploy/demo --stop")


if __name__ == "__main__":
    sys.exit(main())
