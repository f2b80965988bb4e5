"""sekimori-courier run privately, on the configuration that the milter runs on.

    courier = PrivateCourier("build/release/bin/sekimori-courier", configuration)
    courier.start()                   # from now on notices and released mail go to the return port
"""

from lab.configuration import COURIER_USER, KEY_GROUP, SPOOL_GROUP
from lab.daemon import Daemon


class PrivateCourier(Daemon):
    user, groups = COURIER_USER, [SPOOL_GROUP, KEY_GROUP]
