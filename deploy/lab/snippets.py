"""deploy/postfix and deploy/sendmail as they stand, fitted to a private server.

    main, master = snippets.postfix(ports, milter="unix:/tmp/x/milter.sock")
    mc = snippets.sendmail(ports, milter="unix:/run/x/milter.sock", signer="inet:8891@127.0.0.1")

What an administrator is told to paste is what the tests run. Only what is listed here is replaced,
and each of it must stand in the snippet exactly once: a changed snippet is an error.
"""

import dataclasses
import os

from lab.process import LabError

DEPLOY = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")

# The {daemon_name} of each snippet's submission service.
POSTFIX_SUBMISSION, SENDMAIL_SUBMISSION = "ORIGINATING", "MSA"


@dataclasses.dataclass
class GatewayPorts:
    mta: int           # as port 25: mail from the world
    submission: int    # mail of the organisation's own people
    back: int          # courier.return_port


def postfix(ports, milter, signer=""):
    """The text for main.cf and the text for master.cf. `signer`: a milter as Postfix writes it."""
    main = _replaced("postfix/main.cf.snippet", {
        "sekimori_milter = unix:sekimori/milter.sock": f"sekimori_milter = {milter}",
        "signer_milters =\n": f"signer_milters = {signer}\n",
    })
    master = _replaced("postfix/master.cf.snippet", {
        # No chroot here.
        "submission inet n       -       y": f"127.0.0.1:{ports.submission} inet n - n",
        "127.0.0.1:10587 inet n  -       y": f"127.0.0.1:{ports.back} inet n - n",
        "sekimori-cleanup unix n -       y": "sekimori-cleanup unix n - n",
        # No certificate here.
        "smtpd_tls_security_level=encrypt": "smtpd_tls_security_level=none",
        # Nobody to log in to: a login is told by XCLIENT, and tests may come without one.
        "smtpd_sasl_auth_enable=yes": "smtpd_sasl_auth_enable=no",
        "smtpd_relay_restrictions=permit_sasl_authenticated,reject":
            "smtpd_relay_restrictions=permit_mynetworks,reject",
    })
    return main, master


def sendmail(ports, milter, signer=""):
    """The lines for sendmail.mc. `signer`: a milter as Sendmail writes it."""
    changes = {
        "S=unix:/run/sekimori/milter.sock": f"S={milter}",
        "Name=MTA, Port=smtp": f"Name=MTA, Addr=127.0.0.1, Port={ports.mta}",
        # Nobody to log in to.
        "Name=MSA, Port=submission, M=Ea":
            f"Name=MSA, Addr=127.0.0.1, Port={ports.submission}, M=E",
        "Port=10587": f"Port={ports.back}",
    }
    if signer:
        changes["S=unix:/run/opendkim/opendkim.sock"] = f"S={signer}"
    else:   # as the snippet tells those who have none
        changes["MAIL_FILTER(`signer', `S=unix:/run/opendkim/opendkim.sock, F=T')dnl\n"] = ""
        changes["InputMailFilters=sekimori;signer"] = "InputMailFilters=sekimori"
        changes["InputMailFilters=signer"] = "InputMailFilters="
    return _replaced("sendmail/sekimori.mc.snippet", changes)


def _replaced(name, changes):
    with open(os.path.join(DEPLOY, name), encoding="utf-8") as file:
        text = file.read()
    for old, new in changes.items():
        if text.count(old) != 1:
            raise LabError(f"deploy/{name} has {old!r} {text.count(old)} times, not once")
        text = text.replace(old, new)
    return text
