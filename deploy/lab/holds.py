"""`sekimori holds` as an administrator calls it.

    holds = Holds("build/release/bin/sekimori", configuration)
    for hold in holds.list(): print(hold["id"], hold["state"])
    holds.release(id, correct=[("sato@gmai.com", "sato@gmail.com")])
    holds.cancel(id)
"""

import json
import subprocess

from lab.process import LabError


class Holds:
    def __init__(self, program, configuration):
        self._command = [program, "--config", configuration.path, "holds"]

    def list(self):
        """Open and ended ones, as the command prints them."""
        return [json.loads(line) for line in self._run("list", "--json").splitlines()]

    def show(self, hold):
        return json.loads(self._run("show", hold, "--json"))

    def release(self, hold, correct=(), keep=(), drop=()):
        options = [f"--correct={old}={new}" for old, new in correct]
        options += [f"--keep={address}" for address in keep]
        options += [f"--drop={address}" for address in drop]
        self._run("release", hold, *options)

    def cancel(self, hold):
        self._run("cancel", hold)

    def _run(self, *arguments):
        command = [*self._command, *arguments]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
        if done.returncode:
            raise LabError(f"{' '.join(command)}: status {done.returncode}: {done.stderr.strip()}")
        return done.stdout
