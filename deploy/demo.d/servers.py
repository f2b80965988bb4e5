"""The demo's servers: a mailbox, Sekimori's programs, a Postfix between the world and both.

    servers = Servers(programs="build/release/bin", lab="build/lab", state="build/demo")
    servers.start(detached=True)
    ... mail to 127.0.0.1:servers.ports().mta arrives in servers.inbox ...
    ... mail to servers.ports().submission too, unless it is held ...
    servers.stop()        # also from another program, and after a crash

Which processes are ours is asked of /proc, by the exact paths of their files: pid files alone would
be wrong after a crash, and missing after somebody removed the folder.
"""

import dataclasses
import hashlib
import json
import os
import shutil
import signal
import sys

from lab import process
from lab.postfix import PrivatePostfix
from lab.sekimori import PrivateSekimori
from lab.snippets import GatewayPorts

HERE = os.path.dirname(os.path.abspath(__file__))
SINK = os.path.join(HERE, "../lab/sink.py")
CONFIGURATION = os.path.join(HERE, "config")
LONGEST_FOLDER = 70   # a socket's whole path has at most 107 bytes


class Servers:
    def __init__(self, programs, lab, state):
        self.state = _reachable(os.path.abspath(state))
        self.shown_state = state               # as the caller wrote it, for messages
        self.inbox = os.path.join(self.state, "inbox")
        self._facts = os.path.join(self.state, "running.json")
        self._lab = os.path.realpath(lab)
        self._sink = None
        self._programs = programs
        self._prepare(0, GatewayPorts(0, 0, 0))

    def start(self, detached):
        self._make_folders()
        sink_port, *ports = process.free_ports(4)
        ports = GatewayPorts(*ports)
        self._sink = process.start(
            [sys.executable, SINK, "--port", str(sink_port), "--dir", self.inbox],
            os.path.join(self.state, "sink.log"), detached)
        process.wait_for_ports([sink_port], self._sink, 30, self.logs)
        self._prepare(sink_port, ports)
        self.sekimori.configuration.write()
        for daemon in self.sekimori.wanted():
            daemon.start(detached)
        self.postfix.add_gateway(ports, self.sekimori.milter.socket)
        self.postfix.start(detached=detached)
        with open(self._facts, "w", encoding="utf-8") as file:
            json.dump(dataclasses.asdict(ports), file)

    def ports(self):
        with open(self._facts, encoding="utf-8") as file:
            return GatewayPorts(**json.load(file))

    def database(self):
        return self.sekimori.configuration.database

    def running(self):
        """True if every server is there and can be reached."""
        kinds = {self._kind(pid) for pid in _pids()}
        wanted = {"sink", "postfix"} | {daemon.name for daemon in self.sekimori.daemons}
        return wanted <= kinds and os.path.exists(self._facts)

    def leftovers(self):
        """The pids of every process of ours: also of a child just started, which is not yet the
        program that it will be."""
        own = set(process.children(os.getpid()))
        return [pid for pid in _pids() if self._kind(pid) or pid in own and _is_alive(pid)]

    def stop(self):
        """Orderly first, so that mail under way is not torn; then whatever is left."""
        if self.leftovers():
            self.postfix.stop()
            for daemon in self.sekimori.daemons:
                daemon.stop(seconds=40)
        for number in (signal.SIGTERM, signal.SIGKILL):
            for pid in self.leftovers():
                _signal(pid, number)
            try:
                process.wait_until(lambda: not self.leftovers(), 10, "")
                break
            except process.LabError:
                continue
        if os.path.exists(self._facts):
            os.remove(self._facts)

    def logs(self):
        """The ends of all logs, for a message about a failure."""
        files = {daemon.name: daemon.log_path for daemon in self.sekimori.daemons}
        files = {**files, "Postfix": self.postfix.log_path,
                 "Postfix's output": os.path.join(self.postfix.base, "output"),
                 "mailbox": os.path.join(self.state, "sink.log")}
        return "\n".join(f"--- {name}: {path}\n{process.read_tail(path)}"
                         for name, path in files.items())

    def _prepare(self, sink_port, ports):
        """Before anything runs the ports are not known, the folders are: enough to find and to end
        what an earlier run left."""
        self.postfix = PrivatePostfix(self._lab, os.path.join(self.state, "postfix"), sink_port,
                                      process_limit=20)
        self.sekimori = PrivateSekimori(self._programs, os.path.join(self.state, "sekimori"),
                                        CONFIGURATION, ports.back)

    def _make_folders(self):
        shutil.rmtree(self.state, ignore_errors=True)
        os.makedirs(self.state, mode=0o755)
        if os.path.abspath(self.shown_state) != self.state:
            _link(self.state, os.path.abspath(self.shown_state))

    def _kind(self, pid):
        """Which of our servers process `pid` belongs to, or None."""
        try:
            # A file that was removed since has " (deleted)" after its name.
            program = os.readlink(f"/proc/{pid}/exe").removesuffix(" (deleted)")
            folder = os.readlink(f"/proc/{pid}/cwd").removesuffix(" (deleted)")
            with open(f"/proc/{pid}/cmdline", "rb") as file:
                words = os.fsdecode(file.read()).split("\0")
        except OSError:
            return None
        for daemon in self.sekimori.daemons:
            if program == daemon.program:
                return daemon.name
        if program.startswith(self._lab + "/postfix/") and folder == self.postfix.queue:
            return "postfix"
        return "sink" if SINK in words and self.inbox in words else None


def _pids():
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]


def _is_alive(pid):
    """False for one that has ended and waits to be asked how."""
    try:
        return bool(os.readlink(f"/proc/{pid}/exe"))
    except OSError:
        return False


def _signal(pid, number):
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        pass   # it ended by itself


def _reachable(folder):
    """`folder`, or a short one elsewhere if the unprivileged accounts cannot get there (a checkout
    in /root) or if the path is too long for a socket. Below /var/lib only root can make a folder,
    so its name may be known beforehand."""
    if len(folder.encode()) <= LONGEST_FOLDER and _open_to_all(os.path.dirname(folder)):
        return folder
    return "/var/lib/sekimori-demo-" + hashlib.sha256(folder.encode()).hexdigest()[:12]


def _open_to_all(folder):
    while True:
        if os.path.exists(folder) and not os.stat(folder).st_mode & 0o001:
            return False
        if folder == "/":
            return True
        folder = os.path.dirname(folder)


def _link(target, path):
    if os.path.islink(path):
        os.remove(path)
    else:
        shutil.rmtree(path, ignore_errors=True)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    os.symlink(target, path)
