#!/usr/bin/python3
"""An SMTP server that takes every mail and keeps it: envelope and exact bytes.

    sink = Sink()                       # 127.0.0.1, a free port, a thread of its own
    sink.start()
    ... mail is sent to sink.port ...
    for mail in sink.mails(): print(mail.mail_from, mail.recipients, mail.data)
    sink.stop()

    sink.py --port 2525 --dir received  # as a program: one .eml and one .json for each mail

Dot-stuffing is undone, nothing else is touched. Several hundred connections at once are fine.
`sink.refuse["RCPT"] = "450 4.2.0 not now"` makes it answer that to every RCPT until taken out;
keys are MAIL, RCPT, DATA (the command) and END (after the data).
"""

import argparse
import asyncio
import dataclasses
import json
import os
import signal
import threading
import time

LIMIT = 200_000_000   # longest line held in memory; above what the private MTAs pass on


@dataclasses.dataclass
class Mail:
    mail_from: str                 # "<tanaka@partner.example>"
    mail_parameters: list          # ["SIZE=1234", "RET=HDRS"]
    recipients: list               # ["<keiri@asagiri.example>", ...]
    recipient_parameters: list     # one list for each recipient
    helo: str = ""
    data: bytes = b""              # with CRLF as sent
    time: float = 0


class Sink:
    def __init__(self, port=0, folder=None, keep=True, pipelining=True,
                 extensions=("8BITMIME", "SMTPUTF8", "DSN", "ENHANCEDSTATUSCODES")):
        self.port = port
        self.refuse = {}
        self.extensions = [f"SIZE {LIMIT}", *extensions] + ["PIPELINING"] * pipelining
        self._folder, self._keep = folder, keep
        self._mails, self._count, self._lock = [], 0, threading.Lock()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._ready = threading.Event()
        self._error = None

    def start(self):
        if self._folder:
            os.makedirs(self._folder, exist_ok=True)
        self._thread.start()
        self._ready.wait()
        if self._error:
            raise self._error

    def stop(self):
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def mails(self):
        """Those kept so far, in order of arrival."""
        with self._lock:
            return list(self._mails)

    def count(self):
        with self._lock:
            return self._count

    def clear(self):
        with self._lock:
            self._mails.clear()

    def add(self, mail):
        """Called before the 250 goes out, so that what was promised is kept."""
        mail.time = time.time()
        with self._lock:
            self._count += 1
            if self._keep:
                self._mails.append(mail)
            number = self._count
        if self._folder:
            self._write(mail, os.path.join(self._folder, f"{number:06}"))

    def _write(self, mail, stem):
        facts = dataclasses.asdict(mail)
        del facts["data"]
        with open(stem + ".eml", "wb") as file:
            file.write(mail.data)
        with open(stem + ".json", "w", encoding="utf-8") as file:
            json.dump(facts, file, ensure_ascii=False)

    def _run(self):
        asyncio.set_event_loop(self._loop)
        listening = asyncio.start_server(self._serve, "127.0.0.1", self.port, limit=LIMIT,
                                         backlog=1024)
        try:
            server = self._loop.run_until_complete(listening)
            self.port = server.sockets[0].getsockname()[1]
        except OSError as error:
            self._error = error
            return
        finally:
            self._ready.set()
        self._loop.run_forever()
        server.close()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0))
        self._loop.close()

    async def _serve(self, reader, writer):
        try:
            await _Session(self, reader, writer).run()
        except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
            pass   # the client left in the middle
        finally:
            writer.close()


class _Session:
    """One connection: one method for each SMTP command, returning the reply."""

    def __init__(self, sink, reader, writer):
        self._sink, self._reader, self._writer = sink, reader, writer
        self._helo, self._mail = "", None

    async def run(self):
        reply = "220 sink.example ESMTP"
        while True:
            self._writer.write(reply.encode() + b"\r\n")
            await self._writer.drain()
            if reply.startswith("221"):
                return
            line = (await self._reader.readuntil(b"\r\n"))[:-2].decode("utf-8", "surrogateescape")
            verb, _, rest = line.partition(" ")
            method = getattr(self, "_on_" + verb.lower(), None)
            reply = await method(rest) if method else "502 5.5.1 unknown command"

    async def _on_ehlo(self, rest):
        self._helo, self._mail = rest, None
        lines = ["sink.example", *self._sink.extensions]
        return "\r\n".join(["250-" + line for line in lines[:-1]] + ["250 " + lines[-1]])

    async def _on_helo(self, rest):
        self._helo, self._mail = rest, None
        return "250 sink.example"

    async def _on_mail(self, rest):
        if "MAIL" in self._sink.refuse:
            return self._sink.refuse["MAIL"]
        address, parameters = _path(rest)
        self._mail = Mail(address, parameters, [], [], helo=self._helo)
        return "250 2.1.0 ok"

    async def _on_rcpt(self, rest):
        if self._mail is None:
            return "503 5.5.1 MAIL first"
        if "RCPT" in self._sink.refuse:
            return self._sink.refuse["RCPT"]
        address, parameters = _path(rest)
        self._mail.recipients.append(address)
        self._mail.recipient_parameters.append(parameters)
        return "250 2.1.5 ok"

    async def _on_data(self, _):
        if self._mail is None or not self._mail.recipients:
            return "503 5.5.1 RCPT first"
        if "DATA" in self._sink.refuse:
            return self._sink.refuse["DATA"]
        self._writer.write(b"354 go ahead\r\n")
        await self._writer.drain()
        mail, self._mail = self._mail, None
        mail.data = await self._read_data()
        if "END" in self._sink.refuse:
            return self._sink.refuse["END"]
        self._sink.add(mail)
        return "250 2.0.0 taken"

    async def _read_data(self):
        lines = []
        while (line := await self._reader.readuntil(b"\r\n")) != b".\r\n":
            lines.append(line[1:] if line.startswith(b".") else line)
        return b"".join(lines)

    async def _on_rset(self, _):
        self._mail = None
        return "250 2.0.0 ok"

    async def _on_noop(self, _):
        return "250 2.0.0 ok"

    async def _on_quit(self, _):
        return "221 2.0.0 bye"


def _path(rest):
    """"FROM:<a@b> SIZE=1" -> ("<a@b>", ["SIZE=1"]); a quoted local part may hold spaces."""
    text = rest.partition(":")[2].strip()
    end = text.rfind("> ")
    if end < 0:
        return text, []
    return text[:end + 1], text[end + 2:].split()


def main():
    parser = argparse.ArgumentParser(description="keep every mail that arrives")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--dir", required=True)
    arguments = parser.parse_args()
    sink = Sink(arguments.port, arguments.dir, keep=False)
    sink.start()
    signal.sigwait([signal.SIGTERM, signal.SIGINT])
    sink.stop()


if __name__ == "__main__":
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM, signal.SIGINT])
    main()
