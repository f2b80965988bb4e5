"""A private Postfix on loopback, run from the folder that fetch_mtas filled.

    postfix = PrivatePostfix(lab="build/lab", base="/tmp/x/postfix", relay_port=sink.port)
    postfix.add_gateway(GatewayPorts(mta, submission, back), milter="unix:/tmp/x/milter.sock")
    postfix.add_smtpd(port)            # one more, with nothing before it
    postfix.start()
    ...
    postfix.stop()          # also from another process: it goes by the pid file

It ends with the program that started it, except after start(detached=True).

Everything lies under `base`, which must be reachable for the unprivileged accounts (not in /root).
Postfix passes mail on as it came: no rewriting of headers, no cut of long lines, every recipient to
`relay_port`. The smtpd services take any client's word for who it is (XCLIENT) and relay for all,
which is fit for loopback alone.
"""

import grp
import os
import pwd

from lab import process, snippets
from lab.process import LabError

# Every Debian has these; Postfix wants an account and a group of its own, not named "postfix".
MAIL_OWNER, SETGID_GROUP = "daemon", "games"

MAIN_CF = {
    "compatibility_level": "3.6",
    "mail_owner": MAIL_OWNER,
    "default_privs": "nobody",
    "setgid_group": SETGID_GROUP,
    "maillog_file_prefixes": "/",
    "inet_interfaces": "127.0.0.1",
    "inet_protocols": "ipv4",
    "myhostname": "gw.asagiri.example",
    "myorigin": "gw.asagiri.example",
    "mydestination": "",
    "local_recipient_maps": "",
    "alias_maps": "",
    "alias_database": "",
    "notify_classes": "",
    "biff": "no",
    # Relay for all who can connect, which is loopback; ask no DNS.
    "mynetworks": "0.0.0.0/0",
    "smtpd_relay_restrictions": "permit_mynetworks, reject",
    "smtpd_recipient_restrictions": "permit_mynetworks, reject",
    "smtpd_authorized_xclient_hosts": "127.0.0.1",
    "smtpd_peername_lookup": "no",
    "smtp_dns_support_level": "disabled",
    "smtp_host_lookup": "native",
    "smtp_tls_security_level": "none",
    "smtpd_tls_security_level": "none",
    # Pass mail on byte for byte.
    "local_header_rewrite_clients": "",
    "smtp_line_length_limit": "0",
    "message_size_limit": "100000000",
    "mailbox_size_limit": "0",
    "header_size_limit": "1000000",
    # Tests send much from one client and want no pauses.
    "in_flow_delay": "0",
    "smtpd_error_sleep_time": "0",
    "smtpd_soft_error_limit": "1000",
    "smtpd_hard_error_limit": "1000",
    "smtpd_client_connection_count_limit": "0",
    "queue_run_delay": "2s",
    "minimal_backoff_time": "2s",
    "maximal_backoff_time": "5s",
}

# service type private unpriv chroot wakeup maxproc command
SERVICES = """
pickup    unix  n - n 60    1 pickup
cleanup   unix  n - n -     0 cleanup
qmgr      unix  n - n 300   1 qmgr
rewrite   unix  - - n -     - trivial-rewrite
bounce    unix  - - n -     0 bounce
defer     unix  - - n -     0 bounce
trace     unix  - - n -     0 bounce
verify    unix  - - n -     1 verify
flush     unix  n - n 1000? 0 flush
proxymap  unix  - - n -     - proxymap
smtp      unix  - - n -     - smtp
relay     unix  - - n -     - smtp
showq     unix  n - n -     - showq
error     unix  - - n -     - error
retry     unix  - - n -     - error
discard   unix  - - n -     - discard
anvil     unix  - - n -     1 anvil
scache    unix  - - n -     1 scache
postlog   unix-dgram n - n - 1 postlogd
"""

# owner, mode of the queue's folders, as in Debian's postfix-files.
PRIVATE = ["active", "bounce", "corrupt", "defer", "deferred", "flush", "hold", "incoming",
           "private", "saved", "trace"]
MAIL_FOLDERS = ["maildrop", "incoming", "active", "deferred", "hold"]


