"""Is every mail that was answered 250 in exactly one place, and is that the place its sender chose?

    rows = read_holds(configuration.database)                  # by number of the mail
    violations = check_mail(number, plan, rows[number], deliveries[number], returned[number], spool)

The store says what was decided; the sink says what was delivered; both must agree.
"""

import collections
import dataclasses
import os
import sqlite3
import urllib.parse

import compare
import held_check
from deciders import number_of

ENDS = {"cancel": "cancelled", "nothing": "returned"}   # else "released"


@dataclasses.dataclass
class Row:
    """One hold, as the store has it."""
    id: str
    state: str
    maybe_duplicate: bool
    changed_by: str
    recipients: list = dataclasses.field(default_factory=list)   # (address, choice, corrected)

    def reached(self):
        """Where a released one must have gone."""
        return [corrected if choice == "correct" else address
                for address, choice, corrected in self.recipients if choice != "drop"]


def read_holds(database):
    """Rows of each number; with a mail sent again there may be two."""
    location = f"file:{urllib.parse.quote(database)}?mode=ro"
    connection = sqlite3.connect(location, uri=True, timeout=30)
    try:
        rows, by_id = collections.defaultdict(list), {}
        for hold, state, duplicate, by, message_id in connection.execute(
                "SELECT id, state, maybe_duplicate, changed_by, message_id FROM hold"):
            by_id[hold] = Row(hold, state, bool(duplicate), by)
            rows[number_of(f"<{message_id}>")].append(by_id[hold])
        for hold, *recipient in connection.execute(
                "SELECT hold_id, address, choice, corrected FROM hold_recipient"):
            by_id[hold].recipients.append(tuple(recipient))
        return rows
    finally:
        connection.close()


def sort_mails(mails):
    """Deliveries (number -> Counter of recipients) and the numbers whose original came back."""
    deliveries, returned = collections.defaultdict(collections.Counter), set()
    for mail in mails:
        if held_check.is_notice(mail):
            original = mail.data.partition(b"Content-Type: message/rfc822")[2]
            number = number_of(original.decode("utf-8", "replace"))
            if number is not None:
                returned.add(number)
        else:
            values = compare.Message(mail.data).values("Message-ID")
            deliveries[number_of(values[0])].update(path.strip("<>") for path in mail.recipients)
    return deliveries, returned


def check_mail(number, plan, rows, delivered, came_back, spool):
    """Complaints about one mail that was answered 250."""
    if not rows:
        return [f"mail {number}: answered 250 and held nowhere"]
    wanted, complaints = collections.Counter(), []
    for row in rows:
        complaints += _check_row(plan, row, came_back, spool)
        wanted.update(row.reached() if row.state == "released" else [])
    duplicates = any(row.maybe_duplicate for row in rows)
    if set(delivered) != set(wanted):
        complaints.append(f"delivered to {sorted(delivered)}, chosen {sorted(wanted)}")
    if max(delivered.values(), default=0) > 1 and not duplicates:
        complaints.append(f"delivered more than once and not marked so: {dict(delivered)}")
    return [f"mail {number} ({plan.do} by {plan.way}, "
            f"{[(row.id, row.state) for row in rows]}): {text}" for text in complaints]


def _check_row(plan, row, came_back, spool):
    if plan.stays:
        kept = os.path.exists(os.path.join(spool, "held", row.id))
        return [] if row.state == "held" and kept else [f"{row.state}, bytes kept: {kept}"]
    if row.state != ENDS.get(plan.do, "released"):
        return [f"{row.state} by {row.changed_by or 'nobody'}"]
    if row.state == "returned" and not came_back:
        return ["returned, and its original did not come back"]
    choices = {choice for address, choice, _ in row.recipients if address == plan.doubtful}
    if row.state == "released" and choices != {plan.do}:
        return [f"recorded is {choices}"]
    return [] if row.changed_by else ["nobody is named for the last move"]
