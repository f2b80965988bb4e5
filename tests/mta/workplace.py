"""What run_cases.py and load.py need around them: root, the MTAs' files, temporary folders."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile

DEPLOY = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../deploy")
sys.path.insert(0, DEPLOY)


def prepare(lab):
    """Ends the program if it cannot work; makes TERM run its `finally` blocks."""
    if os.geteuid() != 0:
        sys.exit(f"{sys.argv[0]}: the private MTAs need root")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended by TERM"))
    subprocess.run([os.path.join(DEPLOY, "lab/fetch_mtas"), lab], check=True)


class Folders:
    """`base` in /tmp, because paths of sockets must be short and the unprivileged accounts must
    reach it; `sockets` in /run, because Sendmail refuses those under /tmp. Programs cannot lie
    there: it may be mounted noexec."""

    def __enter__(self):
        self.base = tempfile.mkdtemp(prefix="sekimori-")
        self.sockets = tempfile.mkdtemp(prefix="sekimori-", dir="/run")
        os.chmod(self.base, 0o755)
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.base)
        shutil.rmtree(self.sockets)
