"""A sekimori-web of its own on loopback, with the sample mails in a store of its own.

    with Workplace(arguments) as place:
        place.url, place.pages["lookalike"].path, place.states()
"""
import argparse
import collections
import os
import secrets
import socket
import sqlite3
import subprocess
import tempfile
import time

Page = collections.namedtuple("Page", "id path")

CONFIG = """\
[organisation]
name = "株式会社朝霧製作所"
domains = ["asagiri.example"]
language = "ja"
[web]
listen = "127.0.0.1:{port}"
public_url = "http://127.0.0.1:{port}"
[keys]
link_key_file = "link.key"
[store]
url = "sqlite:sekimori.db"
"""


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--web", required=True, help="the program sekimori-web")
    parser.add_argument("--seed", required=True, help="the program seed_hold")
    parser.add_argument("--out", required=True, help="folder for screenshots")
    return parser.parse_args()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Workplace:
    def __init__(self, options):
        self.folder = tempfile.TemporaryDirectory(prefix="sekimori-web-")
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        config = self.path("sekimori.toml")
        with open(config, "w", encoding="utf-8") as file:
            file.write(CONFIG.format(port=self.port))
        with open(os.open(self.path("link.key"), os.O_WRONLY | os.O_CREAT, 0o600), "w",
                  encoding="ascii") as file:
            file.write(secrets.token_hex(32) + "\n")
        seeded = subprocess.run([options.seed, config], capture_output=True, text=True, check=True)
        rows = [line.split("\t") for line in seeded.stdout.splitlines()]
        self.pages = {name: Page(id, path) for name, id, path in rows}
        self.log_path = self.path("web.log")
        with open(self.log_path, "wb") as log:
            self.process = subprocess.Popen([options.web, "--config", config], stderr=log,
                                            env={**os.environ, "TZ": "Asia/Tokyo"})
        self.wait_for_port()

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def wait_for_port(self):
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self.process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise RuntimeError("sekimori-web does not answer: " + self.log())

    def log(self):
        with open(self.log_path, encoding="utf-8") as file:
            return file.read()

    def rows(self, sql, *values):
        """Read past the program under test, by a connection that cannot write."""
        store = sqlite3.connect(f"file:{self.path('sekimori.db')}?mode=ro", uri=True)
        try:
            return store.execute(sql, values).fetchall()
        finally:
            store.close()

    def state(self, name):
        return self.rows("SELECT state FROM hold WHERE id = ?", self.pages[name].id)[0][0]

    def choices(self, name):
        return self.rows("SELECT address, choice, corrected FROM hold_recipient WHERE hold_id = ? "
                         "ORDER BY position", self.pages[name].id)

    def everything(self):
        """All that the store knows of the holds."""
        return [self.rows(f"SELECT * FROM {table} ORDER BY 1, 2") for table in
                ("hold", "hold_recipient", "notice", "confirmed_recipient")]

    def stop(self):
        """Ends the program in order and answers its exit status."""
        self.process.terminate()
        return self.process.wait(timeout=60)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.folder.cleanup()
