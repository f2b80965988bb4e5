"""sekimori-milter run privately.

    configuration = Configuration("/tmp/x/sekimori", "tests/cases/config/default")
    configuration.write()
    milter = PrivateMilter("build/release/bin/sekimori-milter", configuration)
    milter.start()                    # returns when the socket answers
    postfix.add_gateway(ports, milter=milter.socket)
    ...
    status = milter.stop()            # 0 is an orderly end
"""

import socket

from lab import process
from lab.configuration import SPOOL_GROUP
from lab.daemon import Daemon


class PrivateMilter(Daemon):
    groups = [SPOOL_GROUP]

    def __init__(self, program, configuration):
        super().__init__(program, configuration)
        self.socket = "unix:" + configuration.socket_path

    def children(self):
        return process.children(self.process.pid)

    def _answers(self):
        with socket.socket(socket.AF_UNIX) as connection:
            try:
                connection.connect(self.configuration.socket_path)
                return True
            except OSError:
                return False
