"""What a case expects against what happened: check() returns complaints, none means it passed.

    for complaint in check(case, outcome, sink.mails(), masked): print(complaint)

Works on bytes: `email` is asked only for the decoded text of body parts and fields. Tested by
harness_test.py.
"""

import dataclasses
import difflib
import email
import email.header
import os
import re

from case_file import ANY

MASKED_FIELDS = os.path.join(os.path.dirname(__file__), "masked_fields.txt")

# What mail programs mean by these labels (as browsers: Encoding Standard).
CHARSETS = {"shift_jis": "cp932", "iso-2022-jp": "iso2022_jp_ext", "us-ascii": "latin-1"}

# MAIL parameters that each hop sets anew.
HOP_PARAMETERS = ("SIZE", "BODY", "SMTPUTF8", "AUTH")


@dataclasses.dataclass
class Masked:
    """masked_fields.txt: lower-case names."""
    added: set = dataclasses.field(default_factory=set)
    released: set = dataclasses.field(default_factory=set)
    unasked: set = dataclasses.field(default_factory=set)
    reflowed: set = dataclasses.field(default_factory=set)


def read_masked_fields(mta, path=MASKED_FIELDS):
    masked = Masked()
    with open(path, encoding="utf-8") as file:
        for line in file:
            words = line.partition("#")[0].lower().split()
            if words and (words[0] != "reflowed" or mta == "sendmail"):
                getattr(masked, words[0]).add(words[1])
    return masked


def check(case, outcome, mails, masked):
    """`mails`: what the sink has in the end, without notices."""
    complaints = _check_reply(case, outcome)
    stays = case.expects("held") and not case.choices
    if not outcome.final.accepted or case.expects("not-delivered") or stays:
        if mails:
            complaints.append(f"delivered to {mails[0].recipients}, though it should not be")
        return complaints
    complaints += _check_envelope(case, outcome, mails)
    for mail in mails:
        complaints += _check_delivered(case, mail, masked)
    return complaints


def _check_delivered(case, mail, masked):
    """`sent` is what an MTA makes of the case's message; both sides evened out alike."""
    added = masked.added | masked.released if case.expects("held") else masked.added
    added = added | (masked.unasked if case.dns is None else set())
    data = case.message if case.message.endswith(b"\r\n") else case.message + b"\r\n"
    sent = Message(data).evened(masked.reflowed)
    delivered = Message(mail.data).evened(masked.reflowed).without_surplus(sent, added)
    complaints = []
    for expectation in case.expectations:
        value = expectation.value
        if expectation.kind == "delivered":
            value = Message(value.encode()).evened(masked.reflowed).data().decode()
        if expectation.kind == "level" and case.expects("held"):
            continue   # no field of ours goes out; held_check.py asks the store
        check_one = DELIVERED_CHECKS.get(expectation.kind)
        complaint = check_one and check_one(value, sent, delivered)
        if complaint:
            complaints.append(f"line {expectation.line}: {complaint}")
    return complaints


class Message:
    """A header as a list of fields with their exact bytes, and a body."""

    def __init__(self, data):
        header, blank, self.body = data.partition(b"\r\n\r\n")
        if data.startswith(b"\r\n"):
            header, blank, self.body = b"", b"\r\n", data[2:]
        self.separator = blank[-2:]
        self.fields = re.findall(rb"[^\r\n].*?(?:\r\n(?![ \t])|$)", header + blank[:2], re.S)

    def data(self):
        return b"".join(self.fields) + self.separator + self.body

    def values(self, name):
        """Of every field of that name: unfolded, encoded words decoded, outer space off."""
        found = []
        for field in self.fields:
            if _name(field) == name.strip().lower():
                raw = re.sub(rb"\r\n(?=[ \t])", b"", field.partition(b":")[2]).strip()
                found.append(_decode_words(raw.decode("utf-8", "replace")))
        return found

    def without_surplus(self, reference, names):
        """Leaves out the topmost fields of `names` that `reference` has not as many of."""
        surplus = {n: _count(self, n) - _count(reference, n) for n in names}
        kept = []
        for field in self.fields:
            name = _name(field)
            if surplus.get(name, 0) > 0:
                surplus[name] -= 1
            else:
                kept.append(field)
        result = Message(b"")
        result.fields, result.separator, result.body = kept, self.separator, self.body
        return result

    def evened(self, names):
        """With white space evened out in the fields of `names`."""
        result = Message(b"")
        result.separator, result.body = self.separator, self.body
        result.fields = [_evened(f) if _name(f) in names else f for f in self.fields]
        return result

    def text(self):
        """The decoded text of all text parts, nested messages included."""
        texts = []
        for part in email.message_from_bytes(self.data()).walk():
            if part.get_content_maintype() == "text":
                charset = (part.get_content_charset() or "utf-8").lower()
                payload = part.get_payload(decode=True) or b""
                texts.append(_decode(payload, CHARSETS.get(charset, charset)))
        return "\n".join(texts).replace("\r\n", "\n")


def _name(field):
    return field.partition(b":")[0].strip().lower().decode("latin-1")


