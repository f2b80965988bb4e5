"""The sample mails: sent through the demo's Postfix, and compared with what reached the mailbox.

    for sample in read_samples("inbound.tsv"):
        fate = observe(sample, servers)
        print(fate.level, fate.complaints)      # no complaints: as expected
"""

import csv
import dataclasses
import json
import os
import sqlite3
import urllib.parse

import mail_text
from lab import process, smtp_client

# What a reader must be shown at each level, at the least.
BANNERED, TAGGED = ("amber", "red", "unknown"), ("red",)


@dataclasses.dataclass
class Sample:
    file: str
    mail_from: str
    recipients: list
    expected: str
    title: str
    data: bytes                 # with CRLF, as it goes over the wire

    @property
    def message_id(self):
        return mail_text.shown_field(self.data, "Message-ID")


@dataclasses.dataclass
class Fate:
    sample: Sample
    verdict: dict = None        # what the daemon stored
    delivered: bytes = b""
    inbox_file: str = ""
    complaints: list = dataclasses.field(default_factory=list)

    @property
    def level(self):
        return self.verdict["level"]

    @property
    def unchanged(self):
        return mail_text.is_unchanged(self.sample.data, self.delivered)

    @property
    def banner(self):
        """The headline of the banner that really stands in the delivered text, or None."""
        for action in self._actions("banner"):
            for headline in action["headline"].values():
                if any(_squeezed(headline) in _squeezed(text)
                       for text in mail_text.texts(self.delivered)):
                    return headline
        return None

    @property
    def tag(self):
        """The tag that really stands before the delivered subject, or None."""
        subject = mail_text.shown_field(self.delivered, "Subject")
        before = mail_text.shown_field(self.sample.data, "Subject")
        return subject.removesuffix(before).strip() if subject != before else None

    @property
    def reasons(self):
        """Those of the banner, else all findings."""
        for action in self._actions("banner"):
            return [reason["en"] for reason in action["reasons"]]
        return [finding["text"]["en"] for finding in self.verdict["findings"]]

    def _actions(self, kind):
        return [action for action in self.verdict["actions"] if action["do"] == kind]


def read_samples(path):
    folder = os.path.dirname(path)
    with open(path, encoding="utf-8", newline="") as file:
        return [_sample(folder, row) for row in csv.DictReader(file, delimiter="\t")]


def _sample(folder, row):
    with open(os.path.join(folder, row["file"]), "rb") as file:
        data = file.read().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    return Sample(row["file"], row["mail_from"], row["rcpt_to"].split(","), row["expected"],
                  row["title_en"], data)


def observe(sample, servers):
    """Sends it, waits for it; what is not as it should be stands in the result's complaints."""
    envelope = smtp_client.Envelope(f"<{sample.mail_from}>", [f"<{r}>" for r in sample.recipients],
                                    helo="gw.asagiri.example")
    outcome = smtp_client.send(servers.port(), envelope, sample.data)
    if not outcome.final.accepted or len(outcome.accepted) < len(sample.recipients):
        raise process.LabError(f"{sample.file} was refused: {outcome.final}")
    fate = Fate(sample)
    process.wait_until(lambda: _find_delivered(fate, servers.inbox), 60,
                       f"{sample.file} does not arrive in the mailbox")
    process.wait_until(lambda: _find_verdict(fate, servers.database()), 20,
                       f"{sample.file} has no verdict in the store")
    fate.complaints = _complaints(fate)
    return fate


def _find_delivered(fate, inbox):
    """The mailbox writes the .json of a mail after its .eml."""
    for name in sorted(os.listdir(inbox)):
        stem, extension = os.path.splitext(os.path.join(inbox, name))
        if extension != ".json":
            continue
        with open(stem + ".eml", "rb") as file:
            data = file.read()
        if mail_text.shown_field(data, "Message-ID") != fate.sample.message_id:
            continue
        fate.delivered, fate.inbox_file = data, stem + ".eml"
        return _has_envelope(fate.sample, stem + ".json")
    return False


def _has_envelope(sample, path):
    with open(path, encoding="utf-8") as file:
        try:
            envelope = json.load(file)
        except ValueError:
            return False   # still being written
    wanted = (f"<{sample.mail_from}>", sorted(f"<{r}>" for r in sample.recipients))
    found = (envelope["mail_from"], sorted(envelope["recipients"]))
    if found != wanted:
        raise process.LabError(f"{sample.file} arrived with another envelope: {found}")
    return True


def _find_verdict(fate, database):
    """The milter writes it a moment after its answer to the MTA."""
    location = f"file:{urllib.parse.quote(database)}?mode=ro"
    connection = sqlite3.connect(location, uri=True, timeout=10)
    try:
        ids = (fate.sample.message_id, fate.sample.message_id.strip("<>"))
        row = connection.execute("SELECT json FROM verdict WHERE message_id IN (?, ?)",
                                 ids).fetchone()
    finally:
        connection.close()
    if row:
        fate.verdict = json.loads(row[0])
    return row is not None


def _complaints(fate):
    found, level = [], fate.level
    header = mail_text.shown_field(fate.delivered, "X-Sekimori-Level") or "clear"
    if level != fate.sample.expected:
        found.append(f"expected {fate.sample.expected}")
    if header != level:
        found.append(f"header says {header}")
    if level == "clear" and not fate.unchanged:
        found.append("clear, but changed")
    if level in BANNERED and not fate.banner:
        found.append("no banner")
    if level in TAGGED and not fate.tag:
        found.append("no subject tag")
    return found


def _squeezed(text):
    return "".join(text.split())