class PrivatePostfix:
    def __init__(self, lab, base, relay_port, process_limit=100, **settings):
        """`settings` override or add to MAIN_CF."""
        self.base = os.path.abspath(base)
        self.root = os.path.join(os.path.abspath(lab), "postfix")
        self.conf, self.queue = os.path.join(self.base, "conf"), os.path.join(self.base, "queue")
        self.data = os.path.join(self.base, "data")
        self.log_path = os.path.join(self.base, "maillog")
        self.master = os.path.join(self.root, "usr/lib/postfix/sbin/master")
        self.ports = []
        self._smtpds, self._main_cf = [], ""
        self._settings = {**MAIN_CF, "relayhost": f"[127.0.0.1]:{relay_port}",
                          "default_process_limit": process_limit, **settings}

    # The {daemon_name} of the gateway's submission service.
    submission_name = snippets.POSTFIX_SUBMISSION

    def add_gateway(self, ports, milter, signer=""):
        """The set-up of deploy/postfix: port 25 takes its milter from main.cf, submission and
        return port are those of the snippet."""
        main, master = snippets.postfix(ports, milter, signer)
        self._main_cf += main
        self._smtpds += [f"127.0.0.1:{ports.mta} inet n - n - - smtpd\n"
                         "  -o milter_macro_daemon_name=MTA", master]
        self.ports += [ports.mta, ports.submission, ports.back]

    def add_smtpd(self, port, milter=None, **options):
        """One more listening port. `milter` as Postfix writes it ("unix:/path",
        "inet:host:port")."""
        options["smtpd_milters"] = milter or ""
        lines = [f"127.0.0.1:{port} inet n - n - - smtpd"]
        lines += [f"  -o {{ {key} = {value} }}" for key, value in options.items()]
        self._smtpds.append("\n".join(lines))
        self.ports.append(port)

    def start(self, detached=False):
        self._write_folders()
        self._write_configuration()
        master = process.start([self.master, "-c", self.conf, "-d"],
                               os.path.join(self.base, "output"), detached, changes_user=True)
        try:
            process.wait_for_ports(self.ports, master, 60, self._trouble)
        except LabError:
            self.stop()
            raise

    def stop(self):
        """Ends the master; it takes its own processes with it."""
        pid = self.pid()
        if pid:
            process.end(pid, self.master)

    def pid(self):
        """Of the running master, or None."""
        try:
            with open(os.path.join(self.queue, "pid/master.pid")) as file:
                pid = int(file.read())
        except (FileNotFoundError, ValueError):
            return None
        return pid if process.is_program(pid, self.master) else None

    def queued(self):
        """How many mails have not left yet."""
        return sum(len(files) for folder in MAIL_FOLDERS
                   for _, _, files in os.walk(os.path.join(self.queue, folder)))

    def log(self):
        return process.read_tail(self.log_path, 10_000_000)

    def _trouble(self):
        return ("Postfix does not answer\n" + process.read_tail(self.log_path)
                + process.read_tail(os.path.join(self.base, "output")))

    def _write_folders(self):
        owner, group = pwd.getpwnam(MAIL_OWNER).pw_uid, grp.getgrnam(SETGID_GROUP).gr_gid
        for folder in (self.base, self.conf, self.queue):
            os.makedirs(folder, exist_ok=True)
            os.chmod(folder, 0o755)
        self._make("pid", 0, 0, 0o755)
        for name in PRIVATE:
            self._make(name, owner, 0, 0o700)
        self._make("maildrop", owner, group, 0o1730)
        self._make("public", owner, group, 0o2710)
        self._make(self.data, owner, 0, 0o700)

    def _make(self, name, owner, group, mode):
        path = os.path.join(self.queue, name)
        os.makedirs(path, exist_ok=True)
        os.chown(path, owner, group)
        os.chmod(path, mode)

    def _write_configuration(self):
        tools = os.path.join(self.root, "usr/sbin")
        settings = {
            **self._settings,
            "queue_directory": self.queue,
            "data_directory": self.data,
            "meta_directory": self.conf,
            "command_directory": tools,
            "daemon_directory": os.path.dirname(self.master),
            "shlib_directory": os.path.join(self.root, "usr/lib/postfix"),
            "sendmail_path": os.path.join(tools, "sendmail"),
            "mailq_path": os.path.join(tools, "mailq"),
            "newaliases_path": os.path.join(tools, "newaliases"),
            "maillog_file": self.log_path,
        }
        own = "".join(f"{k} = {v}\n" for k, v in settings.items())
        self._write("main.cf", own + self._main_cf)
        self._write("master.cf", SERVICES + "\n".join(self._smtpds) + "\n")
        self._write("dynamicmaps.cf", "")

    def _write(self, name, text):
        with open(os.path.join(self.conf, name), "w", encoding="utf-8") as file:
            file.write(text)
