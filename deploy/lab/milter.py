"""sekimori-milter run privately: an unprivileged account, every file under one folder.

    milter = PrivateMilter("build/release/bin/sekimori-milter", "/tmp/x/milter",
                           config_folder="tests/cases/config/default")
    milter.start()                    # returns when the socket answers
    postfix.add_smtpd(port, milter=milter.socket)
    ...
    status = milter.stop()            # 0 is an orderly end

The configuration folder is copied; listen, store and spool are set to places of this run. Start and
stop may be repeated, with another `config_folder` too: the socket stays where it was, the store is
and the log are new each time unless keep_state=True.
"""

import os
import shutil
import signal
import socket
import subprocess
import tomllib

from lab import process, toml
from lab.process import LabError

# The group is the one the private Postfix runs with: it must be able to open the socket.
USER, GROUP = "nobody", "daemon"


class PrivateMilter:
    def __init__(self, program, base, config_folder, socket_folder=None):
        """`socket_folder`: elsewhere than under `base`; Sendmail refuses one under /tmp."""
        self.base = os.path.abspath(base)
        self.config_folder = config_folder
        self.log_path = os.path.join(self.base, "log")
        self._socket_folder = socket_folder or os.path.join(self.base, "socket")
        self.socket_path = os.path.join(self._socket_folder, "milter.sock")
        self.socket = "unix:" + self.socket_path
        self.process = None
        self._program = program
        # Run from a copy: the unprivileged account may not reach the folder of the original.
        self._copy = os.path.join(self.base, "sekimori-milter")

    def start(self, keep_state=False, detached=False):
        self._prepare(keep_state)
        self.process = process.start(
            [self._copy, "--config", os.path.join(self.base, "config/sekimori.toml")],
            self.log_path, detached, user=USER, group=GROUP, extra_groups=[], umask=0o007, cwd="/")
        with open(os.path.join(self.base, "pid"), "w") as file:
            file.write(str(self.process.pid))
        try:
            process.wait_until(self._answers, 60, self._trouble)
        except LabError:
            self.stop()
            raise

    def stop(self, seconds=60):
        """Ends it with TERM and returns its exit status; -9 if it had to be killed, None if another
        program started it."""
        if self.process is None:
            return self._stop_by_pid_file(seconds)
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)   # its children too
            return self.process.wait()

    def _stop_by_pid_file(self, seconds):
        try:
            with open(os.path.join(self.base, "pid")) as file:
                process.end(int(file.read()), self._copy, seconds)
        except (FileNotFoundError, ValueError):
            pass   # never started

    def children(self):
        return process.children(self.process.pid)

    def log(self):
        return process.read_tail(self.log_path, 10_000_000)

    def _prepare(self, keep_state):
        os.makedirs(self.base, exist_ok=True)
        os.chmod(self.base, 0o755)
        self._make(self._socket_folder, 0o750)
        if not keep_state:
            shutil.rmtree(os.path.join(self.base, "state"), ignore_errors=True)
            if os.path.exists(self.log_path):
                os.remove(self.log_path)
        self._make("state", 0o700)
        self._make("state/spool", 0o700)
        if not os.path.exists(self._copy):
            shutil.copy(self._program, self._copy)
        self._write_configuration()

    def _make(self, name, mode):
        path = os.path.join(self.base, name)
        os.makedirs(path, exist_ok=True)
        shutil.chown(path, USER, GROUP)
        os.chmod(path, mode)

    def _write_configuration(self):
        folder = os.path.join(self.base, "config")
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.config_folder, folder)
        path = os.path.join(folder, "sekimori.toml")
        with open(path, "rb") as file:
            config = tomllib.load(file)
        state = os.path.join(self.base, "state")
        config.setdefault("milter", {})["listen"] = self.socket
        config.setdefault("store", {})["url"] = f"sqlite:{state}/sekimori.db"
        config.setdefault("hold", {})["spool"] = f"{state}/spool"
        with open(path, "w", encoding="utf-8") as file:
            file.write(toml.dumps(config))
        for name in os.listdir(folder):
            os.chmod(os.path.join(folder, name), 0o644)
        os.chmod(folder, 0o755)

    def _answers(self):
        if self.process.poll() is not None:
            raise LabError(f"the milter ended with {self.process.returncode}\n"
                           + process.read_tail(self.log_path))
        with socket.socket(socket.AF_UNIX) as connection:
            try:
                connection.connect(self.socket_path)
                return True
            except OSError:
                return False

    def _trouble(self):
        return "the milter's socket does not answer\n" + process.read_tail(self.log_path)
