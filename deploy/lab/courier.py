"""sekimori-courier run privately, on the configuration that the milter runs on.

    courier = PrivateCourier("build/release/bin/sekimori-courier", configuration)
    courier.start()                   # from now on notices and released mail go to the return port
"""

from lab.configuration import COURIER_USER, KEY_GROUP, SPOOL_GROUP
from lab.daemon import Daemon


class PrivateCourier(Daemon):
    """Ready when it has said so: a TERM before that would end it as a KILL does."""
    user, groups = COURIER_USER, [SPOOL_GROUP, KEY_GROUP]

    def start(self, detached=False):
        self._said = self._starts()
        super().start(detached)

    def _answers(self):
        return self._starts() > self._said

    def _starts(self):
        return self.log().count("courier.started")
