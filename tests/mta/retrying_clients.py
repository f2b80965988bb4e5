"""Many SMTP clients at once that do what real ones do: after 4xx or a broken connection they try
the same mail again, after 250 or 5xx never.

    clients = Clients(port, range(2000), threads=200, mail_of=lambda n: (envelope, message(n)))
    clients.start()
    while clients.running(): ...
    clients.final[17]              # 250: the code that ended mail 17
"""

import collections
import queue
import threading
import time

import workplace   # makes the package lab known
from lab import smtp_client

MAX_ATTEMPTS = 40           # of one mail; with the pauses about 35 s without a milter


def pause(attempt):
    """Before the next attempt: soon at first, then once a second."""
    time.sleep(min(1.0, 0.1 * 2 ** attempt))


class Clients:
    """Threads that send until no mail is left, and what they were answered."""

    def __init__(self, port, numbers, threads, mail_of):
        """`mail_of(number)`: its Envelope and its bytes."""
        self._port, self._mail_of, self._work = port, mail_of, queue.SimpleQueue()
        for number in numbers:
            self._work.put(number)
        self._lock = threading.Lock()
        self.final = {}                              # number -> code
        self.codes = collections.Counter()           # of every attempt
        self.unanswered = []                         # attempts that broke off
        self.seconds = []                            # of every attempt
        self._threads = [threading.Thread(target=self._run, daemon=True) for _ in range(threads)]

    def start(self):
        for thread in self._threads:
            thread.start()

    def running(self):
        return any(thread.is_alive() for thread in self._threads)

    def _run(self):
        while True:
            try:
                number = self._work.get_nowait()
            except queue.Empty:
                return
            self._send(number)

    def _send(self, number):
        envelope, data = self._mail_of(number)
        for attempt in range(MAX_ATTEMPTS):
            begin = time.monotonic()
            try:
                code = smtp_client.send(self._port, envelope, data, 120).final.code
            except (OSError, smtp_client.SmtpError) as error:
                with self._lock:
                    self.unanswered.append(f"mail {number}: {type(error).__name__}: {error}")
                pause(attempt)
                continue
            with self._lock:
                self.codes[code] += 1
                self.seconds.append(time.monotonic() - begin)
                if code < 400 or code >= 500:
                    self.final[number] = code
                    return
            pause(attempt)


def living(pids):
    """Without those that are dead and only not yet collected by their parent."""
    found = []
    for pid in pids:
        try:
            with open(f"/proc/{pid}/stat") as file:
                if file.read().rpartition(")")[2].split()[0] != "Z":
                    found.append(pid)
        except (FileNotFoundError, ProcessLookupError):
            continue
    return found