def _evened(field):
    return re.sub(rb"\s*,\s*", b", ", re.sub(rb"\s+", b" ", field.strip())) + b"\r\n"


def _count(message, name):
    return sum(_name(field) == name for field in message.fields)


def _decode(data, charset):
    try:
        return data.decode(charset, "replace")
    except LookupError:
        return data.decode("latin-1")


def _decode_words(text):
    try:
        return str(email.header.make_header(email.header.decode_header(text)))
    except (LookupError, UnicodeError, email.errors.HeaderParseError):
        return text


def _check_reply(case, outcome):
    final, complaints = outcome.final, []
    wanted = case.expects("reply")
    for expectation in wanted:
        code, _, text = expectation.value.partition(" ")
        if str(final.code) != code or text not in final.text:
            complaints.append(f"line {expectation.line}: reply is {final.code} {final.text}")
    if not wanted and not final.accepted:
        complaints.append(f"refused: {final.code} {final.text}")
    return complaints


def _check_envelope(case, outcome, mails):
    complaints = []
    reached = sorted(r for mail in mails for r in mail.recipients)
    wanted = sorted(_after_choices(case, [_address(r) for r in outcome.accepted]))
    if reached != wanted:
        complaints.append(f"delivered to {reached}, accepted were {wanted}")
    for expectation in case.expects("recipient"):
        if f"<{expectation.value.split()[0]}>" not in reached:
            complaints.append(f"line {expectation.line}: not reached")
    for mail in mails:
        if mail.mail_from != _address(case.mail_from):
            complaints.append(f"delivered as from {mail.mail_from}")
        complaints += _lost(case.mail_from, mail.mail_parameters, "MAIL")
        for recipient, parameters in zip(mail.recipients, mail.recipient_parameters):
            for line in case.recipients:
                if _address(line) == recipient:
                    complaints += _lost(line, parameters, "RCPT")
            complaints += _other_parameters(case, recipient, parameters)
    return complaints


def _after_choices(case, paths):
    """The envelope as the sender corrected it."""
    for choice in case.choices:
        old = [path for path in paths if path[1:-1].lower() == choice.address.lower()]
        paths = [path for path in paths if path not in old]
        if choice.do != "drop":
            paths += [f"<{choice.corrected}>"] if choice.do == "correct" else old
    return paths


def _other_parameters(case, recipient, parameters):
    """RCPT parameters of `recipient` that are not those of its EXPECT recipient line."""
    for expectation in case.expects("recipient"):
        address, *wanted = expectation.value.split()
        own = f"ORCPT=rfc822;{address}"   # Postfix gives one to those who came without
        parameters = [p for p in parameters if p != own or p in wanted]
        if recipient == f"<{address}>" and sorted(parameters) != sorted(wanted):
            yield f"line {expectation.line}: parameters are {parameters}"


def _address(line):
    return line[:line.rfind(">") + 1]


def _lost(line, parameters, command):
    wanted = line[line.rfind(">") + 1:].split()
    return [f"{command} lost {word}" for word in wanted
            if word.partition("=")[0].upper() not in HOP_PARAMETERS and word not in parameters]


def _level(value, _, delivered):
    fields = delivered.values("X-Sekimori-Level")
    found = [re.split(r"[;\s]", field)[0] for field in fields] or ["clear"]
    return None if found == [value] else f"level is {', '.join(found)}"


def _header(value, _, delivered):
    name, _, text = value.partition(":")
    found = delivered.values(name)
    return None if found == [text.strip()] else f"{name} is {found}"


def _no_header(value, _, delivered):
    found = delivered.values(value)
    return f"{value} is {found}" if found else None


def _body_contains(value, _, delivered):
    return None if value in delivered.text() else f"no {value!r} in:\n{delivered.text()}"


def _body_lacks(value, _, delivered):
    return f"{value!r} is in the text" if value in delivered.text() else None


def _body_unchanged(_, sent, delivered):
    if sent.body != delivered.body:
        return "the body is another:\n" + _difference(sent.body, delivered.body)


def _headers_unchanged(_, sent, delivered):
    if sent.fields != delivered.fields:
        return "the header is another:\n" + _difference(b"".join(sent.fields),
                                                        b"".join(delivered.fields))


def _delivered(value, _, delivered):
    pattern = "[^\r\n]*".join(re.escape(text) for text in value.split(ANY)).encode()
    if not re.fullmatch(pattern, delivered.data()):
        return "delivered is another:\n" + _difference(value.encode(), delivered.data())


def _difference(wanted, found):
    lines = difflib.diff_bytes(difflib.unified_diff, wanted.splitlines(True),
                               found.splitlines(True), b"expected", b"delivered", lineterm=b"\n")
    shown = [line.rstrip(b"\n").decode("utf-8", "backslashreplace") for line in lines]
    return "\n".join(line.replace("\r", "\\r")[:300] for line in shown[:60])


DELIVERED_CHECKS = {
    "level": _level, "header": _header, "no-header": _no_header, "delivered": _delivered,
    "body-contains": _body_contains, "body-lacks": _body_lacks,
    "body-unchanged": _body_unchanged, "headers-unchanged": _headers_unchanged,
}
