"""A private Sendmail on loopback, run from the folder that fetch_mtas filled.

    sendmail = PrivateSendmail(lab="build/lab", base="/tmp/x/sendmail", relay_port=sink.port)
    sendmail.add_gateway(GatewayPorts(mta, submission, back), milter="unix:/run/x/milter.sock")
    sendmail.start()
    ...
    sendmail.stop()         # also from another process: it goes by the pid file

The same shape as PrivatePostfix, so that a test can take either. Every mail goes to `relay_port`.
Sendmail wants the milter's socket in a folder with no world-writable one above it, not even /tmp.
It knows no SMTPUTF8 in Debian's build, and no XCLIENT: every client is 127.0.0.1.
"""

import os
import subprocess

from lab import process, snippets
from lab.process import LabError

HOST = "gw.asagiri.example"

# DomainName alone does not help: with a host name without a dot Sendmail sleeps 60 s at start.
# The F, D and M flags would add From, Date and Message-ID; L=0 cuts no lines. The load limits would
# refuse mail on a busy test machine.
MC = """\
OSTYPE(`debian')dnl
FEATURE(`no_default_msa')dnl
FEATURE(`nocanonify')dnl
FEATURE(`accept_unqualified_senders')dnl
define(`confDOMAIN_NAME', `@HOST@')dnl
define(`QUEUE_DIR', `@BASE@/queue')dnl
define(`STATUS_FILE', `@BASE@/statistics')dnl
define(`confHOST_STATUS_DIRECTORY', `')dnl
define(`confPID_FILE', `@BASE@/sendmail.pid')dnl
define(`confSERVICE_SWITCH_FILE', `@BASE@/service.switch')dnl
define(`confCW_FILE', `-o @BASE@/none')dnl
define(`ALIAS_FILE', `')dnl
define(`confTO_IDENT', `0')dnl
define(`confQUEUE_LA', `1000')dnl
define(`confREFUSE_LA', `1000')dnl
define(`confDELAY_LA', `0')dnl
define(`confDELIVERY_MODE', `background')dnl
define(`confMIN_QUEUE_AGE', `0')dnl
define(`confMAX_MESSAGE_SIZE', `100000000')dnl
define(`confLOG_LEVEL', `0')dnl
define(`SMART_HOST', `relay:[127.0.0.1]')dnl
define(`RELAY_MAILER_ARGS', `TCP $h @RELAY@')dnl
define(`RELAY_MAILER_LL', `0')dnl
MODIFY_MAILER_FLAGS(`RELAY', `-DFM')dnl
@DAEMONS@MAILER(`smtp')dnl
"""


class PrivateSendmail:
    def __init__(self, lab, base, relay_port):
        self.base = os.path.abspath(base)
        self.root = os.path.join(os.path.abspath(lab), "sendmail")
        self.program = os.path.join(self.root, "usr/libexec/sendmail/sendmail")
        self.log_path = os.path.join(self.base, "transcript")
        self.queue = os.path.join(self.base, "queue")
        self.ports = []
        self._relay_port, self._lines = relay_port, []

    # The {daemon_name} of the gateway's submission service.
    submission_name = snippets.SENDMAIL_SUBMISSION

    def add_gateway(self, ports, milter, signer=""):
        """The set-up of deploy/sendmail. `milter`, `signer`: as Sendmail writes them ("unix:/path",
        "inet:port@host")."""
        self._lines.append(snippets.sendmail(ports, milter, signer))
        self.ports += [ports.mta, ports.submission, ports.back]

    def start(self, detached=False):
        os.makedirs(self.queue, exist_ok=True)   # and base
        os.chmod(self.base, 0o755)
        os.chmod(self.queue, 0o700)
        self._write("service.switch", "hosts files\naliases files\n")
        self._write_configuration()
        daemon = self._launch(detached)
        try:
            process.wait_for_ports(self.ports, daemon, 120, self._trouble)
        except LabError:
            self.stop()
            raise

    def stop(self):
        pid = self.pid()
        if pid:
            process.end(pid, self.program)

    def pid(self):
        """Of the running daemon, or None."""
        try:
            with open(os.path.join(self.base, "sendmail.pid")) as file:
                pid = int(file.readline())
        except (FileNotFoundError, ValueError):
            return None
        return pid if process.is_program(pid, self.program) else None

    def queued(self):
        """How many mails have not left yet."""
        return sum(name[:2] in ("qf", "df", "tf", "Qf") for name in os.listdir(self.queue))

    def log(self):
        return process.read_tail(self.log_path, 10_000_000)

    def _launch(self, detached):
        # -X: both sides of every session. Nothing goes to the system's log.
        daemon = [self.program, "-bD", "-q1s", "-C", os.path.join(self.base, "sendmail.cf"),
                  "-X", self.log_path]
        in_own_host_name = ["unshare", "-u", "sh", "-c", f'hostname {HOST}; exec "$@"', "sh"]
        # A container may forbid it; then the start takes Sendmail's 60 s.
        tried = subprocess.run(["unshare", "-u", "true"], stderr=subprocess.DEVNULL)
        return process.start(daemon if tried.returncode else in_own_host_name + daemon,
                             os.path.join(self.base, "output"), detached, changes_user=True)

    def _write_configuration(self):
        text = (MC.replace("@DAEMONS@", "".join(self._lines)).replace("@BASE@", self.base)
                .replace("@HOST@", HOST).replace("@RELAY@", str(self._relay_port)))
        self._write("sendmail.mc", text)
        macros = os.path.join(self.root, "usr/share/sendmail/cf/")
        made = subprocess.run(
            ["m4", f"-D_CF_DIR_={macros}", macros + "m4/cf.m4",
             os.path.join(self.base, "sendmail.mc")], capture_output=True, text=True)
        if made.returncode or made.stderr:
            raise LabError("m4 on sendmail.mc: " + made.stderr)
        self._write("sendmail.cf", made.stdout)

    def _write(self, name, text):
        with open(os.path.join(self.base, name), "w", encoding="utf-8") as file:
            file.write(text)

    def _trouble(self):
        return ("Sendmail does not answer\n"
                + process.read_tail(os.path.join(self.base, "output")))
