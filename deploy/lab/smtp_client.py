"""An SMTP client that sends exactly the bytes it is given and shows every reply.

    outcome = send(port, Envelope("<a@x.example>", ["<b@y.example>"]),
                   b"Subject: x\\r\\n\\r\\nbody\\r\\n")
    print(outcome.final.code, outcome.final.text)      # 250 2.0.0 Ok: queued as ...

Only dots at the start of a line are doubled and a missing last CRLF is added: the protocol demands
both. smtplib is not used because it rewrites line endings and hides replies.
"""

import dataclasses
import socket


class SmtpError(Exception):
    """The connection broke or a reply was not SMTP."""


@dataclasses.dataclass
class Reply:
    code: int
    text: str      # lines joined by "\n", codes taken off

    @property
    def accepted(self):
        return self.code < 400


@dataclasses.dataclass
class Envelope:
    mail_from: str                       # as after "MAIL FROM:", parameters included
    recipients: list                     # each as after "RCPT TO:"
    helo: str = "client.example"
    xclient: dict = dataclasses.field(default_factory=dict)   # Postfix: ADDR, NAME, LOGIN


@dataclasses.dataclass
class Outcome:
    replies: list                        # (command, Reply) in order
    accepted: list                       # recipients answered 2xx

    @property
    def final(self):
        """What decided the fate of the mail: the end of data, or the refusal before it."""
        decisive = [r for command, r in self.replies if command == "END" or not r.accepted]
        return decisive[-1]


class SmtpClient:
    def __init__(self, port, timeout=60):
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=timeout)
        self._file = self._socket.makefile("rb")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._file.close()
        self._socket.close()

    def reply(self):
        lines = []
        while True:
            line = self._file.readline(100_000)
            if len(line) < 4 or not line[:3].isdigit():
                raise SmtpError(f"not a reply: {line!r}")
            lines.append(line[4:].rstrip(b"\r\n").decode("utf-8", "replace"))
            if line[3:4] != b"-":
                return Reply(int(line[:3]), "\n".join(lines))

    def command(self, text):
        self.write(text.encode("utf-8", "surrogateescape") + b"\r\n")
        return self.reply()

    def write(self, data):
        self._socket.sendall(data)


def stuffed(data):
    """`data` as it goes over the wire, with the final dot."""
    if not data.endswith(b"\r\n"):
        data += b"\r\n"
    doubled = data.replace(b"\r\n.", b"\r\n..")
    return (b"." if doubled.startswith(b".") else b"") + doubled + b".\r\n"


def send(port, envelope, data, timeout=60):
    """One connection, one mail. A broken connection raises SmtpError or OSError."""
    with SmtpClient(port, timeout) as client:
        replies, accepted = [("CONNECT", client.reply())], []

        def ask(command, text):
            replies.append((command, client.command(text)))
            return replies[-1][1].accepted

        def transaction():
            if not replies[0][1].accepted or not _hello(ask, client, replies, envelope):
                return
            if not ask("MAIL", f"MAIL FROM:{envelope.mail_from}"):
                return
            accepted.extend(r for r in envelope.recipients if ask("RCPT", f"RCPT TO:{r}"))
            if not accepted or not ask("DATA", "DATA"):
                return
            client.write(stuffed(data))
            replies.append(("END", client.reply()))

        transaction()
        client.write(b"QUIT\r\n")
        return Outcome(replies, accepted)


def _hello(ask, client, replies, envelope):
    if not ask("HELO", f"EHLO {envelope.helo}"):
        return False
    if not envelope.xclient:
        return True
    attributes = " ".join(f"{key}={value}" for key, value in envelope.xclient.items())
    # Postfix starts the session anew: a second greeting, a second EHLO.
    return ask("XCLIENT", f"XCLIENT {attributes}") and ask("HELO", f"EHLO {envelope.helo}")
