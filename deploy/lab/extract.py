"""sekimori-extract run privately, for a milter that runs on a configuration with [extract].

    extract = PrivateExtract("build/release/bin/sekimori-extract", configuration)
    extract.start()                   # returns when it says that it serves
"""

import os
import shutil

from lab.configuration import EXTRACT_USER, GROUP
from lab.daemon import Daemon


class PrivateExtract(Daemon):
    """Reads no configuration: it is told its socket. Asking it whether it is there would cost it a
    child, so it is ready when it has said so."""
    user = EXTRACT_USER

    def start(self, detached=False):
        folder = os.path.dirname(self.configuration.extract_socket)
        os.makedirs(folder, exist_ok=True)
        shutil.chown(folder, self.user, GROUP)
        os.chmod(folder, 0o750)
        self._said = self._starts()
        super().start(detached)

    def _arguments(self):
        return ["--serve", self.configuration.extract_socket]

    def _answers(self):
        return self._starts() > self._said

    def _starts(self):
        return self.log().count("sekimori-extract: serving")
