"""All of Sekimori run privately on one configuration: milter, extract, courier, web, the admin's
commands.

    sekimori = PrivateSekimori("build/release/bin", "/tmp/x/sekimori", "tests/cases/config/default",
                               return_port=ports.back)
    sekimori.configuration.write()
    for daemon in sekimori.wanted():  # without extract if the configuration names no socket of it
        daemon.start()
    sekimori.holds.list()
    sekimori.stop()                   # {"sekimori-milter": 0, ...}: each one's exit status

Each program is started and ended by itself, so that a test can leave one out or kill it.
"""

import os

from lab import process
from lab.configuration import Configuration
from lab.courier import PrivateCourier
from lab.extract import PrivateExtract
from lab.holds import Holds
from lab.milter import PrivateMilter
from lab.web import PrivateWeb


class PrivateSekimori:
    def __init__(self, programs, base, folder, return_port, socket_folder=None, **tables):
        """`tables`: values for this run over those of the configuration's folder."""
        [web_port] = process.free_ports(1)
        tables["courier"] = {"return_port": f"127.0.0.1:{return_port}"}
        tables["web"] = {"listen": f"127.0.0.1:{web_port}",
                         "public_url": f"http://127.0.0.1:{web_port}"}
        self.configuration = Configuration(base, folder, socket_folder, **tables)
        self.milter = PrivateMilter(os.path.join(programs, "sekimori-milter"), self.configuration)
        self.extract = PrivateExtract(os.path.join(programs, "sekimori-extract"),
                                      self.configuration)
        self.courier = PrivateCourier(os.path.join(programs, "sekimori-courier"),
                                      self.configuration)
        self.web = PrivateWeb(os.path.join(programs, "sekimori-web"), self.configuration)
        self.holds = Holds(os.path.join(programs, "sekimori"), self.configuration)
        self.daemons = [self.extract, self.milter, self.courier, self.web]

    def wanted(self):
        """Those that the configuration, as it was written last, has work for."""
        reads = self.configuration.reads_attachments
        return [daemon for daemon in self.daemons if reads or daemon is not self.extract]

    def stop(self):
        """Those that run; by name, the status of each that was started here."""
        return {daemon.name: daemon.stop() for daemon in self.daemons if daemon.process}

    def logs(self):
        return "\n".join(f"--- {daemon.log_path}\n{daemon.log()[-4000:]}"
                         for daemon in self.daemons if daemon.process)
