"""Mail from the organisation's own people: sent through the submission service, held or delivered.

    fate = observe(sample, servers)
    fate.held                                   # {"k.tanaka@kouwa-shouji.co.jp": "lookalike"}
    fate.link                                   # the page's address, from the notice to the sender
    confirm_corrected(fate, servers)            # as the sender would, on the page
"""

import dataclasses
import re

import mail_text
from lab import process, smtp_client
from lab.confirm_page import ConfirmPage
from samples import Received, Sample, find, mails_in


@dataclasses.dataclass
class Fate:
    sample: Sample
    hold: dict = None            # as `sekimori holds list --json` prints it, None if not held
    notice: Received = None      # to the sender
    delivered: Received = None
    complaints: list = dataclasses.field(default_factory=list)

    @property
    def held(self):
        """Doubtful recipient -> reason."""
        if not self.hold:
            return {}
        return {r["address"]: r["reason"] for r in self.hold["verdict"]["hold"]["recipients"]}

    @property
    def reasons(self):
        if not self.hold:
            return []
        return [finding["text"]["en"] for finding in self.hold["verdict"]["findings"]
                if finding["axis"] == "recipient"]

    @property
    def link(self):
        return _link(self.notice)


def observe(sample, servers):
    """Sends it as someone who has logged in; waits until it is held or delivered."""
    envelope = smtp_client.Envelope(f"<{sample.mail_from}>", [f"<{r}>" for r in sample.recipients],
                                    helo="pc1.asagiri.example", xclient={"LOGIN": sample.mail_from})
    outcome = smtp_client.send(servers.ports().submission, envelope, sample.data)
    if not outcome.final.accepted or len(outcome.accepted) < len(sample.recipients):
        raise process.LabError(f"{sample.file} was refused: {outcome.final}")
    fate = Fate(sample)
    process.wait_until(lambda: _find_hold(fate, servers) or _find_delivered(fate, servers), 60,
                       f"{sample.file} is neither held nor delivered")
    if fate.hold:
        process.wait_until(lambda: _find_notice(fate, servers), 60,
                           f"{sample.file} is held and its sender gets no notice")
        _find_delivered(fate, servers)
    fate.complaints = _complaints(fate)
    return fate


def confirm_corrected(fate, servers):
    """Opens the page, takes the address that is offered instead, sends. Returns the right address
    after the corrected mail has reached its mailbox exactly once."""
    page = ConfirmPage.open(fate.link)
    if page.status != 200 or page.checked:
        raise process.LabError(f"the page: status {page.status}, chosen already {page.checked}")
    answer = page.press("send", **{name: "correct" for name in page.fields})
    if answer.status != 200:
        raise process.LabError(f"the page answers {answer.status}: {answer.text}")
    holds, hold = servers.sekimori.holds, fate.hold["id"]
    process.wait_until(lambda: holds.show(hold)["state"] == "released", 60,
                       lambda: f"not released: {holds.show(hold)}")
    process.wait_until(lambda: find(servers.inbox, fate.sample.message_id), 60,
                       f"{fate.sample.file} was released and does not arrive")
    process.wait_until(lambda: servers.postfix.queued() == 0, 60, "Postfix's queue stays full")
    return _corrected(fate, find(servers.inbox, fate.sample.message_id))


def _corrected(fate, mails):
    wrong, sent_to = list(fate.held)[0], fate.sample.recipients
    reached = [path.strip("<>") for mail in mails for path in mail.recipients]
    right = [address for address in reached if address not in sent_to]
    wanted = sorted([address for address in sent_to if address != wrong] + right)
    if len(right) != 1 or sorted(reached) != wanted:
        raise process.LabError(f"corrected, and delivered to {reached}")
    if any(wrong.encode() in mail.data or right[0].encode() not in mail.data for mail in mails):
        raise process.LabError(f"corrected, but To and Cc do not say {right[0]}")
    return right[0]


def links(inbox):
    """The pages' addresses in all notices."""
    return [link for link in map(_link, mails_in(inbox)) if link]


def _link(notice):
    """On a line of its own; None in a mail without."""
    found = re.search(r"^(http://\S+/h/\S+)$", mail_text.shown_text(notice.data), re.M)
    return found and found[1]


def _find_hold(fate, servers):
    wanted = fate.sample.message_id.strip("<>")
    for hold in servers.sekimori.holds.list():
        if hold["verdict"]["message_id"].strip("<>") == wanted:
            fate.hold = hold
            return True
    return False


def _find_delivered(fate, servers):
    mails = find(servers.inbox, fate.sample.message_id)
    fate.delivered = mails[0] if mails else None
    return bool(mails)


def _find_notice(fate, servers):
    mails = find(servers.inbox, fate.sample.message_id, "In-Reply-To")
    notices = [mail for mail in mails if mail.mail_from == "<>"]
    fate.notice = notices[0] if notices else None
    return bool(notices)


def _complaints(fate):
    found = []
    doubtful = fate.sample.expected.split(",") if fate.sample.expected != "sent" else []
    if sorted(f"{address}={reason}" for address, reason in fate.held.items()) != sorted(doubtful):
        found.append(f"expected {fate.sample.expected}")
    if fate.hold and fate.delivered:
        found.append("held, and delivered too")
    if fate.hold and fate.notice.recipients != [f"<{fate.sample.mail_from}>"]:
        found.append(f"the notice went to {fate.notice.recipients}")
    if not fate.hold and not mail_text.is_unchanged(fate.sample.data, fate.delivered.data):
        found.append("sent, but changed")
    return found
