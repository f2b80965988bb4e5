"""What a case expects of holding, against what the store says and what the sender was told.

    complaints = check_held(case, sekimori.holds.list())
    complaints += check_notices(hold, notices, "http://127.0.0.1:8025")

Tested by harness_test.py.
"""

from compare import Message


def check_held(case, holds):
    """`holds`: as `sekimori holds list --json` prints them."""
    doubtful = [recipient for hold in holds for recipient in hold["verdict"]["hold"]["recipients"]]
    found = sorted((r["address"], r["reason"]) for r in doubtful)
    wanted = sorted(tuple(e.value.split()) for e in case.expects("held"))
    complaints = [] if found == wanted else [f"held for {found}, expected {wanted}"]
    levels = [hold["verdict"]["level"] for hold in holds]
    return complaints + [f"line {e.line}: level is {level}" for e in case.expects("level")
                         for level in levels if level != e.value]


def is_notice(mail):
    """True for one of ours to the sender: it names itself automatic and has no return address."""
    return (mail.mail_from == "<>"
            and Message(mail.data).values("Auto-Submitted") == ["auto-generated"])


def check_notices(hold, notices, public_url):
    """The sender of a held mail is asked exactly once, with the link to that mail's page."""
    if len(notices) != 1:
        return [f"{len(notices)} notices for one held mail"]
    notice, complaints = notices[0], []
    if notice.recipients != [f"<{hold['sender']}>"]:
        complaints.append(f"the notice is for {notice.recipients}, not for {hold['sender']}")
    if f"{public_url}/h/{hold['id']}." not in Message(notice.data).text():
        complaints.append("the notice has no link to the page")
    return complaints
