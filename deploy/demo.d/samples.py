"""The sample mails and the mailbox in which all of them end.

    for sample in read_samples("inbound.tsv"): ...
    received = find(servers.inbox, sample.message_id)     # every mail there with that Message-ID
    received[0].recipients, received[0].data
"""

import csv
import dataclasses
import json
import os

import mail_text


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
class Received:
    """One mail in the mailbox."""
    mail_from: str
    recipients: list
    data: bytes
    file: str


def read_samples(path):
    folder = os.path.dirname(path)
    with open(path, encoding="utf-8", newline="") as file:
        return [_sample(folder, row) for row in csv.DictReader(file, delimiter="\t")]


def _sample(folder, row):
    with open(os.path.join(folder, row["file"]), "rb") as file:
        data = file.read().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    return Sample(row["file"], row["mail_from"], row["rcpt_to"].split(","), row["expected"],
                  row["title_en"], data)


def find(inbox, message_id, field="Message-ID"):
    """In order of arrival. `field`: In-Reply-To finds what answers that mail."""
    return [mail for mail in mails_in(inbox)
            if mail_text.shown_field(mail.data, field) == message_id]


def mails_in(inbox):
    names = sorted(name for name in os.listdir(inbox) if name.endswith(".json"))
    mails = [_read(os.path.join(inbox, name)) for name in names]
    return [mail for mail in mails if mail]


def _read(path):
    """The mailbox writes the .json of a mail after its .eml; None while it is being written."""
    with open(path, encoding="utf-8") as file:
        try:
            envelope = json.load(file)
        except ValueError:
            return None
    eml = path.removesuffix(".json") + ".eml"
    with open(eml, "rb") as file:
        return Received(envelope["mail_from"], envelope["recipients"], file.read(), eml)
