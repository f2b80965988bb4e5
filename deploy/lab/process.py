"""Small helpers for private servers: ports, waiting, ending a process that was started here."""

import os
import signal
import socket
import subprocess
import time


class LabError(Exception):
    """A private server did not do what it was asked; the text says which and shows its log."""


def free_ports(count):
    """`count` different TCP ports of 127.0.0.1 that nobody listens on now."""
    holders = [socket.socket() for _ in range(count)]
    try:
        for holder in holders:
            holder.bind(("127.0.0.1", 0))
        return [holder.getsockname()[1] for holder in holders]
    finally:
        for holder in holders:
            holder.close()


def wait_until(condition, seconds, what):
    """Asks until `condition()` is true; LabError("... what") after `seconds`."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise LabError(f"waited {seconds} s in vain: {what() if callable(what) else what}")
        time.sleep(0.02)


def answers_smtp(port):
    """True if a greeting 220 comes from 127.0.0.1:port."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
            connection.settimeout(5)
            greeting = connection.recv(512)
            if greeting.startswith(b"220"):
                connection.sendall(b"QUIT\r\n")
                connection.recv(512)   # Sendmail logs a client that hangs up without it
                return True
            return False
    except OSError:
        return False


def wait_for_ports(ports, server, seconds, what):
    """Until each port greets; LabError at once if the process `server` ends before."""
    def all_answer():
        if server.poll() is not None:
            raise LabError(f"ended with status {server.returncode}: {what()}")
        return all(answers_smtp(port) for port in ports)
    wait_until(all_answer, seconds, what)


# A program that changes its effective user loses the wish to be told of its parent's end, so a
# shell keeps it and passes TERM on.
GUARD = ["sh", "-c", '"$@" & trap "kill $!" TERM; wait $!', "sh"]


def start(command, log_path, detached=False, changes_user=False, **popen_arguments):
    """Starts `command` in a session of its own, output appended to `log_path`. It gets TERM when
    this process ends, however it ends, unless `detached`. With `changes_user` the process returned
    may be a shell that waits for it."""
    if not detached:
        guard = GUARD if changes_user else []
        command = ["setpriv", "--pdeathsig", "TERM", *guard, *command]
    with open(log_path, "ab") as log:
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                start_new_session=True, **popen_arguments)


def is_program(pid, path):
    """True if process `pid` runs the program file `path`: a pid file may be old."""
    try:
        return os.path.samefile(f"/proc/{pid}/exe", path)
    except OSError:
        return False


def end(pid, path, seconds=10):
    """TERM, then KILL, for the process `pid` if it still runs `path`; waits until it is gone."""
    if not is_program(pid, path):
        return
    for signal_number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.kill(pid, signal_number)
        except ProcessLookupError:
            return
        try:
            wait_until(lambda: not is_program(pid, path) or _reap(pid), seconds, "")
            return
        except LabError:
            continue


def _reap(pid):
    try:
        return os.waitpid(pid, os.WNOHANG)[0] == pid
    except ChildProcessError:
        return False


def children(pid):
    """The direct children of process `pid`, by /proc."""
    try:
        tasks = os.listdir(f"/proc/{pid}/task")
    except FileNotFoundError:
        return []
    found = []
    for task in tasks:
        try:
            with open(f"/proc/{pid}/task/{task}/children") as file:
                found += [int(word) for word in file.read().split()]
        except (FileNotFoundError, ProcessLookupError):
            continue
    return found


def read_tail(path, size=4000):
    """The last bytes of a log, for an error message."""
    try:
        with open(path, "rb") as file:
            file.seek(0, os.SEEK_END)
            file.seek(max(0, file.tell() - size))
            return file.read().decode("utf-8", "replace")
    except FileNotFoundError:
        return "(no log)"
