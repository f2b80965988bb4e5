"""Reads *.case files; the language is described in tests/cases/README.md.

    case = case_file.read("tests/cases/genuine.case")
    case.message            # bytes as they go over the wire
    case.expectations       # [Expectation("header", "X-Sekimori-Level: red", line=14), ...]

A mistake in the file raises CaseError("file:line: what"). Tested by harness_test.py.
"""

import base64
import dataclasses
import os
import re

RUNNERS = ("inprocess", "postfix", "sendmail")

# Those that a run over the wire cannot see: it has only replies and delivered mail.
IN_PROCESS_KINDS = ("finding", "no-finding", "action", "no-action")
KINDS_WITH_VALUE = IN_PROCESS_KINDS + (
    "level", "reply", "header", "no-header", "body-contains", "body-lacks", "delivered", "held",
    "recipient")
KINDS_ALONE = ("not-delivered", "body-unchanged", "headers-unchanged", "not-held")
KEYWORDS_ALONE = ("CANCEL",)

# What RELEASE takes: the choice, then so many addresses.
CHOICES = {"correct": 2, "keep": 1, "drop": 1}

ESCAPES = {"r": b"\r", "n": b"\n", "t": b"\t", '"': b'"', "\\": b"\\"}
ANY = "{{any}}"


class CaseError(Exception):
    pass


@dataclasses.dataclass
class Expectation:
    kind: str
    value: str        # for "delivered": the text, CRLF line ends, {{any}} left in
    line: int


@dataclasses.dataclass
class Choice:
    """What the sender decides about one recipient of a held mail."""
    do: str           # of CHOICES
    address: str
    corrected: str = ""


@dataclasses.dataclass
class Case:
    path: str
    about: str = ""
    config: str = "default"
    client: tuple = ()                # (address, name) or nothing
    helo: str = "client.example"
    daemon: str = ""
    auth: str = ""
    dns: str | None = None            # the zone; without one our field is not compared
    mail_from: str = ""
    recipients: list = dataclasses.field(default_factory=list)
    message: bytes = b""
    expectations: list = dataclasses.field(default_factory=list)
    choices: list = dataclasses.field(default_factory=list)   # of RELEASE
    cancel: bool = False
    only: tuple = RUNNERS

    @property
    def config_folder(self):
        return os.path.join(os.path.dirname(self.path), "config", self.config)

    def expects(self, kind):
        return [e for e in self.expectations if e.kind == kind]


def read(path):
    with open(path, encoding="utf-8") as file:
        return parse(file.read(), path)


def parse(text, path):
    return _Parser(text, path).run()


