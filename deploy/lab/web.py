"""sekimori-web run privately, on the configuration that the milter runs on.

    web = PrivateWeb("build/release/bin/sekimori-web", configuration)   # [web] listen = host:port
    web.start()                       # returns when the port takes connections
"""

import socket

from lab.configuration import KEY_GROUP, WEB_USER
from lab.daemon import Daemon


class PrivateWeb(Daemon):
    user, groups = WEB_USER, [KEY_GROUP]

    def _answers(self):
        host, _, port = self.configuration.values["web"]["listen"].rpartition(":")
        try:
            with socket.create_connection((host, int(port)), timeout=5):
                return True
        except OSError:
            return False
