"""Mail from outside: sent through the demo's Postfix, compared with what reached the mailbox.

    fate = observe(sample, servers)
    print(fate.level, fate.complaints)          # no complaints: as expected
"""

import dataclasses
import json
import sqlite3
import urllib.parse

import mail_text
from lab import process, smtp_client
from samples import Sample, find

GATEWAY = ("192.0.2.25", "gw.asagiri.example")   # of config/sekimori.toml

# What a reader must be shown at each level, at the least.
BANNERED, TAGGED = ("amber", "red", "unknown"), ("red",)


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


def observe(sample, servers):
    """Sends it, waits for it; what is not as it should be stands in the result's complaints."""
    envelope = smtp_client.Envelope(f"<{sample.mail_from}>", [f"<{r}>" for r in sample.recipients],
                                    helo=GATEWAY[1])
    envelope.xclient["ADDR"], envelope.xclient["NAME"] = GATEWAY
    outcome = smtp_client.send(servers.ports().mta, envelope, sample.data)
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
    for mail in find(inbox, fate.sample.message_id):
        wanted = (f"<{fate.sample.mail_from}>", sorted(f"<{r}>" for r in fate.sample.recipients))
        if (mail.mail_from, sorted(mail.recipients)) != wanted:
            raise process.LabError(f"{fate.sample.file} arrived with another envelope: {mail}")
        fate.delivered, fate.inbox_file = mail.data, mail.file
        return True
    return False


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