class _Parser:
    """One method for each keyword; `_rest` is what follows it on the line."""

    def __init__(self, text, path):
        self._lines = text.split("\n")
        self._number = 0              # of the line just read, from 1
        self._case = Case(path)
        self._rest = ""

    def run(self):
        while self._number < len(self._lines):
            line = self._next()
            if line.startswith("#"):
                if not self._case.mail_from:
                    self._case.about += line.lstrip("# ") + "\n"
            elif line.strip():
                self._keyword(line)
        self._check()
        return self._case

    def _next(self):
        self._number += 1
        return self._lines[self._number - 1]

    def _keyword(self, line):
        word, _, rest = line.partition(" ")
        method = getattr(self, "_on_" + word.lower(), None)
        if not method or word != word.upper():
            self._fail(f"unknown keyword {word}")
        self._rest = rest.strip()
        if bool(self._rest) == (word in KEYWORDS_ALONE):
            self._fail(f"{word} {'takes no' if self._rest else 'needs a'} value")
        method()

    def _on_config(self):
        self._case.config = self._rest

    def _on_client(self):
        words = self._rest.split()
        if len(words) != 2:
            self._fail("CLIENT ADDRESS NAME")
        self._case.client = tuple(words)

    def _on_helo(self):
        self._case.helo = self._rest

    def _on_daemon(self):
        self._case.daemon = self._rest

    def _on_auth(self):
        self._case.auth = self._rest

    def _on_dns(self):
        self._case.dns = self._block(self._rest).replace("\r\n", "\n")

    def _on_from(self):
        if not self._rest.startswith("<"):
            self._fail("FROM <ADDRESS> PARAMETERS")
        self._case.mail_from = self._rest

    def _on_to(self):
        if not self._rest.startswith("<"):
            self._fail("TO <ADDRESS> PARAMETERS")
        self._case.recipients.append(self._rest)

    def _on_only(self):
        words, hash_sign, reason = self._rest.partition("#")
        self._case.only = tuple(words.split())
        if not set(self._case.only) <= set(RUNNERS) or not self._case.only:
            self._fail("ONLY takes " + ", ".join(RUNNERS))
        if not hash_sign or not reason.strip():
            self._fail("ONLY needs a reason: ONLY inprocess  # why")

    def _on_mail(self):
        times, piece = 1, self._rest
        repeated = re.fullmatch(r"(\d+) TIMES (.*)", self._rest)
        if repeated:
            times, piece = int(repeated[1]), repeated[2]
        if piece.startswith('"'):
            self._case.message += self._quoted(piece) * times
        else:
            self._case.message += self._words(self._block(piece)).encode() * times

    def _on_mailfile(self):
        path = os.path.join(os.path.dirname(self._case.path), self._rest)
        try:
            with open(path, "rb") as file:
                self._case.message += file.read()
        except OSError as error:
            self._fail(str(error))

    def _on_expect(self):
        line = self._number
        kind, _, value = self._rest.partition(" ")
        if kind in KINDS_ALONE and value or kind in KINDS_WITH_VALUE and not value:
            self._fail(f"EXPECT {kind}: {'no value' if value else 'a value'} wanted")
        if kind not in KINDS_ALONE + KINDS_WITH_VALUE:
            self._fail(f"unknown expectation {kind}")
        if kind == "header" and ":" not in value:
            self._fail("EXPECT header NAME: VALUE")
        if kind == "held" and len(value.split()) != 2:
            self._fail("EXPECT held ADDRESS REASON")
        if kind == "delivered":
            value = self._words(self._block(value), allowed=ANY)
        self._case.expectations.append(Expectation(kind, value, line))

    def _on_release(self):
        do, *addresses = self._rest.split()
        if CHOICES.get(do) != len(addresses):
            self._fail("RELEASE correct OLD NEW, RELEASE keep ADDRESS or RELEASE drop ADDRESS")
        self._case.choices.append(Choice(do, *addresses))

    def _on_cancel(self):
        self._case.cancel = True

    def _block(self, opening):
        """The lines between <<WORD and WORD, each ended by CRLF."""
        if not re.fullmatch(r"<<[A-Z]+", opening):
            self._fail("expected <<WORD or \"bytes\"")
        opened, lines = self._number, []
        while self._number < len(self._lines):
            line = self._next()
            if line == opening[2:]:
                return "".join(text + "\r\n" for text in lines)
            lines.append(line)
        self._number = opened
        self._fail(f"{opening} is not closed")

    def _quoted(self, text):
        match = re.fullmatch(r'"((?:[^"\\]|\\.)*)"', text)
        if not match:
            self._fail("the quoted string does not end")
        out, rest = b"", match[1]
        while rest:
            plain, backslash, rest = rest.partition("\\")
            out += plain.encode()
            if not backslash:
                break
            if re.match(r"x[0-9a-fA-F]{2}", rest):
                out, rest = out + bytes([int(rest[1:3], 16)]), rest[3:]
            elif rest[0] in ESCAPES:
                out, rest = out + ESCAPES[rest[0]], rest[1:]
            else:
                self._fail(f"unknown escape \\{rest[0]}")
        return out

    def _words(self, text, allowed=None):
        """{{word:TEXT}} as an RFC 2047 encoded-word; any other {{...}} is a mistake."""
        def replace(match):
            if match[0] == allowed:
                return match[0]
            if not match[1].startswith("word:"):
                self._fail(f"unknown placeholder {match[0]}")
            word = "=?UTF-8?B?" + base64.b64encode(match[1][5:].encode()).decode() + "?="
            if len(word) > 75:   # RFC 2047 section 2
                self._fail(f"longer than one encoded-word: {match[0]}")
            return word
        return re.sub(r"\{\{(.*?)\}\}", replace, text)

    def _check(self):
        case = self._case
        for value, name in ((case.mail_from, "FROM"), (case.recipients, "TO"),
                            (case.message, "MAIL"), (case.expectations, "EXPECT"),
                            (case.about.strip(), "opening comment")):
            if not value:
                self._fail(f"no {name}")
        if case.auth and "sendmail" in case.only:
            self._fail("AUTH: Sendmail has nobody to log in to; add ONLY inprocess postfix  # why")
        if (case.choices or case.cancel) and not case.expects("held"):
            self._fail("RELEASE and CANCEL are for a mail that is held: EXPECT held")
        if case.choices and case.cancel or case.expects("held") and case.expects("not-held"):
            self._fail("RELEASE or CANCEL, held or not-held: not both")
        wire = [e for e in case.expectations if e.kind not in IN_PROCESS_KINDS]
        if case.only != ("inprocess",) and not wire:
            self._fail("nothing here can be seen over the wire")

    def _fail(self, what):
        raise CaseError(f"{self._case.path}:{self._number}: {what}")
