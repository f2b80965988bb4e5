"""The configuration of one private run: a copy of a folder, with the places of this run put in.

    configuration = Configuration("/tmp/x/sekimori", "tests/cases/config/default",
                                  hold={"expiry": "30s"})
    configuration.write()               # a new link.key each time; the store and the spool stay
    configuration.path                  # give it to the programs with --config
    configuration.values["web"]["listen"]

Everything lies under the base folder: config/, state/ (store and spool), socket/, extract/. Whatever
the folder says, listen, store, spool, key, return port and submission names are those of this run;
so is the socket of sekimori-extract, if the folder names one.
"""

import copy
import os
import secrets
import shutil
import tomllib

from lab import snippets, toml

# Accounts and groups that every Debian has, in the places of deploy/systemd's. The main group is the
# one the private Postfix runs with: it must be able to open the socket. The spool's group has milter
# and courier, the key's group courier and web.
USER, COURIER_USER, WEB_USER, EXTRACT_USER = "nobody", "backup", "www-data", "games"
GROUP, SPOOL_GROUP, KEY_GROUP = "daemon", "list", "irc"


class Configuration:
    def __init__(self, base, folder, socket_folder=None, **tables):
        """`socket_folder`: elsewhere than under `base`; Sendmail refuses one under /tmp. `tables`:
        values for this run, by table, over those of the folder."""
        self.base = os.path.abspath(base)
        self.folder = folder
        self.path = os.path.join(self.base, "config/sekimori.toml")
        self.state = os.path.join(self.base, "state")
        self.database = os.path.join(self.state, "sekimori.db")
        self.spool = os.path.join(self.state, "spool")
        self.tables = tables
        self.values = {}
        self._socket_folder = socket_folder or os.path.join(self.base, "socket")
        self.socket_path = os.path.join(self._socket_folder, "milter.sock")
        self.extract_socket = os.path.join(self.base, "extract", "extract.sock")

    def write(self, keep_state=False):
        os.makedirs(self.base, exist_ok=True)
        os.chmod(self.base, 0o755)
        if not keep_state:
            shutil.rmtree(self.state, ignore_errors=True)
        self._make(self._socket_folder, 0o750)
        self._make(self.state, 0o2770)
        for folder in ("", "tmp", "held"):
            self._make(os.path.join(self.spool, folder), 0o2770, SPOOL_GROUP)
        self._copy_folder()
        self._write_key()

    def _make(self, path, mode, group=GROUP):
        os.makedirs(path, exist_ok=True)
        shutil.chown(path, USER, group)
        os.chmod(path, mode)

    def _copy_folder(self):
        target = os.path.dirname(self.path)
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(self.folder, target)
        with open(self.path, "rb") as file:
            self.values = tomllib.load(file)
        for tables in (self._places(), self.tables):
            for table, values in copy.deepcopy(tables).items():
                self.values.setdefault(table, {}).update(values)
        with open(self.path, "w", encoding="utf-8") as file:
            file.write(toml.dumps(self.values))
        for name in os.listdir(target):
            os.chmod(os.path.join(target, name), 0o644)
        os.chmod(target, 0o755)

    @property
    def reads_attachments(self):
        return "extract" in self.values

    def _places(self):
        places = {
            "milter": {"listen": "unix:" + self.socket_path,
                       "outbound_daemons": [snippets.POSTFIX_SUBMISSION,
                                            snippets.SENDMAIL_SUBMISSION]},
            "store": {"url": "sqlite:" + self.database},
            "hold": {"spool": self.spool},
            "keys": {"link_key_file": "link.key"},
        }
        if self.reads_attachments:
            places["extract"] = {"socket": self.extract_socket}
        return places

    def _write_key(self):
        path = os.path.join(os.path.dirname(self.path), "link.key")
        with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_hex(32) + "\n")
        shutil.chown(path, "root", KEY_GROUP)
        os.chmod(path, 0o640)
