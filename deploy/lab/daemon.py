"""One of Sekimori's programs run privately: an unprivileged account, started, ended, killed.

Not used by itself: milter.py, extract.py, courier.py and web.py say what each of them needs. start() returns
when the program is ready; all of it ends with the program that started it, except after
start(detached=True), when a later program makes an object with the same `base` and calls stop().
"""

import os
import shutil
import signal
import subprocess

from lab import process
from lab.configuration import GROUP, USER
from lab.process import LabError


class Daemon:
    user, groups = USER, []   # beside the main group

    def __init__(self, program, configuration):
        self.configuration = configuration
        self.name = os.path.basename(program)
        # Run from a copy: the unprivileged account may not reach the folder of the original.
        self.program = os.path.join(configuration.base, self.name)
        self.log_path = os.path.join(configuration.base, self.name + ".log")
        self.process = None
        self._original = program
        self._pid_path = os.path.join(configuration.base, self.name + ".pid")

    def start(self, detached=False):
        """On the configuration as it was written last."""
        if not os.path.exists(self.program):
            shutil.copy(self._original, self.program)
        self.process = process.start(
            [self.program, *self._arguments()], self.log_path, detached,
            user=self.user, group=GROUP, extra_groups=self.groups, umask=0o007, cwd="/")
        with open(self._pid_path, "w") as file:
            file.write(str(self.process.pid))
        try:
            process.wait_until(self._ready, 60, lambda: f"{self.name} does not answer\n"
                               + process.read_tail(self.log_path))
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
            return self.kill()

    def kill(self):
        """At once, its children too: as a power failure would."""
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass   # it ended by itself
        return self.process.wait()

    def log(self):
        return process.read_tail(self.log_path, 10_000_000)

    def clear_log(self):
        if os.path.exists(self.log_path):
            os.remove(self.log_path)

    def _stop_by_pid_file(self, seconds):
        try:
            with open(self._pid_path) as file:
                process.end(int(file.read()), self.program, seconds)
        except (FileNotFoundError, ValueError):
            pass   # never started

    def _ready(self):
        if self.process.poll() is not None:
            raise LabError(f"{self.name} ended with {self.process.returncode}\n"
                           + process.read_tail(self.log_path))
        return self._answers()

    def _arguments(self):
        return ["--config", self.configuration.path]

    def _answers(self):
        return True
